// How staff make a quiz in chat: new, ask, import. Campaign files do the same (src/campaigns/files.ts).

import { explainRefusal } from '../../src/campaigns/explain.ts';
import { faultsOf, type PlacedFlaw } from '../../src/campaigns/schema-faults.ts';
import { editCampaign } from '../../src/campaigns/service.ts';
import { addRooms, createCampaign, slugPattern } from '../../src/campaigns/store.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { fold, LONGEST_TEXT } from '../../src/text/normalise.ts';
import { optionLetter } from '../../src/text/options.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { definitionSchema, type Question, questionSchema } from './definition.ts';
import { quizBySlug } from './find.ts';
import type { Quiz } from './say.ts';
import { staffTexts } from './staff-text.ts';

/** The dialog that asks for what `quiz new` was not told. */
export const NEW_QUIZ = 'quiz-new@1';

const RULES = ['first', 'speed', 'podium', 'all'];
const LONGEST_TITLE = 80;

export const editingCommands: readonly Command[] = [
  {
    name: 'quiz new',
    role: 'staff',
    usage: '[slug] ["title"] [--scoring first|speed|podium|all] [--seconds n] [--prize text]',
    summary: () => staffTexts.newSummary(),
    options: ['scoring', 'seconds', 'prize'],
    async run(turn, { words: [slug, title], options }) {
      if (slug === undefined) return turn.begin(NEW_QUIZ);
      const { scoring = 'first', seconds = '15', prize } = options;
      const rules = { scoring: String(scoring), seconds: String(seconds), ...(prize !== undefined && { prize }) };
      await createQuiz(turn, { slug, title: title ?? slug, ...rules });
    },
  },
  {
    name: 'quiz ask',
    role: 'staff',
    usage: '<slug> "question" [--options "one|two|three"] --answer B [--seconds n] [--category text] [--explain text]',
    summary: () => staffTexts.askSummary(),
    options: ['options', 'answer', 'seconds', 'category', 'explain'],
    run: askQuestion,
  },
  {
    name: 'quiz import',
    role: 'staff',
    usage: '<slug> ⏎ question | answer ⏎ question | option | *right option | option',
    summary: () => staffTexts.importSummary(),
    pasted: true,
    run: importQuestions,
  },
];

/** Makes a draft; in a room, it is to be played there. Throws a UserError on a slug, a rule or seconds that are none. */
export async function createQuiz(
  turn: Turn,
  given: { slug: string; title: string; scoring: string; seconds: string; prize?: string | true },
): Promise<void> {
  const slug = fold(given.slug);
  if (!slugPattern.test(slug)) throw new UserError(staffTexts.refuseSlug({ slug: quote(given.slug.slice(0, 60)) }));
  if (!RULES.includes(given.scoring)) throw new UserError(staffTexts.refuseScoring());
  const { scoring, prize } = given;
  const read = definitionSchema.safeParse({ scoring, seconds: Number(given.seconds), prize, questions: [] });
  if (!read.success)
    throw new UserError(
      read.error.issues.some(({ path }) => path[0] === 'prize') ? staffTexts.refusePrize() : staffTexts.refuseSeconds(),
    );
  const title = Array.from(given.title.replace(/\s+/g, ' ').trim()).slice(0, LONGEST_TITLE).join('') || slug;
  const language = guessLanguage(title) ?? turn.language;
  const made = await createCampaign(turn, {
    kind: 'quiz',
    slug,
    title,
    language,
    zone: turn.installation.zone,
    definition: read.data,
  });
  if (made.type === 'taken') throw new UserError(staffTexts.refuseTaken({ slug }));
  const { platform, room } = turn.message;
  if (room !== undefined) await addRooms(turn.trx, made.campaign.id, [{ platform, room }]);
  turn.reply(staffTexts.created({ slug }));
}

/** A number where one was typed; else the text, so that the refusal can show it. */
function numberIn(option: string | true): number | string {
  const number = Number(option);
  return option === true || Number.isNaN(number) ? String(option) : number;
}

async function askQuestion(turn: Turn, { words: [slug, text], options }: Arguments): Promise<void> {
  const { answer } = options;
  if (slug === undefined || text === undefined || typeof answer !== 'string')
    throw new UserError(staffTexts.refuseAskUsage());
  const quiz = await quizBySlug(turn, slug);
  const raw = {
    text,
    answer: splitAnswers(answer),
    ...(typeof options['options'] === 'string' && { options: split(options['options']) }),
    ...(typeof options['category'] === 'string' && { category: options['category'] }),
    ...(typeof options['explain'] === 'string' && { explain: options['explain'] }),
    ...(options['seconds'] !== undefined && { seconds: numberIn(options['seconds']) }),
  };
  const question = readQuestion(raw, (why) => staffTexts.refuseQuestion({ why }));
  const { number, warning } = await addQuestions(turn, quiz, [question]);
  turn.reply(lines(staffTexts.asked({ number, slug: quiz.slug, text: quote(question.text) }), warning));
}

/** One question a line: `question | answer`, or with options, the right one marked by a star. All or none. */
async function importQuestions(turn: Turn, { words: [slug], rest }: Arguments): Promise<void> {
  const rows = rest
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (slug === undefined || rows.length === 0) throw new UserError(staffTexts.refuseImportUsage());
  if (turn.message.text.length >= LONGEST_TEXT)
    throw new UserError(staffTexts.refuseImportLong({ most: LONGEST_TEXT }));
  const quiz = await quizBySlug(turn, slug);
  const questions = rows.map((row, index) => readRow(row, (why) => staffTexts.refuseImport({ line: index + 1, why })));
  const { number, warning } = await addQuestions(turn, quiz, questions);
  turn.reply(lines(staffTexts.imported({ count: questions.length, slug: quiz.slug, total: number }), warning));
}

const STAR = /^[*＊]\s*/;

function readRow(row: string, refusal: (why: Phrase) => Phrase): Question {
  const [text = '', ...cells] = split(row);
  const [only] = cells;
  if (only === undefined || cells.every((cell) => cell === ''))
    throw new UserError(refusal(staffTexts.refuseNoAnswer()));
  if (cells.length === 1) return readQuestion({ text, answer: only.replace(STAR, '') }, refusal);
  const answer = cells.flatMap((cell, index) => (STAR.test(cell) ? [optionLetter(index)] : []));
  if (answer.length === 0) throw new UserError(refusal(staffTexts.refuseNoStar()));
  return readQuestion({ text, options: cells.map((cell) => cell.replace(STAR, '')), answer }, refusal);
}

function split(text: string): string[] {
  return text.split(/[|｜]/).map((part) => part.trim());
}

function splitAnswers(text: string): string | string[] {
  const answers = split(text);
  return answers.length === 1 ? answers[0]! : answers;
}

function readQuestion(raw: unknown, refusal: (why: Phrase) => Phrase): Question {
  const [flaw] = faultsOf(questionSchema, raw);
  if (flaw) throw new UserError(refusal(flawPhrase(flaw)));
  return questionSchema.parse(raw);
}

function flawPhrase({ path, message, fix }: PlacedFlaw): Phrase {
  if (path.length === 0) return staffTexts.unplaced({ message, fix });
  return staffTexts.placed({ place: path.join('.'), message, fix });
}

/** Adds to a quiz nobody has played yet; gives how many questions it has now, and what staff must know of it. */
async function addQuestions(turn: Turn, quiz: Quiz, added: readonly Question[]) {
  const { slug, status } = quiz;
  if (quiz.openedAt !== undefined) throw new UserError(staffTexts.refusePlayed({ slug }));
  const definition = { ...quiz.definition, questions: [...quiz.definition.questions, ...added] };
  const [flaw] = faultsOf(definitionSchema, definition);
  if (flaw) throw new UserError(staffTexts.refuseQuestion({ why: flawPhrase(flaw) }));
  const change = await editCampaign(turn, quiz, { definition });
  if (change.type === 'refused') throw new UserError(explainRefusal(change.campaign, change.why));
  const warning = status === 'scheduled' && staffTexts.unscheduled({ slug });
  return { number: definition.questions.length, warning };
}
