// A rush of answers from three platforms, and everything that must hold of the rows and words it leaves.

import type { Scoring } from '../../flows/quiz/definition.ts';
import { quiz } from '../../flows/quiz/index.ts';
import { type AnswerRow, award, judge, recount, type Timing, type Verdict } from '../../flows/quiz/rules.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { loopback } from '../support/loopback.ts';
import type { World } from '../support/world.ts';
import { COLOURS, playQuiz } from './stage.ts';

export const SECONDS = 60;
/** Platform, room, and how long a message may be on its way, ms. */
const PLACES = [
  ['terminal', 'fans', 500],
  ['slack', 'C1', 2000],
  ['wechat', 'G1', 5000],
] as const;

export const rushPlatforms = (now: () => number) => PLACES.map(([name, , latency]) => loopback(name, now, { latency }));

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Opens one question in all places; gives the instant it opened, ms. */
export async function openRush(world: World, scoring: Scoring, tieWindow: number): Promise<number> {
  const definition = { scoring, tie_window_ms: tieWindow, seconds: SECONDS, questions: [COLOURS] };
  await playQuiz(world, { rooms: PLACES.map(([platform, room]) => `${platform}:${room}`), definition });
  return world.clock.now();
}

/** So many answers of two thirds as many people, some late, 1 % edited, 5 % of them twice, in random order. */
export function rushOf(count: number, opened: number, random: () => number): InboundMessage[] {
  const answers = Array.from({ length: count }, (_, index): InboundMessage => {
    const [platform, room] = PLACES[Math.floor(random() * PLACES.length)]!;
    const account = `p${Math.floor((random() * count * 2) / 3)}`;
    return {
      ...{ platform, room, account, name: `${platform}-${account}`, event: `rush-${index}`, addressed: false },
      text: ['B', 'green', 'A', 'c', '2'][Math.floor(random() * 5)]!,
      edited: random() < 0.01,
      sentAt: new Date(opened + Math.floor(random() * SECONDS * 1020)),
    };
  });
  const delivered = [...answers, ...answers.filter(() => random() < 0.05)];
  for (let last = delivered.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [delivered[last], delivered[other]] = [delivered[other]!, delivered[last]!];
  }
  return delivered;
}

interface LogRow extends AnswerRow {
  platform: string;
  name: string;
  points: number;
}

/** The log as `canyu export quiz` writes it: rows in the order of arrival. */
async function exportedLog(world: World): Promise<LogRow[]> {
  const { rows } = quiz.report!(world.db, (await findCampaign(world.db, 'friday'))!);
  const log: LogRow[] = [];
  for await (const [, platform, , person, name, , verdict, sentAt, elapsed, points] of rows) {
    log.push({
      ...{ platform: String(platform), person_id: String(person), name: String(name), points: Number(points) },
      ...{
        verdict: verdict as Verdict,
        sent_at: Date.parse(String(sentAt)),
        elapsed: Number(elapsed),
        arrival: log.length,
      },
    });
  }
  return log;
}

/** What does not hold once the round is over; nothing is what we want. */
export async function violations(
  world: World,
  scoring: Scoring,
  timing: Timing,
  rush: readonly InboundMessage[],
  opened: number,
): Promise<string[]> {
  const log = await exportedLog(world);
  const found: string[] = [];
  const hold = (promise: string, kept: boolean) => void (kept || found.push(promise));

  hold('every answer is a row, however often it came', log.length === new Set(rush.map(({ event }) => event)).size);
  hold('every verdict is that of the rules', log.every(asJudged(rush, opened)));

  const expected = award(scoring, log, timing);
  const ledger = await world.db.selectFrom('points').select(['person_id', 'amount']).execute();
  const given = new Map(ledger.map(({ person_id, amount }) => [person_id, Number(amount)]));
  const board = recount(scoring, [{ rows: log, timing, at: 0 }]);
  hold('one entry a winner', given.size === ledger.length && ledger.length === expected.length);
  hold(
    'the ledger is the recount',
    board.every(({ personId, points }) => given.get(personId) === points),
  );
  hold('the file says so too', total(log.map(({ points }) => points)) === total([...given.values()]));

  if (scoring.rule === 'first' && timing.tieWindow === 0) {
    const inOrder = log
      .filter(({ verdict }) => verdict === 'correct')
      .sort((a, b) => a.sent_at - b.sent_at || a.arrival - b.arrival)
      .slice(0, scoring.winners);
    hold('exactly k winners', ledger.length === scoring.winners);
    hold(
      'the first k by time, then arrival',
      inOrder.every(({ person_id }) => given.has(person_id)),
    );
  }
  const names = new Map(log.map(({ person_id, name }) => [person_id, name]));
  const named = expected.slice(0, 5).map(({ personId, points }) => `${names.get(personId)} +${points}`);
  const [, room] = PLACES[0];
  const said = world.platforms[0]!.delivered.filter(
    ({ address, text }) => address.room === room && text.startsWith('✅'),
  );
  hold(
    'the result names the first in their order, once',
    said.length === 1 && said[0]!.text.startsWith(`✅ ${named.join(', ')}`),
  );
  return found;
}

/** Goes through the log as it arrived, and judges each answer once more by what its author had done before. */
function asJudged(rush: readonly InboundMessage[], opened: number): (row: LogRow) => boolean {
  const edits = new Set(rush.filter(({ edited }) => edited).map(editKey));
  const priors = new Map<string, { tries: number; correct: boolean }>();
  return (row) => {
    const prior = priors.get(row.person_id) ?? { tries: 0, correct: false };
    const edited = row.verdict === 'edited';
    if (edited) return edits.has(`${row.name} ${row.sent_at}`);
    const window = { closed: false, closesAt: opened + SECONDS * 1000, tries: 1 };
    const judged = judge(prior, { edited, right: row.verdict !== 'wrong', sentAt: row.sent_at }, window);
    if (row.verdict === 'correct' || row.verdict === 'wrong')
      priors.set(row.person_id, { tries: prior.tries + 1, correct: row.verdict === 'correct' });
    return judged === row.verdict;
  };
}

function editKey({ name, sentAt }: InboundMessage): string {
  return `${name} ${sentAt.getTime()}`;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
