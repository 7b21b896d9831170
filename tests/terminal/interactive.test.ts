import { PassThrough, Writable } from 'node:stream';
import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Collector, choice, collector, deliveryOf, openRoom, type RoomOptions } from './room.ts';

/** A room where the bot repeats what it heard, with two choices. */
function repeatingRoom(options: RoomOptions = {}) {
  const room = openRoom({
    mode: 'interactive',
    ...options,
    accept: async ({ account, room: place, text }) => {
      const address = place === undefined ? { account } : { account, room: place };
      await room.platform.deliver(
        deliveryOf(`heard:\n${text}`, address, { choices: [choice('A', 'a'), choice('B', 'b')] }),
      );
    },
  });
  return room;
}

test('it greets with the first minute, in at most 12 lines, and tells in the other language that it is spoken too', async () => {
  for (const [language, other] of [
    ['en', '中文'],
    ['zh-CN', 'English'],
  ] as const) {
    const room = openRoom({ mode: 'interactive', language, demo: 'demo-2' });
    await room.play('');
    const greeting = room.shown().trimEnd().split('\n');
    expect(greeting.length).toBeLessThanOrEqual(12);
    for (const part of ['boss@fans: !quiz open demo-2 ', 'amy@fans: ', 'bob@fans: ', '/help', '/quit', other]) {
      expect(greeting.join('\n')).toContain(part);
    }
  }
});

test('where there is nothing to try, the greeting proposes nothing', async () => {
  const room = openRoom({ mode: 'interactive', language: 'zh-CN' });
  await room.play('');
  expect(room.shown()).toContain('boss: 帮助');
  expect(room.shown()).not.toContain('quiz open');
});

test('amy says something alone, bob in a room; each sees the answer where it belongs', async () => {
  const room = repeatingRoom();
  await room.play('amy: 抢答\nbob@fans: B\n');
  expect(room.accepted).toMatchObject([
    { account: 'amy', text: '抢答', addressed: true },
    { account: 'bob', room: 'fans', text: 'B', addressed: false },
  ]);
  expect(room.shown()).toContain('[→ amy] heard:\n    抢答\n    [1] A   [2] B\n[#fans → bob] heard:\n    B\n');
});

test('who speaks and where can be set once', async () => {
  const room = repeatingRoom();
  await room.play('/as boss\n/in fans\n!quiz open demo\n/out\nme\n');
  expect(room.accepted.map(({ account, room: place, text }) => [account, place, text])).toEqual([
    ['boss', 'fans', '!quiz open demo'],
    ['boss', undefined, 'me'],
  ]);
  expect(room.shown()).toContain('You are now boss.');
});

test('the clock is set as people say it, and what fell due is shown before the new time', async () => {
  const room = openRoom({
    mode: 'interactive',
    advance: async (to) => {
      room.clock.set(to);
      await room.platform.deliver(deliveryOf('time is up', { room: 'fans' }));
    },
  });
  await room.play('/at fri 17:00\n/at +15s\n/at\n/at noonish\n');
  expect(room.shown()).toContain('[#fans] time is up\nIt is now Fri 2026-11-27 17:00 (Beijing time).');
  expect(room.shown()).toContain('It is Fri 2026-11-27 17:00:15 (Beijing time).');
  expect(room.shown()).toContain('"noonish" is not a time.');
});

test.each([
  ['/hlep', 'Did you mean /help?'],
  ['/qiut', 'Did you mean /quit?'],
  ['/frobnicate', '/help lists them all'],
  ['/as', 'A name follows /as'],
  ['/in two rooms', 'A name follows /in'],
])('%s is answered kindly', async (line, answer) => {
  const room = openRoom({ mode: 'interactive' });
  await room.play(`${line}\n`);
  expect(room.shown()).toContain(answer);
  expect(room.accepted).toEqual([]);
});

test('empty lines say nothing; unreadable ones are told', async () => {
  const room = openRoom({ mode: 'interactive' });
  await room.play('\n  \n', Buffer.from([0xff, 0x0a]));
  expect(room.accepted).toEqual([]);
  expect(room.shown()).toContain('This line is not UTF-8.');
});

test('/quit ends it: what stands behind it is not said', async () => {
  const room = repeatingRoom();
  await room.play('amy: one\n/quit\namy: two\n');
  expect(room.accepted.map(({ text }) => text)).toEqual(['one']);
  expect(room.shown()).toMatch(/See you soon\.\n$/);
});

test('a thousand lines pasted at once are all said, in order, each with its answer', async () => {
  const room = repeatingRoom();
  const lines = Array.from({ length: 1000 }, (_, n) => `line ${n}`);
  await room.play(lines.join('\n'));
  expect(room.accepted.map(({ text }) => text)).toEqual(lines);
  expect(room.shown().match(/heard:/g)).toHaveLength(1000);
});

test('a message that could not be taken is told, and the room goes on', async () => {
  const room = openRoom({ mode: 'interactive', accept: () => Promise.reject(new Error('disk full')) });
  await room.play('one\ntwo\n');
  expect(room.shown().match(/disk full/g)).toHaveLength(2);
});

test('behind a pipe there are no colours and no escape codes', async () => {
  const room = repeatingRoom();
  await room.play('amy: hi\n/help\n');
  expect(room.shown()).not.toContain('\u001b');
});

describe('at a terminal', () => {
  function terminal(colours: boolean) {
    const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const display = Object.assign(collector(), { isTTY: true, columns: 40, rows: 24, hasColors: () => colours });
    return { keys, display };
  }

  async function until(display: Collector, text: string): Promise<void> {
    for (let round = 0; round < 1000 && !display.text().includes(text); round++) await nextRound();
    expect(display.text()).toContain(text);
  }

  test('a message that comes in is put above the line being typed, and the line is painted again whole', async () => {
    const { keys, display } = terminal(false);
    const room = repeatingRoom({ input: keys, output: display });
    await room.open();
    await until(display, 'amy> ');
    const typed = 'a line so long that it goes on in the next row';
    keys.write(typed);
    await until(display, 'next row');
    for (const message of ['time is up', 'amy leads']) {
      const before = display.text().length;
      await room.platform.deliver(deliveryOf(message, { room: 'fans' }));
      const painted = display.text().slice(before);
      const erased = '\u001b[1A\r\u001b[J';
      expect(painted.startsWith(`${erased}[#fans] ${message}\n`)).toBe(true);
      const repainted = painted.slice(erased.length);
      expect(repainted).toContain(`amy> ${typed}`);
      // Going up again would paint over the message.
      expect(repainted).not.toMatch(/\u001b\[\d*A/);
    }
    keys.write('\r');
    await until(display, '[2] B');
    expect(room.accepted.map(({ text }) => text)).toEqual([typed]);
    keys.write('\u0004');
    await room.platform.finished;
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['/quit', '/quit\r'],
  ])('%s ends it on a fresh line', async (_name, key) => {
    const { keys, display } = terminal(false);
    const room = openRoom({ mode: 'interactive', input: keys, output: display });
    await room.open();
    await until(display, 'amy> ');
    keys.write(key);
    await room.platform.finished;
    expect(display.text()).toMatch(/\n$/);
  });

  test('the prompt says who speaks and where', async () => {
    const { keys, display } = terminal(false);
    const room = openRoom({ mode: 'interactive', input: keys, output: display });
    await room.open();
    keys.write('/as boss\r/in fans\r');
    await until(display, 'boss@fans> ');
    await room.platform.stop();
    await room.platform.finished;
  });

  test('colours are shown where the terminal has them, and left out where NO_COLOR took them', async () => {
    for (const colours of [true, false]) {
      const { keys, display } = terminal(colours);
      const room = openRoom({ mode: 'interactive', input: keys, output: display });
      await room.open();
      await room.platform.deliver(deliveryOf('hi', { account: 'amy' }));
      expect(display.text().includes('\u001b[35m[→ amy]')).toBe(colours);
      await room.platform.stop();
      await room.platform.finished;
    }
  });

  test('a display that goes away ends it', async () => {
    const { keys } = terminal(false);
    const display = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EIO')) });
    const room = openRoom({ mode: 'interactive', input: keys, output: display });
    await room.open();
    await room.platform.finished;
    expect(room.platform.health().ok).toBe(false);
  });
});
