// How staff make a quiz in chat: new, ask, import. Campaign files do the same (src/campaigns/files.ts).
import { faultsOf } from '../../src/campaigns/schema-faults.ts';
import { editCampaign } from '../../src/campaigns/service.ts';
import { addRooms, createCampaign, slugPattern } from '../../src/campaigns/store.ts';
import { explainRefusal } from '../../src/campaigns/text.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { fold } from '../../src/text/normalise.ts';
import { join, type Phrase, quote } from '../../src/text/phrase.ts';
import { definitionSchema, type Question, questionSchema } from './definition.ts';
import { NEW_QUIZ } from './dialog.ts';
import { quizBySlug } from './find.ts';
import { optionLetter } from './options.ts';
import type { Quiz } from './say.ts';
import { quizTexts } from './text.ts';

const RULES = ['first', 'speed', 'podium', 'all'];

export const editingCommands: readonly Command[] = [
  {
    name: 'quiz new',
    role: 'staff',
    usage: '[slug] ["title"] [--scoring first|speed|podium|all] [--seconds n]',
    summary: () => quizTexts.newSummary(),
    options: ['scoring', 'seconds'],
    async run(turn, { words: [slug, title], options }) {
      if (slug === undefined) return turn.begin(NEW_QUIZ);
      const { scoring = 'first', seconds = '15' } = options;
      await createQuiz(turn, { slug, title: title ?? slug, scoring: String(scoring), seconds: String(seconds) });
    },
  },
  {
    name: 'quiz ask',
    role: 'staff',
    usage: '<slug> "question" [--options "one|two|three"] --answer B [--seconds n] [--category text] [--explain text]',
    summary: () => quizTexts.askSummary(),
    options: ['options', 'answer', 'seconds', 'category', 'explain'],
    run: askQuestion,
  },
  {
    name: 'quiz import',
    role: 'staff',
    usage: '<slug> ⏎ question | answer ⏎ question | option | *right option | option',
    summary: () => quizTexts.importSummary(),
    run: importQuestions,
  },
];

/** Makes a draft; in a room, it is to be played there. Throws a UserError on a slug, a rule or seconds that are none. */
export async function createQuiz(
  turn: Turn,
  given: { slug: string; title: string; scoring: string; seconds: string },
): Promise<void> {
  const slug = fold(given.slug);
  if (!slugPattern.test(slug)) throw new UserError(quizTexts.refuseSlug({ slug: quote(given.slug.slice(0, 60)) }));
  if (!RULES.includes(given.scoring)) throw new UserError(quizTexts.refuseScoring());
  const read = definitionSchema.safeParse({ scoring: given.scoring, seconds: Number(given.seconds), questions: [] });
  if (!read.success) throw new UserError(quizTexts.refuseSeconds());
  const title = given.title.trim().slice(0, 100) || slug;
  const language = guessLanguage(title) ?? turn.language;
  const made = await createCampaign(turn, {
    kind: 'quiz',
    slug,
    title,
    language,
    zone: turn.installation.zone,
    definition: read.data,
  });
  if (made.type === 'taken') throw new UserError(quizTexts.refuseTaken({ slug }));
  const { platform, room } = turn.message;
  if (room !== undefined) await addRooms(turn.trx, made.campaign.id, [{ platform, room }]);
  turn.reply(quizTexts.created({ slug }));
}

async function askQuestion(turn: Turn, { words: [slug, text], options }: Arguments): Promise<void> {
  const { answer } = options;
  if (slug === undefined || text === undefined || typeof answer !== 'string')
    throw new UserError(quizTexts.refuseAskUsage());
  const quiz = await quizBySlug(turn, slug);
  const raw = {
    text,
    answer: splitAnswers(answer),
    ...(typeof options['options'] === 'string' && { options: split(options['options']) }),
    ...(typeof options['category'] === 'string' && { category: options['category'] }),
    ...(typeof options['explain'] === 'string' && { explain: options['explain'] }),
    ...(options['seconds'] !== undefined && { seconds: Number(options['seconds']) }),
  };
  const question = readQuestion(raw, (why) => quizTexts.refuseQuestion({ why }));
  const number = await addQuestions(turn, quiz, [question]);
  turn.reply(quizTexts.asked({ number, slug: quiz.slug, text: quote(question.text) }));
}

/** One question a line: `question | answer`, or with options, the right one marked by a star. All or none. */
async function importQuestions(turn: Turn, { words: [slug], rest }: Arguments): Promise<void> {
  const rows = rest
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (slug === undefined || rows.length === 0) throw new UserError(quizTexts.refuseImportUsage());
  const quiz = await quizBySlug(turn, slug);
  const questions = rows.map((row, index) =>
    readQuestion(readRow(row), (why) => quizTexts.refuseImport({ line: index + 1, why })),
  );
  const total = await addQuestions(turn, quiz, questions);
  turn.reply(quizTexts.imported({ count: questions.length, slug: quiz.slug, total }));
}

function readRow(row: string): unknown {
  const [text = '', ...cells] = split(row);
  if (cells.length < 2) return { text, answer: splitAnswers(cells[0] ?? '') };
  const right = cells.flatMap((cell, index) => (/^[*＊]/.test(cell) ? [optionLetter(index)] : []));
  return { text, options: cells.map((cell) => cell.replace(/^[*＊]\s*/, '')), answer: right.length > 0 ? right : '' };
}

function split(text: string): string[] {
  return text.split(/[|｜]/).map((part) => part.trim());
}

function splitAnswers(text: string): string | string[] {
  const answers = split(text);
  return answers.length === 1 ? answers[0]! : answers;
}

function readQuestion(raw: unknown, refusal: (why: Phrase) => Phrase): Question {
  const faults = faultsOf(questionSchema, raw);
  if (faults.length === 0) return questionSchema.parse(raw);
  const [{ message, fix, path }] = faults as [(typeof faults)[0]];
  const place = path.length > 0 ? quote(`${path.join('.')}: `) : undefined;
  throw new UserError(refusal(join(' ', [join('', [place, message]), fix])));
}

/** Adds to a quiz nobody plays yet; gives how many questions it has now. */
async function addQuestions(turn: Turn, quiz: Quiz, added: readonly Question[]): Promise<number> {
  const definition = { ...quiz.definition, questions: [...quiz.definition.questions, ...added] };
  const faults = faultsOf(definitionSchema, definition);
  if (faults[0]) throw new UserError(quizTexts.refuseQuestion({ why: faults[0].message }));
  const change = await editCampaign(turn, quiz, { definition });
  if (change.type === 'refused') throw new UserError(explainRefusal(change.campaign, change.why));
  return definition.questions.length;
}
