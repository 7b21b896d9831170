// What stories of a train begin with: one that runs in the room `fans`, people who speak English, and looks at the rows they leave.
import { sql } from 'kysely';
import { broadcastStates } from '../../src/outbox/broadcast.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

/** Friday 27 November 2026, 18:00 in Beijing: the first slot is a week ahead, on 4 December 17:00, its freeze a day before. */
export const EVENING = Date.parse('2026-11-27T18:00:00+08:00');
export const FREEZE = '2026-12-03T17:00:00+08:00';
export const SLOT = '2026-12-04T17:00:00+08:00';
export const HOUR = 3_600_000;

export interface TrainOptions extends WorldOptions {
  /** Options of `release new`. */
  set?: string;
}

export async function trainWorld({ set = '--votes 2 --yes 60', ...options }: TrainOptions = {}): Promise<World> {
  const world = await createWorld({ at: EVENING, ...options });
  await who(world, 'boss').says('language English');
  await who(world, 'boss').in('fans').says(`!release new os "OS weekly" ${set}`);
  return world;
}

type Person = ReturnType<World['person']>;
const persons = new WeakMap<World, Map<string, Person>>();
const rooms = new WeakMap<World, ReturnType<World['room']>>();

/** The same listener each time: what was asked for is not asked for again. */
export function who(world: World, account: string): Person {
  const known = persons.get(world) ?? new Map<string, Person>();
  persons.set(world, known);
  const person = known.get(account) ?? world.person(account);
  known.set(account, person);
  return person;
}

/** The room of the train. */
export function fans(world: World): ReturnType<World['room']> {
  const room = rooms.get(world) ?? world.room('fans');
  rooms.set(world, room);
  return room;
}

/** These people write, in English, and choose news of releases unless they are told not to. */
export async function people(world: World, accounts: readonly string[], { wants = true } = {}) {
  for (const account of accounts) await who(world, account).says('language English');
  if (wants) for (const account of accounts) await choose(world, account, 1);
  return accounts.map((account) => who(world, account));
}

export async function choose({ db, clock }: World, account: string, given: number): Promise<void> {
  await sql`insert into consent (topic, person_id, given, at, source, version)
    select 'release', person_id, cast(${given} as int), cast(${clock.now()} as bigint), 'test', 1 from identity where account = ${account}
    on conflict (topic, person_id) do update set given = excluded.given`.execute(db);
}

/** Proposes it, has these vote yes, and lets the votes be counted. */
export async function passed(world: World, title: string, voters: readonly string[], more = ''): Promise<void> {
  await who(world, 'boss').says(`release propose "${title}" ${more}`);
  const { number } = await world.db
    .selectFrom('release_item')
    .select('number')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  for (const voter of voters) await who(world, voter).says(`vote ${number}`);
}

/** Staff read the announcement and type back its id. */
export async function confirm(world: World): Promise<void> {
  const boss = who(world, 'boss');
  await boss.says('release confirm os');
  const { text } = await boss.hears(/To do it, write: \w+/);
  await boss.says(/To do it, write: (\w+)/.exec(text)![1]!);
  await boss.hears('is confirmed');
}

/** "1 announced, 2 open" */
export async function releasesIn({ db }: Pick<World, 'db'>): Promise<string> {
  const rows = await db.selectFrom('release').select(['number', 'state']).orderBy('number').execute();
  return rows.map(({ number, state }) => `${number} ${state}`).join(', ');
}

/** "sent 2, suppressed stopped 1" of a release's announcement by message. */
export async function reachedIn({ db }: Pick<World, 'db'>, number = 1): Promise<string> {
  const { id } = await db.selectFrom('release').select('id').where('number', '=', number).executeTakeFirstOrThrow();
  const states = await broadcastStates(db, `release/${id}`);
  return states
    .map(({ state, reason, count }) => [state, reason, count].filter((part) => part !== null).join(' '))
    .sort()
    .join(', ');
}

/** What is wrong in the rows: tallies that are not those of the votes. */
export async function wrongIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('release_item as item')
    .leftJoin('release_vote as vote', 'vote.item_id', 'item.id')
    .groupBy(['item.number', 'item.yes', 'item.no'])
    .select((of) => [
      'item.number',
      'item.yes',
      'item.no',
      of.fn.sum<number>('vote.yes').as('counted'),
      of.fn.count<number>('vote.person_id').as('all'),
    ])
    .execute();
  return rows.flatMap(({ number, yes, no, counted, all }) =>
    yes === Number(counted ?? 0) && no === Number(all) - yes
      ? []
      : [`${number}: ${yes}/${no} and ${counted} of ${all}`],
  );
}
