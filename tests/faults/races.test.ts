import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { createWorld, type World } from '../support/world.ts';
import { violations } from './invariants.ts';
import { type Place, prepareStage, type Stage, type Wrap } from './stage.ts';
import { withoutLocks } from './unprotected.ts';

const unchanged: Wrap = (dialect) => dialect;
const QUIZ_OPEN = 15_000;

// Two programs on one PostgreSQL, in one process, so that one can be stopped in the middle of a transaction while the other goes on.
describe.runIf(databases.includes('postgres'))('two programs at the same instant', () => {
  let stage: Stage;
  let place: Place;
  let first: World;
  let second: World;
  let hold: { call: RegExp; until: Promise<unknown>; reached: () => void } | undefined;
  beforeAll(async () => {
    stage = await prepareStage('postgres');
  });
  afterEach(async () => {
    await second.close();
    await first.close();
    await place.remove();
  });

  async function startTwo(wrap: Wrap): Promise<void> {
    place = await stage.place();
    const held = intercept(async (call, proceed) => {
      const stop = hold?.call.test(call) ? hold : undefined;
      if (!stop) return proceed();
      hold = undefined;
      stop.reached();
      await stop.until;
      return proceed();
    });
    first = await createWorld({ database: await place.open((dialect) => held(wrap(dialect))) });
    second = await createWorld({ database: await place.openAfterCrash(wrap) });
    await first.person('boss').says('quiz open duel');
  }

  /** `slow` stops before a call; then `quick` does its work, or waits for the other; then `slow` goes on. */
  async function overtake(
    slow: () => Promise<unknown>,
    before: RegExp,
    quick: () => Promise<unknown>,
  ): Promise<string[]> {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    let going: Promise<unknown> = Promise.resolve();
    await new Promise<void>((reached) => {
      hold = { call: before, until, reached };
      going = slow();
    });
    const done = quick();
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 300))]);
    release();
    await going;
    await done;
    return violations(first.db);
  }

  async function answeredWhileClosing(): Promise<string[]> {
    await first.set(QUIZ_OPEN);
    second.clock.set(first.clock.now());
    await first.person('amy').in('fans').says('B');
    return overtake(
      () => first.set(61_000),
      /^insert into "timer"/,
      () => second.person('bob').in('fans').says('B', { event: 'behind' }),
    );
  }

  test('an answer that comes while the question closes counts or is late, never half', async () => {
    await startTwo(unchanged);
    expect(await answeredWhileClosing()).toEqual([]);
  });

  test('without the lock on the question it would be right and without points', async () => {
    await startTwo(withoutLocks);
    expect((await answeredWhileClosing()).join('\n')).toMatch(/recount from its log differ/);
  });

  async function pausedWhileAsking(): Promise<string[]> {
    const boss = first.person('boss');
    await boss.says('staff add terminal:deputy');
    await boss.says('quiz close duel --confirm duel');
    await boss.says('quiz open staffed');
    await first.set(QUIZ_OPEN);
    await first.person('amy').in('fans').says('B');
    await first.set(61_000);
    second.clock.set(first.clock.now());
    return overtake(
      () => boss.says('quiz next staffed'),
      /^insert into "outbox"/,
      () => second.person('deputy').says('quiz pause staffed', { event: 'pause' }),
    );
  }

  test('a quiz that is paused while the next question is asked has no open question', async () => {
    await startTwo(unchanged);
    expect(await pausedWhileAsking()).toEqual([]);
  });

  test('without the lock on the quiz it would have one', async () => {
    await startTwo(withoutLocks);
    expect((await pausedWhileAsking()).join('\n')).toMatch(/is paused and has an open question/);
  });

  /** Both are handed the same answers at once. */
  async function sameEvents(): Promise<string[]> {
    await first.set(QUIZ_OPEN);
    await second.set(QUIZ_OPEN);
    for (let index = 0; index < 30; index += 1) {
      const message = first.message({ account: `p${index}`, room: 'fans', text: 'B', event: `same${index}` });
      await Promise.allSettled([first.accept(message), second.accept(message)]);
    }
    return violations(first.db);
  }

  test('P2: the same event given to both has one effect', async () => {
    await startTwo(unchanged);
    expect(await sameEvents()).toEqual([]);
  });

  test('without the unique key of what was seen it has two', async () => {
    await startTwo(unchanged);
    await sql`alter table seen drop constraint seen_pkey`.execute(first.db);
    expect((await sameEvents()).join('\n')).toMatch(/is there twice/);
  });
});
