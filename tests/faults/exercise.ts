// One scenario, one fault: played to the end and compared with a run in which nothing went wrong.
import { sql } from 'kysely';
import type { FaultPlan } from '../support/faults.ts';
import { halfTurns, misdelivered, outcome, violations } from './invariants.ts';
import { createPlay, type DeliveryFault, type Play } from './play.ts';
import type { Scenario } from './scenarios.ts';
import type { Stage, Wrap } from './stage.ts';

export interface Undisturbed {
  /** Every call to the database in the acts of the scenario, in order. */
  calls: readonly string[];
  /** How many deliveries there were in them. */
  deliveries: number;
  outcome: Awaited<ReturnType<typeof outcome>>;
  wrong: string[];
}

export type Trouble = { type: 'database'; plan: FaultPlan } | { type: 'platform'; fault: DeliveryFault };

export interface Exercised {
  /** False: the scenario was over before the trouble came. */
  fired: boolean;
  wrong: string[];
  crashes: number;
}

export async function undisturbed(stage: Stage, scenario: Scenario): Promise<Undisturbed> {
  const play = await begin(stage, scenario);
  play.faults.arm();
  play.disturb(undefined);
  await play.run(scenario.acts);
  const calls = [...play.faults.names];
  play.faults.disarm();
  const { deliveries } = play;
  await play.run(scenario.after);
  const result = { calls, deliveries, outcome: await outcome(play.world.db), wrong: await wrongIn(play) };
  await play.close();
  return result;
}

/** `wrap` goes under the fault: for taking protections away. */
export async function exercise(
  stage: Stage,
  scenario: Scenario,
  expected: Undisturbed,
  trouble: Trouble,
  wrap?: Wrap,
): Promise<Exercised> {
  const play = await begin(stage, scenario, wrap);
  const { faults } = play;
  if (trouble.type === 'database') faults.arm(trouble.plan);
  else play.disturb(trouble.fault);
  await play.run(scenario.acts);
  faults.disarm();
  const fired = trouble.type === 'database' ? faults.fired : play.disturbed;
  await play.run(scenario.after);
  const wrong = [...(await wrongIn(play)), ...differences(expected.outcome, await outcome(play.world.db))];
  await play.close();
  return { fired, wrong, crashes: play.crashes };
}

async function begin(stage: Stage, scenario: Scenario, wrap?: Wrap): Promise<Play> {
  const play = await createPlay(stage, wrap);
  // Whether a power cut leaves the rows is for other tests: here nothing but the process fails.
  if (stage.kind === 'sqlite') await sql`pragma synchronous = off`.execute(play.world.db);
  await play.run(scenario.before);
  return play;
}

async function wrongIn({ world: { db }, told, heard }: Play): Promise<string[]> {
  return [...(await violations(db)), ...(await halfTurns(db, told)), ...(await misdelivered(db, heard))];
}

export function differences(expected: Undisturbed['outcome'], actual: Undisturbed['outcome']): string[] {
  return (['campaigns', 'log', 'board', 'said'] as const).flatMap((part) => {
    const missing = without(expected[part], actual[part]).map((one) => `${part}: missing ${one}`);
    const added = without(actual[part], expected[part]).map((one) => `${part}: too much ${one}`);
    return [...missing, ...added];
  });
}

/** The elements of `all` less one for each of `taken`. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...all];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

export interface Sweep {
  how: FaultPlan['how'];
  when: FaultPlan['when'];
  /** Only at calls like this. */
  at?: RegExp;
  /** Only each so many'th of them. */
  every?: number;
}

export interface Swept {
  /** How many fault points there were. */
  points: number;
  /** What was wrong, with the point at which it went wrong. */
  wrong: string[];
}

/** Plays of one sweep at a time: each waits for its disk half of the time. */
const AT_ONCE = 3;

/** The same fault at every call to the database, from the first until the scenario completes without it. */
export async function sweep(
  stage: Stage,
  scenario: Scenario,
  { how, when, at = /^/, every = 1 }: Sweep,
  wrap?: Wrap,
): Promise<Swept> {
  const expected = await undisturbed(stage, scenario);
  const swept = { points: 0, wrong: expected.wrong.map((one) => `undisturbed: ${one}`) };
  const numbered = expected.calls.map((name, index) => ({ name, call: index + 1 }));
  const matching = numbered.filter(({ name }) => at.test(name)).filter((_, index) => index % every === 0);

  async function play(name: string, call: number): Promise<boolean> {
    const trouble: Trouble = { type: 'database', plan: { call, when, how } };
    const { fired, wrong } = await exercise(stage, scenario, expected, trouble, wrap);
    swept.wrong.push(...wrong.map((one) => `${how} ${when} call ${call} (${name.slice(0, 60)}): ${one}`));
    if (fired) swept.points += 1;
    return fired;
  }

  await together(matching, ({ name, call }) => play(name, call));
  for (let call = numbered.length + 1; await play('beyond the last', call); call += 1);
  return swept;
}

async function together<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

export interface DeliverySweep {
  how: readonly DeliveryFault['how'][];
  when: readonly DeliveryFault['when'][];
}

const EVERYTHING: DeliverySweep = { how: ['throw', 'hang', 'unknown', 'crash'], when: ['before', 'after'] };

/** Everything that can go wrong with a delivery, at every delivery of the scenario. */
export async function sweepDeliveries(
  stage: Stage,
  scenario: Scenario,
  { how: ways, when: instants } = EVERYTHING,
  wrap?: Wrap,
): Promise<Swept> {
  const expected = await undisturbed(stage, scenario);
  const wrong = expected.wrong.map((one) => `undisturbed: ${one}`);
  const faults = ways.flatMap((how) =>
    instants.flatMap((when) =>
      Array.from({ length: expected.deliveries }, (_, index) => ({ how, when, delivery: index + 1 })),
    ),
  );
  let points = 0;
  await together(faults, async (fault) => {
    const { fired, wrong: found } = await exercise(stage, scenario, expected, { type: 'platform', fault }, wrap);
    wrong.push(...found.map((one) => `${fault.how} ${fault.when} delivery ${fault.delivery}: ${one}`));
    if (fired) points += 1;
  });
  return { points, wrong };
}
