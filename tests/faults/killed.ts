// What must be true of a game whose program was killed, and killed again: the rows, and what people heard over all of its lives.
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { differences, undisturbed } from './exercise.ts';
import { halfTurns, outcome, violations } from './invariants.ts';
import type { Lives } from './lives.ts';
import type { Act, Scenario } from './scenarios.ts';
import { prepareStage } from './stage.ts';

/** Ahead of the clock of this machine: a program that is started again runs by that one until it is told the time. */
export const AHEAD = Math.ceil(Date.now() / 1000) * 1000 + 26 * 3_600_000;

export interface Killed {
  acts: readonly Act[];
  /** A database of its own for one game; `check` gives what is wrong when it is over. */
  place(): Promise<{ url: string; check(lives: Lives): Promise<string[]> }>;
  remove(): void;
}

export async function prepareGame(scenario: Scenario): Promise<Killed> {
  const stage = await prepareStage('sqlite');
  // The JSON form knows no edits.
  const acts = [...scenario.before, ...scenario.acts, ...scenario.after].filter((act) => !('edited' in act));
  const expected = await undisturbed(stage, { ...scenario, before: [], acts, after: [] });
  const places: { remove(): Promise<void> }[] = [];
  return {
    acts,
    async place() {
      const place = await stage.place();
      places.push(place);
      await (await place.open((same) => same)).close();
      const { url } = place;
      return { url, check: (lives) => wrongAfter(url, lives, expected.outcome) };
    },
    remove() {
      stage.remove();
      for (const place of places) void place.remove();
    },
  };
}

async function wrongAfter(url: string, lives: Lives, expected: Awaited<ReturnType<typeof outcome>>): Promise<string[]> {
  const database = await openDatabase(url, { purpose: 'run', migrations, now: () => AHEAD });
  const { db } = database;
  const wrong = [
    ...(lives.exitCode === 0 ? [] : [`it ended with ${lives.exitCode}`]),
    ...(await violations(db)),
    ...(await halfTurns(db, lives.told)),
    ...differences(expected, await outcome(db)),
    ...unheard(lives, await db.selectFrom('outbox').selectAll().execute()),
  ];
  await database.close();
  return wrong;
}

/** Replies at least once, and nothing of our own accord twice. */
function unheard(
  { heard }: Lives,
  rows: readonly { kind: string; state: string; body: string; re: string | null }[],
): string[] {
  const said = (row: { body: string }) => (JSON.parse(row.body) as { text: string }).text;
  const replies = rows.filter(({ kind }) => kind === 'reply');
  const own = heard.filter(({ re }) => re === undefined).map(({ to, room, text }) => `${to} ${room} ${text}`);
  const expected = rows.filter(({ kind }) => kind !== 'reply');
  return [
    ...rows.flatMap((row) =>
      ['pending', 'sending', 'failed'].includes(row.state) ? [`${row.state}: ${said(row)}`] : [],
    ),
    ...replies.flatMap((row) =>
      row.state === 'suppressed' || heard.some(({ re, text }) => re === row.re && text === said(row))
        ? []
        : [`nobody heard ${said(row)}`],
    ),
    ...own.flatMap((one, index) => (own.indexOf(one) === index ? [] : [`heard twice: ${one}`])),
    ...(own.length <= expected.length ? [] : ['more was heard than was said']),
  ];
}
