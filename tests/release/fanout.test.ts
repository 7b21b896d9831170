// P4 for an announcement: whatever fails or dies in the middle of it, each person has exactly one of sent, uncertain, failed and held back.
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import type { Wrap } from '../faults/stage.ts';
import { withoutSending } from '../faults/unprotected.ts';
import { addPeople } from '../quota/stage.ts';
import { databases, freshDatabase, type Kind } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  confirm,
  FREEZE,
  fans,
  passed,
  people,
  reachedIn,
  releasesIn,
  SLOT,
  trainWorld,
  who,
  wrongIn,
} from './train-stage.ts';

/** So many persons who chose news of releases and never wrote. */
async function crowd({ database, db }: World, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, place) => `crowd-${String(place).padStart(5, '0')}`);
  await transaction(db, (trx) =>
    addPeople(
      trx,
      ids.map((id) => ({ id })),
    ),
  );
  await sql`insert into consent (topic, person_id, given, at, source, version)
    select 'release', id, 1, 0, 'test', 1 from person where id like 'crowd-%'`.execute(database.db);
}

const perPerson = (deliveries: readonly { address: { account?: string } }[]) => {
  const counts = new Map<string, number>();
  for (const { address } of deliveries)
    if (address.account?.startsWith('crowd-')) counts.set(address.account, (counts.get(address.account) ?? 0) + 1);
  return counts;
};

/** A program dies while it hands 121 persons the announcement, and another takes its place; gives the states of the rows and who was sent to twice. */
async function killedInTheMiddle(kind: Kind, wrap?: Wrap) {
  const world = await trainWorld({ kind, set: '--votes 1', ...(wrap && { wrap }) });
  await people(world, ['amy']);
  await passed(world, 'Dark mode', ['amy']);
  await crowd(world, 120);
  await world.set(FREEZE);
  await confirm(world);
  const [platform] = world.platforms;
  const begun: { address: { account?: string } }[] = [];
  let left = 40;
  platform!.answer = (delivery) => {
    begun.push(delivery);
    left -= 1;
    return left >= 0 ? { type: 'sent', at: world.clock.now() } : new Promise(() => {});
  };
  void world.set(SLOT);
  const states = async () => {
    const rows = await world.db
      .selectFrom('outbox')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .where('consent', '=', 'release')
      .groupBy('state')
      .execute();
    return new Map(rows.map(({ state, count }) => [state as string, Number(count)]));
  };
  for (let looks = 0; looks < 500 && begun.length < 100; looks += 1) await states();
  // Nobody hears any more of the first; another takes its place, a few minutes later.
  const second = await createWorld({
    database: world.database,
    at: Date.parse(SLOT) + 5 * 60_000,
    platforms: (now) => [loopback('terminal', now)],
  });
  await second.set(60_000);
  await second.set(120_000);
  const all = perPerson([...begun, ...second.platforms[0]!.delivered]);
  const ended = {
    states: await states(),
    reached: all.size,
    twice: [...all.values()].filter((count) => count > 1).length,
    roomAgain: second.platforms[0]!.delivered.filter(({ address }) => address.room === 'fans').length,
  };
  await second.engine.stop();
  await world.database.close();
  return ended;
}

describe.each(databases)('P4: killed in the middle of the fan-out, on %s', (kind) => {
  test('each person has exactly one row, and nobody is sent to twice', async () => {
    const { states, ...ended } = await killedInTheMiddle(kind);
    expect([...states.keys()].sort()).toEqual(['sent', 'uncertain']);
    expect([...states.values()].reduce((sum, count) => sum + count, 0)).toBe(121);
    expect(ended).toEqual({ reached: 120, twice: 0, roomAgain: 0 });
  });
});

test('P4, the control: where what is being sent leaves no trace, somebody is sent to twice', async () => {
  expect((await killedInTheMiddle('sqlite', withoutSending)).twice).toBeGreaterThan(0);
});

test('a fault before any statement of freeze, slot and fan-out: announced once, everybody told once, each with a row', {
  timeout: 60_000,
}, async () => {
  const faults = faulty();
  const database = await freshDatabase('sqlite', { wrap: faults.wrap, now: () => 0 });
  const world = await trainWorld({ database, set: '--votes 1 --fallback announce' });
  await people(world, ['amy', 'bob']);
  const weeks = 26;
  let fired = 0;
  for (let week = 0; week < weeks; week += 1) {
    await passed(world, `Item ${week}`, ['amy']);
    const freeze = Date.parse(FREEZE) + week * 7 * 86_400_000;
    faults.arm({ call: 3 + week * 7, when: 'before', how: 'throw' });
    // Where the ticker itself cannot read it is told so, and looks again.
    await world.set(new Date(freeze).toISOString()).catch(() => undefined);
    await world.set(new Date(freeze + 86_400_000).toISOString()).catch(() => undefined);
    if (faults.fired) fired += 1;
    faults.disarm();
    await world.set(new Date(freeze + 86_400_000 + 15 * 60_000).toISOString());
  }
  const heard = (texts: readonly string[]) => texts.filter((text) => text.includes('is here'));
  expect(fired).toBeGreaterThan(20);
  expect(heard(await fans(world).hearsAll()).length).toBe(weeks);
  expect(heard(await who(world, 'amy').hearsAll()).length).toBe(weeks);
  expect(heard(await who(world, 'bob').hearsAll()).length).toBe(weeks);
  expect((await releasesIn(world)).match(/announced/g)?.length).toBe(weeks);
  expect(await reachedIn(world, weeks)).toBe('sent 2');
  expect(await wrongIn(world)).toEqual([]);
  await world.close();
});

describe.runIf(databases.includes('postgres'))('P6: two programs on one PostgreSQL', () => {
  test('announce once, and tell each person once', async () => {
    const world = await trainWorld({ kind: 'postgres', set: '--votes 1' });
    await people(world, ['amy']);
    await passed(world, 'Dark mode', ['amy']);
    await crowd(world, 60);
    await world.set(FREEZE);
    await confirm(world);
    const other = await createWorld({ database: world.database, at: world.clock.now() });
    await Promise.all([world.set(SLOT), other.set(SLOT)]);
    await Promise.all([world.set(10_000), other.set(10_000)]);
    const all = [...world.platforms, ...other.platforms].flatMap(({ delivered }) => delivered);
    const announced = all.filter(({ text }) => text.includes('release 1, is here'));
    expect(announced.filter(({ address }) => address.room === 'fans').length).toBe(1);
    const counts = perPerson(announced);
    expect([counts.size, Math.max(...counts.values())]).toEqual([60, 1]);
    expect(await reachedIn(world)).toBe('sent 61');
    await other.engine.stop();
    await world.close();
  });
});
