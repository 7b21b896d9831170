import { PassThrough } from 'node:stream';
import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LONGEST_LINE } from '../../adapters/terminal/lines.ts';
import { collector, deliveryOf, openRoom, type RoomOptions, START } from './room.ts';

const say = (fields: object) => `${JSON.stringify({ from: 'amy', text: 'hi', ...fields })}\n`;

/** A room that answers each message with its own words, some rounds of the event loop after it was committed. */
function echoRoom(options: RoomOptions = {}) {
  const outbox: Promise<unknown>[] = [];
  const room = openRoom({
    ...options,
    accept: async (message) => {
      await nextRound();
      const reply = deliveryOf(message.text, { account: message.account }, { re: message.event });
      outbox.push(nextRound().then(() => room.platform.deliver(reply)));
    },
    settled: async () => {
      while (outbox.length > 0) await outbox.shift();
    },
  });
  return room;
}

test('a line is answered by what it caused, then by done', async () => {
  const room = echoRoom();
  await room.play(say({ id: 'e1', text: '抢答' }));
  expect(room.answers()).toEqual([{ to: 'amy', text: '抢答', re: 'e1' }, { done: 'e1' }]);
});

test('done comes behind the deliveries of its own line, for each of 200 lines', async () => {
  const room = echoRoom({ output: collector(true) });
  await room.play(...Array.from({ length: 200 }, (_, n) => say({ id: `e${n}`, from: `member ${n % 7}` })));
  const answers = room.answers();
  expect(answers).toHaveLength(400);
  for (let n = 0; n < 200; n++) {
    const reply = answers.findIndex(({ re }) => re === `e${n}`);
    const done = answers.findIndex((answer) => answer.done === `e${n}`);
    expect(reply).toBeGreaterThanOrEqual(0);
    expect(done).toBeGreaterThan(reply);
  }
});

test('messages are accepted in the order of their lines, side by side', async () => {
  const room = echoRoom();
  const ids = Array.from({ length: 50 }, (_, n) => `e${n}`);
  await room.play(ids.map((id) => say({ id })).join(''));
  expect(room.accepted.map(({ event }) => event)).toEqual(ids);
});

test('a line without an id gets a fresh one, and done carries it', async () => {
  const room = openRoom();
  await room.play(say({}), say({}));
  const [first, second] = room.accepted.map(({ event }) => event);
  expect(first).not.toBe(second);
  expect(room.answers()).toEqual([{ done: first }, { done: second }]);
});

test('the same id sent twice is the same event, and both lines are answered', async () => {
  const room = openRoom();
  await room.play(say({ id: 'e1' }), say({ id: 'e1' }));
  expect(room.accepted.map(({ event }) => event)).toEqual(['e1', 'e1']);
  expect(room.answers()).toEqual([{ done: 'e1' }, { done: 'e1' }]);
});

test('a message without an instant was sent now, by the clock of the room', async () => {
  const room = openRoom();
  await room.play(say({}), '{"clock":"2026-11-27T09:00:00Z"}\n', say({}), say({ at: '2026-11-27T08:59:00Z' }));
  expect(room.accepted.map(({ sentAt }) => sentAt.toISOString())).toEqual([
    new Date(START).toISOString(),
    '2026-11-27T09:00:00.000Z',
    '2026-11-27T08:59:00.000Z',
  ]);
});

test('a clock line waits for the lines before it, and the lines after it wait for what fell due', async () => {
  const order: string[] = [];
  const room = openRoom({
    accept: async ({ event }) => {
      order.push(`${event} comes`);
      await nextRound();
      await nextRound();
      order.push(`${event} is committed`);
    },
    advance: async (to) => {
      order.push('the clock moves');
      await nextRound();
      await room.platform.deliver(deliveryOf('time is up', { room: 'fans' }));
      room.clock.set(to);
    },
  });
  await room.play(say({ id: 'e1' }), say({ id: 'e2' }), '{"clock":"2026-11-27T09:00:00Z"}\n', say({ id: 'e3' }));
  expect(order).toEqual([
    'e1 comes',
    'e2 comes',
    'e1 is committed',
    'e2 is committed',
    'the clock moves',
    'e3 comes',
    'e3 is committed',
  ]);
  expect(room.answers()).toEqual([
    { done: 'e1' },
    { done: 'e2' },
    { room: 'fans', text: 'time is up' },
    { done: 'clock' },
    { done: 'e3' },
  ]);
});

test('bad lines are answered with their number, change nothing, and the lines around them count', async () => {
  const room = openRoom();
  await room.play(
    '\ufeff',
    say({ id: 'e1' }),
    '\r\n',
    'nonsense\r\n',
    'null\n',
    say({ id: 'e2', from: 7 }),
    say({ id: 'e3' }),
  );
  expect(room.accepted.map(({ event }) => event)).toEqual(['e1', 'e3']);
  const errors = room.answers().filter(({ error }) => error !== undefined);
  expect(errors.map((answer) => Object.keys(answer))).toEqual(Array(3).fill(['error', 'line']));
  expect(errors.map(({ line }) => line)).toEqual([3, 4, 5]);
  expect(room.answers()).toContainEqual({ done: 'e3' });
});

test('a line of 5 MB and one that is not UTF-8 are refused, and the next is taken', async () => {
  const room = openRoom();
  const long = Buffer.from(say({ id: 'long', text: 'x'.repeat(5_000_000) }));
  await room.play(long, Buffer.from([0xc3, 0x28, 0x0a]), say({ id: 'e1' }));
  expect(room.accepted.map(({ event }) => event)).toEqual(['e1']);
  expect(room.answers()).toMatchObject([
    { error: expect.stringContaining(LONGEST_LINE.toLocaleString('en')), line: 1 },
    { error: expect.stringContaining('UTF-8'), line: 2 },
    { done: 'e1' },
  ]);
});

test('errors are told in the language of the installation', async () => {
  const room = openRoom({ language: 'zh-CN' });
  await room.play('[]\n');
  expect(room.answers()).toEqual([{ error: expect.stringContaining('不是对象'), line: 1 }]);
});

test('a message that could not be taken is an error with its line, not a done', async () => {
  const room = openRoom({
    accept: ({ event }) => (event === 'e1' ? Promise.reject(new Error('disk full')) : Promise.resolve()),
  });
  await room.play(say({ id: 'e1' }), say({ id: 'e2' }));
  expect(room.answers()).toHaveLength(2);
  expect(room.answers()).toContainEqual({ error: expect.stringContaining('disk full'), line: 1 });
  expect(room.answers()).toContainEqual({ done: 'e2' });
});

test('a clock that cannot be set is an error, and the room goes on', async () => {
  const room = openRoom({ advance: () => Promise.reject(new Error('disk full')) });
  await room.play('{"clock":"2026-11-27T09:00:00Z"}\n', say({ id: 'e1' }));
  expect(room.answers()).toEqual([{ error: expect.stringContaining('disk full'), line: 1 }, { done: 'e1' }]);
});

test('answers that cannot be delivered are told, line by line, and the room goes on', async () => {
  let faults = 1;
  const settled = () => (faults-- > 0 ? Promise.reject(new Error('disk full')) : Promise.resolve());
  const room = openRoom({ settled });
  await room.play(say({ id: 'e1' }), '{"clock":"2026-11-27T09:00:00Z"}\n');
  expect(room.answers()).toEqual([{ error: expect.stringContaining('was taken'), line: 1 }, { done: 'clock' }]);
});

test('the end of the input waits for every line', async () => {
  const room = echoRoom({ output: collector(true) });
  await room.play(say({ id: 'e1' }), JSON.stringify({ id: 'e2', from: 'bob', text: 'no end of line' }));
  expect(room.answers().filter(({ done }) => done)).toHaveLength(2);
});

test('no more than 2,000 lines are under way, however many are pushed', async () => {
  let underWay = 0;
  let most = 0;
  const room = openRoom({
    accept: async () => {
      most = Math.max(most, ++underWay);
      await nextRound();
      underWay -= 1;
    },
  });
  await room.play(Array.from({ length: 10_000 }, (_, n) => say({ id: `e${n}` })).join(''));
  expect(room.accepted).toHaveLength(10_000);
  expect(room.answers()).toHaveLength(10_000);
  expect(most).toBeLessThanOrEqual(2000);
  expect(most).toBeGreaterThan(1000);
});

test('many lines share one wait for the deliveries', async () => {
  let waits = 0;
  const room = openRoom({
    settled: async () => {
      waits += 1;
      await nextRound();
    },
  });
  await room.play(Array.from({ length: 1000 }, (_, n) => say({ id: `e${n}` })).join(''));
  expect(room.answers()).toHaveLength(1000);
  expect(waits).toBeLessThan(20);
});

test('a reader that goes away ends it quietly, and what it did not get may be tried again', async () => {
  const output = collector();
  const room = openRoom({ output });
  await room.open();
  output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  await room.platform.finished;
  expect(await room.platform.deliver(deliveryOf('hi', { account: 'amy' }))).toMatchObject({ type: 'retry' });
  const { ok, detail } = room.platform.health();
  const reader = { language: 'en', zone: 'UTC', markup: 'plain', now: 0 } as const;
  expect([ok, detail?.render(reader)]).toEqual([false, 'write EPIPE']);
});

test('after stop no line is taken, and a delivery still goes out', async () => {
  const input = new PassThrough();
  const room = openRoom({ input });
  await room.open();
  await room.platform.stop();
  await room.platform.finished;
  expect(await room.platform.deliver(deliveryOf('hi', { account: 'amy' }))).toEqual({ type: 'sent', at: START });
  expect(room.accepted).toEqual([]);
  expect(room.answers()).toEqual([{ to: 'amy', text: 'hi' }]);
});

test('stop in the middle: what was accepted is finished', async () => {
  const room = echoRoom();
  await room.open();
  room.input.write(say({ id: 'e1' }));
  while (room.accepted.length === 0) await nextRound();
  await room.platform.stop();
  await room.platform.finished;
  expect(room.answers()).toEqual([{ to: 'amy', text: 'hi', re: 'e1' }, { done: 'e1' }]);
});

test('the silent form takes every delivery at once and prints nothing', async () => {
  const room = openRoom({ mode: 'silent' });
  await room.open();
  expect(await room.platform.deliver(deliveryOf('hi', { account: 'amy' }))).toEqual({ type: 'sent', at: START });
  await room.platform.stop();
  await room.platform.finished;
  expect(room.shown()).toBe('');
});
