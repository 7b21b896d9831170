// P1 for merging: a fault anywhere in it leaves all of it, or nothing.
import { expect, test } from 'vitest';
import { findItem } from '../../flows/feedback/store.ts';
import type { Wrap } from '../faults/stage.ts';
import { withoutTransactions } from '../faults/unprotected.ts';
import { freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { keepingWorld } from './rows.ts';

const UNDONE = 'received 2 1 / 0 / 0 0';
const DONE = 'duplicate 0 3 / 1 / 1 1';

/** What `feedback merge` left behind where one of its calls failed, call by call; then what saying it again made of it. */
async function sweepMerge(wrap: Wrap) {
  const faults = faulty();
  const database = await freshDatabase('sqlite', { wrap: (dialect) => faults.wrap(wrap(dialect)), now: () => 0 });
  const world = await keepingWorld(['amy', 'bob', 'cat'], { database });
  const states: { call: number; first: string; again: string }[] = [];
  for (let call = 1, fired = true; fired; call += 1) {
    const [from, to] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'Battery drains', ['amy', 'bob']),
      await world.write(scope, 'Empty battery', ['cat']),
    ]);
    const message = (event: string) =>
      world.message({
        account: 'boss',
        text: `feedback merge #${from!.number} #${to!.number} --confirm ${from!.number}`,
        event,
      });
    const state = async () => {
      const [one, other] = [(await findItem(world.db, from!.number))!, (await findItem(world.db, to!.number))!];
      const merges = await world.db.selectFrom('feedback_merge').select('id').where('from_id', '=', one.id).execute();
      const events = await world.db
        .selectFrom('feedback_event')
        .select('item_id')
        .where('kind', '=', 'merged')
        .where('item_id', 'in', [one.id, other.id])
        .execute();
      const told = events.filter(({ item_id }) => item_id === one.id).length;
      return `${one.state} ${one.backers} ${other.backers} / ${merges.length} / ${told} ${events.length - told}`;
    };
    faults.arm({ call, when: 'before', how: 'throw' });
    await world.accept(message(`first${call}`)).catch(() => undefined);
    fired = faults.fired;
    faults.disarm();
    const first = await state();
    await world.accept(message(`again${call}`)).catch(() => undefined);
    states.push({ call, first, again: await state() });
  }
  await world.close().catch(() => undefined);
  return states;
}

test('P1: a throw before any statement of a merge leaves all or nothing', { timeout: 60_000 }, async () => {
  const states = await sweepMerge((dialect) => dialect);
  expect(states.length).toBeGreaterThan(20);
  expect(states.filter(({ first }) => first !== UNDONE && first !== DONE)).toEqual([]);
  expect(states.filter(({ again }) => again !== DONE)).toEqual([]);
});

test('without transactions the same sweep finds halves', { timeout: 60_000 }, async () => {
  const states = await sweepMerge(withoutTransactions);
  expect(states.some(({ first }) => first !== UNDONE && first !== DONE)).toBe(true);
});
