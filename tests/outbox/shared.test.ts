import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settableClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { doorman, NOON, openOutbox, sent } from './stage.ts';

describe.skipIf(!databases.includes('postgres'))('several processes on one PostgreSQL', () => {
  let database: Database;
  const clock = settableClock();
  let workers: Awaited<ReturnType<typeof openOutbox>>[];
  const open = () => openOutbox({ database, clock, platforms: [doorman('terminal', clock.now)] });
  beforeEach(async () => {
    clock.set(NOON);
    database = await freshDatabase('postgres');
    workers = [await open(), await open()];
  });
  afterEach(async () => {
    for (const worker of workers) await worker.outbox.stop();
    await database.close();
  });

  const texts = () => workers.flatMap(({ platform }) => platform.texts);
  const settled = async () => {
    for (const worker of workers) await worker.settled();
  };

  it('each row is delivered once, by one of them', async () => {
    const [first, second] = workers as [(typeof workers)[0], (typeof workers)[0]];
    const said: string[] = [];
    for (let index = 0; index < 300; index += 1) said.push(`m${index}`);
    for (const [index, text] of said.entries()) {
      await first.say(text, { to: `p${index}`, kind: index % 3 === 0 ? 'reply' : 'campaign' });
    }
    await Promise.all([first.start(), second.start()]);
    for (let times = 0; times < 5; times += 1) {
      await settled();
      clock.set(clock.now() + 2000);
    }
    await settled();
    expect(texts().sort()).toEqual([...said].sort());
    expect(new Set((await first.rows()).map(({ state }) => state))).toEqual(new Set(['sent']));
  });

  it('what one of them is slow with stays its own, as long as it lives', async () => {
    const [slow, other] = workers as [(typeof workers)[0], (typeof workers)[0]];
    await Promise.all([slow.start(), other.start()]);
    await settled();
    slow.platform.always = undefined;
    const said = Array.from({ length: 15 }, (_, index) => `m${index}`);
    await slow.say(said);
    for (let answered = 1; answered <= said.length; answered += 1) {
      await slow.platform.asked(answered);
      // The clock of the test outruns the database: the leases are made longer before it goes on.
      while ((await slow.rows()).some(({ state, next_at }) => state === 'pending' && next_at < clock.now() + 20_000));
      clock.set(clock.now() + 9000);
      await other.settled();
      slow.platform.open[0]!.answer(sent(slow));
    }
    await settled();
    expect(slow.platform.texts).toEqual(said);
    expect(other.platform.texts).toEqual([]);
  });

  it('what a dead one left is taken over after a minute: replies are sent, the rest is uncertain', async () => {
    const [dead, alive] = workers as [(typeof workers)[0], (typeof workers)[0]];
    await dead.start();
    await dead.settled();
    dead.platform.always = undefined;
    await dead.say('answer', { to: 'amy' });
    await dead.say('news', { to: 'bob', kind: 'campaign' }, { topic: 'quiz/r1' });
    await dead.platform.asked(2);
    dead.crash();
    await alive.start();
    await alive.settled();
    expect(alive.platform.texts).toEqual([]);
    clock.set(clock.now() + 60_000);
    await alive.settled();
    expect(alive.platform.texts).toEqual(['answer']);
    expect((await alive.states()).sort()).toEqual(['answer: sent', 'news: uncertain']);
    expect(alive.told).toMatchObject([{ outcome: 'uncertain' }]);
  });

  it('what one says while it is stopping is said by the other', async () => {
    const [stopping, other] = workers as [(typeof workers)[0], (typeof workers)[0]];
    await Promise.all([stopping.start(), other.start()]);
    await settled();
    stopping.platform.always = undefined;
    await stopping.say(['a', 'b']);
    const stopped = stopping.outbox.stop();
    await stopping.say('c');
    stopping.platform.open[0]!.answer(sent(stopping));
    await stopped;
    clock.set(clock.now() + 2000);
    await other.settled();
    expect(texts()).toEqual(['a', 'b', 'c']);
  });
});
