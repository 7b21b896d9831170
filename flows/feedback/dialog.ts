// The feedback dialog: asks for what neither the writer nor the board's rules have told yet, and shows what is like it before it is posted.

import { MOST_MEDIA } from '../../src/chat/media.ts';
import type { FeedbackKind } from '../../src/db/schema-feedback.ts';
import { type BotkitConversation, conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import type { Turn } from '../../src/engine/flow.ts';
import type { PhraseChoice } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { backItem } from './backing.ts';
import { findBoard } from './board.ts';
import { kinds } from './definition.ts';
import { counted, type Media, withMedia } from './media.ts';
import { mediaTexts } from './media-text.ts';
import { type Alike, FEEDBACK_DIALOG, likeIt, postDraft } from './posting.ts';
import { sortOut } from './sorting.ts';
import { feedbackTexts as texts } from './text.ts';

export interface Known {
  campaignId: string;
  /** What it is about, where they began with that. */
  about?: string;
  text?: string;
  kind?: FeedbackKind;
  area?: string;
  severity?: number;
  anonymous?: boolean;
  media?: Media[];
  /** What came last was media alone. */
  got?: 'kept' | 'full';
  /** Written in one line: nothing is asked but whether it is one of those alike. */
  quick?: boolean;
  /** Steps that are over. */
  done: string[];
  step: Step;
  areas: string[];
  /** Looked for once, when the text is known. */
  similar?: Alike[];
  flaw?: boolean;
}

type Step = 'text' | 'kind' | 'area' | 'severity' | 'anonymous' | 'similar' | 'post';

const SKIP = 'skip';
const POST = 'post';

export function feedbackDialog(): BotkitConversation {
  const script = conversation(FEEDBACK_DIALOG as 'feedback@1');
  script.addAction('question');
  script.before('question', async (convo, bot) => prepare(turnOf(bot), convo.vars as Known));
  script.addQuestion(
    saying<Known>(ask, choices, { media: true }),
    async (said, convo, bot) => {
      if (await hearAnswer(turnOf(bot), convo.vars as Known, said)) await convo.gotoThread('question');
    },
    null,
    'question',
  );
  return script;
}

async function prepare(turn: Turn, known: Known): Promise<void> {
  const board = await findBoard(turn.trx, known.campaignId);
  if (board?.status !== 'live') throw new UserError(texts.gone());
  known.areas = board.definition.areas.map(({ name }) => name);
  known.step = await nextStep(turn, known);
}

async function nextStep(turn: Turn, known: Known): Promise<Step> {
  const { text, done, quick } = known;
  if (text === undefined) return 'text';
  const told = known;
  const asks = (step: Step) => !quick && !done.includes(step);
  if (told.kind === undefined && asks('kind')) return 'kind';
  if (told.area === undefined && known.areas.length > 0 && asks('area')) return 'area';
  if (told.kind === 'bug' && told.severity === undefined && asks('severity')) return 'severity';
  if (known.anonymous === undefined && asks('anonymous')) return 'anonymous';
  if (done.includes('similar')) return 'post';
  known.similar ??= await likeIt(turn, known.campaignId, text);
  return known.similar.length === 0 ? 'post' : 'similar';
}

function ask(known: Known): Phrase {
  const asked: Record<Exclude<Step, 'post'>, () => Phrase> = {
    text: texts.askText,
    kind: texts.askKind,
    area: texts.askArea,
    severity: texts.askSeverity,
    anonymous: texts.askAnonymous,
    similar: texts.askSimilar,
  };
  const question = known.step === 'post' ? texts.askText() : asked[known.step]();
  return lines(
    known.flaw && (known.step === 'text' ? texts.flawEmpty() : texts.askAgain()),
    known.got && keptSoFar(known),
    known.step === 'text' && known.about !== undefined && texts.askAbout({ about: quote(known.about) }),
    question,
    known.media && known.step === 'anonymous' && mediaTexts.askAnonymous({ media: counted(known.media) }),
  );
}

function keptSoFar({ got, media: kept = [] }: Known): Phrase {
  const media = counted(kept);
  return got === 'full' ? mediaTexts.keptMost({ media, most: MOST_MEDIA }) : mediaTexts.kept({ media });
}

function choices({ step, areas, similar = [] }: Known): PhraseChoice[] {
  switch (step) {
    case 'kind':
      return [...kinds.map((kind) => ({ label: texts[kind](), value: kind })), { label: texts.skip(), value: SKIP }];
    case 'area':
      return [...areas.map((area) => ({ label: quote(area), value: area })), { label: texts.skip(), value: SKIP }];
    case 'severity': {
      const names = [texts.severity1(), texts.severity2(), texts.severity3(), texts.severity4()];
      return [
        ...names.map((label, index) => ({ label, value: String(index + 1) })),
        { label: texts.skip(), value: SKIP },
      ];
    }
    case 'anonymous':
      return [
        { label: texts.named(), value: 'named' },
        { label: texts.anonymous(), value: 'anonymous' },
      ];
    case 'similar':
      return [
        ...similar.map(({ id, label }) => ({ label: quote(label), value: id })),
        { label: texts.postIt(), value: POST },
      ];
    default:
      return [];
  }
}

/** Takes the answer to what was asked; true when there is something more to ask, or the same again. */
async function hearAnswer(turn: Turn, known: Known, said: string): Promise<boolean> {
  const { step } = known;
  known.flaw = false;
  if (keep(turn, known, said)) return true;
  const chosen = choices(known).some(({ value }) => value === said);
  if (step === 'text') {
    if (said.trim() === '') return again(known);
    await learn(turn, known, said);
  } else if (!chosen) return again(known);
  // Where that is over their budget they are asked again: what they wrote is not lost.
  else if (step === 'similar' && said !== POST) return !(await backInstead(turn, known, said));
  else take(known, said);
  if ((await nextStep(turn, known)) !== 'post') return true;
  await post(turn, known);
  return false;
}

/** Keeps the media of the message, whatever is asked; true when it held nothing else. */
function keep({ message }: Turn, known: Known, said: string): boolean {
  delete known.got;
  if (!message.media) return false;
  known.media = withMedia(known.media ?? [], message);
  if (said.trim() !== '') return false;
  const last = message.media.at(-1)!.reference;
  known.got = known.media.some(({ reference }) => reference === last) ? 'kept' : 'full';
  return true;
}

function again(known: Known): true {
  known.flaw = true;
  return true;
}

/** What the text tells by itself is not asked for. */
async function learn(turn: Turn, known: Known, said: string): Promise<void> {
  const board = (await findBoard(turn.trx, known.campaignId))!;
  const { text, ...told } = sortOut(board.definition, known.about === undefined ? said : `${known.about}: ${said}`);
  Object.assign(known, told, { text });
}

function take(known: Known, said: string): void {
  const { step } = known;
  known.done.push(step);
  if (said === SKIP || said === POST) return;
  if (step === 'kind') known.kind = said as FeedbackKind;
  if (step === 'area') known.area = said;
  if (step === 'severity') known.severity = Number(said);
  if (step === 'anonymous') known.anonymous = said === 'anonymous';
}

/** False where their budget does not allow it. What they sent along belongs to nothing then, and they are told. */
function backInstead(turn: Turn, { media = [] }: Known, itemId: string): Promise<boolean> {
  return backItem(turn, itemId, { more: media.length > 0 && mediaTexts.dropped({ media: counted(media) }) });
}

async function post(turn: Turn, known: Known): Promise<void> {
  const board = await findBoard(turn.trx, known.campaignId);
  if (board?.status !== 'live') return turn.reply(texts.gone());
  const { text = '', kind, area, severity, media = [], anonymous = false } = known;
  await postDraft(turn, board, {
    ...{ text, anonymous, media, authorId: turn.person.id },
    ...(kind && { kind }),
    ...(area !== undefined && { area }),
    ...(severity && { severity }),
  });
}
