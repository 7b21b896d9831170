import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { databases } from '../support/database.ts';
import { violations } from './invariants.ts';
import { follow, type Life, type Line, mortal } from './lives.ts';
import { type Place, prepareStage } from './stage.ts';

const PLAYERS = 24;
const QUESTIONS = 3;

interface Program {
  life: Life;
  heard: Line[];
}

let place: Place | undefined;
let programs: Program[] = [];
afterEach(async () => {
  for (const { life } of programs) life.kill();
  programs = [];
  await place?.remove();
});

async function startTwo(): Promise<string> {
  const stage = await prepareStage('postgres');
  place = await stage.place();
  await (await place.open((same) => same)).close();
  const { url } = place;
  programs = [[], []].map((heard: Line[]) => ({ life: follow(mortal(url), heard), heard }));
  return url;
}

/** Waits until anyone has heard it. */
async function heardBy(pattern: RegExp): Promise<void> {
  const until = Date.now() + 60_000;
  while (!programs.some(({ heard }) => heard.some(({ text }) => pattern.test(text)))) {
    if (Date.now() > until) throw new Error(`nobody heard ${pattern}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Hands a message to programs, all at once, and to those still alive again until one has acknowledged it. */
async function say(
  line: { id: string; from: string; text: string; room?: string },
  to: readonly Program[],
): Promise<void> {
  const answered = to.map(({ life }) => {
    life.send(line);
    return life.done(line.id);
  });
  if ((await Promise.all(answered)).includes(true)) return;
  await say(line, programs);
}

/** Each player's answer goes to the one, to the other, or to both; every second is right. */
function answer(question: number): Promise<void>[] {
  return Array.from({ length: PLAYERS }, (_, player) => {
    const text = player % 2 === 0 ? 'B' : 'A';
    const to = player % 3 === 0 ? programs : [programs[player % 3 === 1 ? 0 : programs.length - 1]!];
    return say({ id: `q${question}p${player}`, from: `p${player}`, room: 'fans', text }, to);
  });
}

async function judged(url: string) {
  const database = await openDatabase(url, { purpose: 'run', migrations, now: Date.now });
  const { db } = database;
  const answers = await db
    .selectFrom('quiz_answer')
    .innerJoin('quiz_round', 'quiz_round.id', 'quiz_answer.round_id')
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .select(['quiz_round.number', 'person.name'])
    .execute();
  const points = await db.selectFrom('points').selectAll().execute();
  const quiz = await db.selectFrom('campaign').select('status').where('slug', '=', 'relay').executeTakeFirstOrThrow();
  const timers = await db.selectFrom('timer').selectAll().where('flow', '=', 'quiz').execute();
  const result = {
    wrong: await violations(db),
    answers: answers.map(({ number, name }) => `q${number}${name}`).sort(),
    points: points.length,
    status: quiz.status,
    timers: timers.length,
  };
  await database.close();
  return result;
}

const everyAnswer = Array.from({ length: QUESTIONS * PLAYERS }, (_, index) => {
  return `q${Math.floor(index / PLAYERS) + 1}p${index % PLAYERS}`;
}).sort();

const everything = () => programs.flatMap(({ heard }) => heard);
const asked = (heard: readonly Line[]) => heard.flatMap(({ text }) => /^第 (\d)\/3 题/.exec(text)?.[1] ?? []).sort();

describe.runIf(databases.includes('postgres'))('two programs that share one quiz on PostgreSQL', () => {
  test('P2: each question is asked and closed once, each answer counts once, whoever takes it', {
    timeout: 120_000,
  }, async () => {
    const url = await startTwo();
    await say({ id: 'open', from: 'boss', text: 'quiz open relay' }, programs);
    for (let question = 1; question <= QUESTIONS; question += 1) {
      await heardBy(new RegExp(`^第 ${question}/3 题`));
      await Promise.all(answer(question));
    }
    await heardBy(/接力 结束/);
    const heard = everything();
    for (const { life } of programs) expect(await life.end()).toBe(0);
    expect(asked(heard)).toEqual(['1', '2', '3']);
    expect(heard.filter(({ text }) => /^✅/.test(text))).toHaveLength(QUESTIONS);
    expect(await judged(url)).toEqual({
      ...{ wrong: [], status: 'closed', timers: 0, points: QUESTIONS },
      answers: everyAnswer,
    });
  });

  test('P1: one of them is killed in mid-question, the other carries on', { timeout: 120_000 }, async () => {
    const url = await startTwo();
    await say({ id: 'open', from: 'boss', text: 'quiz open relay' }, programs);
    await heardBy(/^第 1\/3 题/);
    await Promise.all(answer(1));
    await heardBy(/^第 2\/3 题/);
    const answered = answer(2);
    const [killed, left] = programs as [Program, Program];
    killed.life.kill();
    programs = [left];
    await Promise.all(answered);
    await heardBy(/^第 3\/3 题/);
    await Promise.all(answer(3));
    await heardBy(/接力 结束/);
    const heard = [...killed.heard, ...left.heard];
    expect(await left.life.end()).toBe(0);
    expect(asked(heard)).toEqual(['1', '2', '3']);
    expect(await judged(url)).toMatchObject({ wrong: [], answers: everyAnswer, status: 'closed', timers: 0 });
  });
});
