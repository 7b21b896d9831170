// P1 and P2 for polls: a vote that goes wrong anywhere is either whole or not there, and delivered again it counts once.
import { afterEach, describe, expect, test } from 'vitest';
import { databases, freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const votes = () => world.db.selectFrom('poll_vote').select('option').execute();
const recorded = async () =>
  (await world.db.selectFrom('outbox').select('body').where('re', '=', 'vote-1').execute()).map(
    ({ body }) => (JSON.parse(body) as { text: string }).text,
  );

describe.each(databases)('%s', (kind) => {
  test('P2: the same vote delivered three times, and once more after a restart, is one vote with one answer', async () => {
    world = await createWorld({ kind });
    await world.person('boss').in('fans').says('!poll open "Lunch?" --options "Pizza|Sushi"');
    const amy = world.person('amy');
    for (let times = 0; times < 3; times += 1) await amy.in('fans').says('B', { event: 'vote-1' });
    await world.restart();
    await amy.in('fans').says('B', { event: 'vote-1' });
    expect(await votes()).toEqual([{ option: 1 }]);
    expect(await recorded()).toHaveLength(1);
    await amy.says('vote');
    await amy.hears('B. Sushi · 1\n1 vote so far.');
  });

  test('an old message delivered late does not undo a newer vote; an edit changes the vote', async () => {
    world = await createWorld({ kind });
    await world.person('boss').in('fans').says('!poll open "Lunch?" --options "Pizza|Sushi|Soup"');
    const amy = world.person('amy');
    const before = new Date(world.clock.now());
    await world.set(2000);
    await amy.in('fans').says('B');
    await amy.in('fans').says('A', { sentAt: before });
    expect(await votes()).toEqual([{ option: 1 }]);
    await amy.in('fans').says('C', { edited: true });
    expect(await votes()).toEqual([{ option: 2 }]);
  });

  test('P1: a fault before or after any statement of a vote loses nothing and counts nothing twice', async () => {
    const faults = faulty();
    world = await createWorld({ kind, database: await freshDatabase(kind, { wrap: faults.wrap, now: () => 0 }) });
    await world.person('boss').in('fans').says('!poll open "Lunch?" --options "Pizza|Sushi"');
    const vote = (event: string, account: string) =>
      world.accept(world.message({ account, room: 'fans', text: 'B', event }));
    faults.arm();
    await vote('probe', 'probe');
    const calls = faults.disarm();
    expect(calls).toBeGreaterThan(8);
    let fired = 0;
    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const who = `amy-${call}-${when}`;
        faults.arm({ call, when, how: 'throw' });
        await vote(`e-${who}`, who).catch(() => undefined);
        faults.disarm();
        fired += faults.fired ? 1 : 0;
        await vote(`e-${who}`, who);
        const own = await world.db
          .selectFrom('poll_vote')
          .innerJoin('identity', 'identity.person_id', 'poll_vote.person_id')
          .where('identity.account', '=', who)
          .select('option')
          .execute();
        const failed = await world.db
          .selectFrom('incident')
          .select('id')
          .where('context', 'like', `%"e-${who}"%`)
          .execute();
        expect({ who, votes: own.length, failed: failed.length }).toEqual({
          who,
          votes: 1 - failed.length,
          failed: failed.length,
        });
        await world.db.deleteFrom('incident').execute();
      }
    }
    // The marks of deliveries are written in groups, so a call more or less is no fault.
    expect(fired).toBeGreaterThan(2 * calls - 6);
  });

  test('a tally that was due while the program stood still is posted once on the next start', async () => {
    world = await createWorld({ kind });
    await world.person('boss').in('fans').says('!poll open "Lunch?" --options "Pizza|Sushi"');
    await world.person('amy').in('fans').says('B');
    await world.engine.stop();
    world.clock.set(world.clock.now() + 3_600_000);
    const fans = world.room('fans');
    await fans.hears('Lunch?');
    await world.restart();
    await world.set(1000);
    await fans.hears('B. Sushi · 1');
    await world.set(3_600_000);
    await fans.hearsNothing();
  });
});
