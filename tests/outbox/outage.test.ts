import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/chat/platform.ts';
import { databases } from '../support/database.ts';
import { openOutbox, sent } from './stage.ts';

const names = (count: number, prefix = 'm') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const MINUTE = 60_000;

describe.each(databases)('an outage, on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  /** What becomes of deliveries by account while they are out. */
  let out: Map<string, () => Outcome>;
  const accountOf = (room: string) => (room.startsWith('x') ? 'X' : 'Y');
  beforeEach(async () => {
    out = new Map();
    stage = await openOutbox({
      kind,
      way: ({ address }) => ({
        account: accountOf(address.room!),
        limits: [{ key: address.room!, most: 5, within: 1000 }],
      }),
    });
    stage.platform.always = ({ address }) => out.get(accountOf(address.room!))?.() ?? sent(stage);
    await stage.start();
    await stage.settled();
  });
  afterEach(() => stage.close());

  const tries = (room: string) => stage.platform.texts.filter((text) => text.startsWith(room)).length;

  it('of an account that is not connected: one tries after 1 s, 2 s, … 30 s, that costs no try, and others go on', async () => {
    out.set('X', () => ({ type: 'offline' }));
    for (const name of names(10, 'x')) await stage.say(name, { room: name, kind: 'campaign' });
    await stage.passes(0);
    for (const name of names(5, 'y')) await stage.say(name, { room: name });
    await stage.passes(0);
    expect(tries('y')).toBe(5);
    // The first page was on its way when the first of them came back.
    const first = tries('x');
    const counts: number[] = [];
    for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      await stage.passes(wait);
      counts.push(tries('x') - first);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7]);
    out.clear();
    await stage.passes(30_000);
    expect(new Set(await stage.states())).toEqual(
      new Set([...names(10, 'x'), ...names(5, 'y')].map((name) => `${name}: sent`)),
    );
    expect(new Set((await stage.rows()).map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });

  it('of ten minutes loses no reply and doubles none: five faults are enough to stop trying', async () => {
    out.set('X', () => ({ type: 'retry', after: 0 }));
    for (const name of names(100, 'x')) await stage.say(name, { room: name });
    await stage.passes(0);
    const first = tries('x');
    await stage.passes(10 * MINUTE, 1000);
    // 1 + 2 + 4 + 8 + 16 + 32 s, then one a minute.
    expect(tries('x') - first).toBeLessThan(20);
    out.clear();
    await stage.passes(3 * MINUTE, 1000);
    expect(new Set((await stage.rows()).map(({ state }) => state))).toEqual(new Set(['sent']));
    const arrived = new Set(stage.platform.texts.slice(-100));
    expect(arrived.size).toBe(100);
  });

  it('control: four faults in a row stop nothing', async () => {
    out.set('X', () => ({ type: 'retry', after: 0 }));
    for (const name of names(4, 'x')) await stage.say(name, { room: name });
    await stage.passes(0);
    out.clear();
    await stage.say('x4', { room: 'x4' });
    await stage.passes(0);
    expect(stage.platform.texts.at(-1)).toBe('x4');
  });

  it('each person of a broadcast ends as exactly one of sent, uncertain and failed, and the sum is the audience', async () => {
    const ends: Outcome[] = [
      { type: 'unknown' },
      { type: 'refused', reason: 'left' },
      { type: 'retry', after: 0 },
      { type: 'retry', after: 500 },
    ];
    let count = 0;
    const mayHaveArrived: string[] = [];
    stage.platform.always = ({ text }) => {
      const outcome = ends[(count++ * 7) % 11] ?? sent(stage);
      if (outcome.type === 'sent' || outcome.type === 'unknown') mayHaveArrived.push(text);
      return outcome;
    };
    for (const name of names(60, 'x')) await stage.say(name, { room: name, kind: 'campaign' });
    await stage.passes(5000, 500);
    await stage.restart();
    await stage.passes(10 * MINUTE, 1000);
    const rows = await stage.rows();
    const ended = (state: string) => rows.filter((row) => row.state === state).length;
    expect(rows).toHaveLength(60);
    expect([ended('sent') > 20, ended('uncertain') > 2, ended('failed') > 2]).toEqual([true, true, true]);
    expect(ended('sent') + ended('uncertain') + ended('failed')).toBe(60);
    expect(mayHaveArrived).toHaveLength(new Set(mayHaveArrived).size);
    expect(mayHaveArrived).toHaveLength(ended('sent') + ended('uncertain'));
  });

  it('replies that were told nothing wait longer each time, by chance', async () => {
    out.set('X', () => ({ type: 'unknown' }));
    await stage.say('x', { room: 'x' });
    const waits: number[] = [];
    for (let times = 0; times < 4; times += 1) {
      await stage.passes(0);
      const [row] = await stage.rows();
      waits.push(row!.next_at - stage.clock.now());
      await stage.passes(waits.at(-1)!);
    }
    expect(waits).toEqual([1000, 2000, 5000, 15_000]);
  });
});
