// What quiz stories begin with: a campaign file applied, and a look at the rows they leave.
import { expect } from 'vitest';
import { flows } from '../../flows/index.ts';
import { readCampaignFile } from '../../src/campaigns/files.ts';
import { apply } from '../../src/campaigns/plan.ts';
import type { World } from '../support/world.ts';

export const COLOURS = { text: 'Which colour?', options: ['red', 'green', 'blue'], answer: 'B' };
export const SUM = { text: 'One and two?', answer: 3 };

export interface QuizFile {
  slug?: string;
  title?: string;
  language?: 'en' | 'zh-CN';
  rooms?: string[];
  opens?: string;
  closes?: string;
  definition?: Record<string, unknown>;
}

/** Ten seconds a question and none to read it; the first comes five seconds after the opening, the next five after the result. */
const plain = { seconds: 10, reading: 0, questions: [COLOURS, SUM] };

/** Applies a campaign file, as `canyu campaign apply` does. JSON is YAML. */
export async function applyQuiz(world: World, { definition, ...more }: QuizFile = {}): Promise<void> {
  const file = {
    slug: 'friday',
    title: 'Friday quiz',
    language: 'en',
    zone: 'Asia/Shanghai',
    rooms: ['terminal:fans'],
  };
  const text = JSON.stringify({ kind: 'quiz', ...file, ...more, definition: { ...plain, ...definition } });
  const read = readCampaignFile(text, flows);
  if (read.type === 'faults') return expect.fail(JSON.stringify(read.faults));
  const { plan } = await world.engine.perform((scope) => apply(scope, flows, read.file));
  expect(plan.type).not.toBe('refused');
}

/** Applies a quiz and opens it: its first question is out. */
export async function playQuiz(world: World, file: QuizFile = {}): Promise<void> {
  await applyQuiz(world, file);
  await world.person('boss').says(`quiz open ${file.slug ?? 'friday'}`);
  await world.set(Number(file.definition?.['countdown'] ?? 5) * 1000);
}

/** Every answer on record, in the order of arrival: "amy B. green correct". */
export async function answersIn(world: World): Promise<string[]> {
  const rows = await world.db
    .selectFrom('quiz_answer')
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .select(['person.name', 'quiz_answer.text', 'quiz_answer.verdict'])
    .orderBy('quiz_answer.arrival')
    .execute();
  return rows.map(({ name, text, verdict }) => `${name} ${text} ${verdict}`);
}

/** The points of everybody in the ledger, the most first: "amy 5". */
export async function pointsIn(world: World): Promise<string[]> {
  const rows = await world.db
    .selectFrom('points')
    .innerJoin('person', 'person.id', 'points.person_id')
    .groupBy(['person.id', 'person.name'])
    .select((row) => ['person.name', row.fn.sum<number>('amount').as('points')])
    .execute();
  const sorted = rows.sort((a, b) => Number(b.points) - Number(a.points) || (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, points }) => `${name} ${points}`);
}

/** An instant so many ms after (or before) the world's. */
export function sent(world: World, ms: number): { sentAt: Date } {
  return { sentAt: new Date(world.clock.now() + ms) };
}
