// A platform that cannot start keeps no other from running, and is tried again until it can.
import { expect, test } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { settableClock } from '../../src/clock.ts';
import { StartError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { supervised } from '../../src/supervise.ts';
import { loopback } from '../support/loopback.ts';

const delivery = {
  id: 'd1',
  kind: 'reply',
  address: { platform: 'slack', account: 'a' },
  text: 'x',
  choices: [],
  attempt: 1,
} as never;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A platform whose starts end as `starts` says, one after the other; `undefined` works. */
function stage(starts: (Error | undefined | 'hangs')[]) {
  const clock = settableClock();
  clock.set(0);
  const calls: string[] = [];
  const said: string[] = [];
  const hopeless: StartError[] = [];
  const inner = loopback('slack', clock.now);
  const flaky: Platform = {
    ...inner,
    async start(accept) {
      calls.push('start');
      const next = starts.shift();
      if (next === 'hangs') return new Promise(() => {});
      if (next) throw next;
      return inner.start(accept);
    },
    async stop() {
      calls.push('stop');
    },
    lookup: async () => 'sent',
  };
  const platform = supervised(flaky, {
    clock,
    log: createLog('silent'),
    changed: (one) => {
      const { ok, detail } = one.health();
      said.push(ok ? 'runs' : String(detail?.render({ language: 'en', zone: 'UTC', markup: 'plain', now: 0 })));
    },
    hopeless: (error) => hopeless.push(error),
  });
  return { clock, calls, said, hopeless, platform };
}

test('what starts runs, and is what it was', async () => {
  const { platform, said, calls } = stage([undefined]);
  await platform.start(async () => {});
  expect(said).toEqual(['runs']);
  expect(calls).toEqual(['start']);
  expect(platform).toMatchObject({ name: 'slack', capabilities: { buttons: true } });
  expect(await platform.deliver(delivery)).toMatchObject({ type: 'sent' });
  expect(await platform.lookup?.(delivery)).toBe('sent');
});

test('what fails is tried again after 5, 10, 20, 40, 60, 60 s; it is told once, its deliveries wait meanwhile, and then it runs', async () => {
  const down = new Error('connect ECONNREFUSED with xoxb-1234567890-abc');
  const { clock, platform, said, calls } = stage([...Array(6).fill(down), undefined]);
  await platform.start(async () => {});
  expect(said).toEqual([
    'not connected yet (connect ECONNREFUSED with ***). It is tried again by itself; what is to be sent waits.',
  ]);
  expect(await platform.deliver(delivery)).toEqual({ type: 'offline' });
  expect(await platform.lookup?.(delivery)).toBe('unknown');
  for (const seconds of [5, 10, 20, 40, 60, 60]) {
    const before = calls.length;
    clock.set(clock.now() + seconds * 1000 - 1);
    await settle();
    expect(calls).toHaveLength(before);
    clock.set(clock.now() + 1);
    await settle();
    expect(calls.slice(before)).toEqual(['stop', 'start']);
  }
  expect(said.at(-1)).toBe('runs');
  expect(said).toHaveLength(2);
  expect(await platform.deliver(delivery)).toMatchObject({ type: 'sent' });
});

test('what can never work is refused at the start, and ends the program later', async () => {
  const wrong = new StartError('SLACK_BOT_TOKEN is of another app.');
  const first = stage([wrong]);
  await expect(first.platform.start(async () => {})).rejects.toBe(wrong);
  const later = stage([new Error('down'), wrong]);
  await later.platform.start(async () => {});
  later.clock.set(5000);
  await settle();
  expect(later.hopeless).toEqual([wrong]);
});

test('what hangs holds the start of the others for ten seconds, no longer', async () => {
  const { clock, platform, said } = stage(['hangs']);
  let resolved = false;
  const started = platform
    .start(async () => {})
    .then(() => {
      resolved = true;
    });
  clock.set(9999);
  await settle();
  expect(resolved).toBe(false);
  clock.set(10_000);
  await started;
  expect(said).toEqual([]);
  expect(platform.health().ok).toBe(false);
});

test('stopped, it is not tried again, and one that hangs keeps nobody waiting', async () => {
  const failing = stage([new Error('down'), undefined]);
  await failing.platform.start(async () => {});
  await failing.platform.stop();
  failing.clock.set(600_000);
  await settle();
  expect(failing.calls).toEqual(['start', 'stop']);
  await failing.platform.start(async () => {});
  expect(failing.calls).toEqual(['start', 'stop']);

  const hanging = stage(['hangs']);
  const started = hanging.platform.start(async () => {});
  await hanging.platform.stop();
  await started;
});
