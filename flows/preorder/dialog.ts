// The sign-up dialog: asks what a pre-order wants to know, one thing a message, and signs up at its end.
import { holdCampaigns } from '../../src/campaigns/store.ts';
import { type BotkitConversation, conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { entriesOf } from '../../src/quota/entry.ts';
import { ask, choices, type Known } from './dialog-ask.ts';
import { findPreorder, type Preorder, read, takesSignUps } from './preorder.ts';
import { answerBefore, nextStep, readAnswer, readYesNo } from './questions.ts';
import { refuseSignUp } from './say.ts';
import { signupTexts as texts } from './signup-text.ts';
import { answer as answerSignUp, SIGNUP_DIALOG, signUp } from './signups.ts';
import { findSignup } from './store.ts';

/** One thread, run again for each question. */
export function signupDialog(): BotkitConversation {
  const script = conversation(SIGNUP_DIALOG as 'preorder-signup@1');
  script.addAction('question');
  script.before('question', async (convo, bot) => prepare(turnOf(bot), convo.vars as Known));
  script.addQuestion(
    saying<Known>(ask, choices),
    async (said, convo, bot) => {
      const goesOn = await hearAnswer(turnOf(bot), convo.vars as Known, said);
      if (goesOn) await convo.gotoThread('question');
    },
    null,
    'question',
  );
  return script;
}

async function prepare(turn: Turn, known: Known): Promise<void> {
  const preorder = known.campaignId === undefined ? undefined : await findPreorder(turn.trx, known.campaignId);
  if (!preorder) throw new UserError(texts.gone());
  if (!known.progress) {
    known.progress = { answers: {}, skipped: [], agreed: [] };
    const entry = (await entriesOf(turn.trx, preorder.id, [turn.person.id])).get(turn.person.id);
    const told = entry && (await findSignup(turn.trx, entry.id));
    const { answers, consentedAt } = told ?? {};
    if (answers) known.before = { answers, ...(consentedAt !== undefined && { consentedAt }) };
  }
  known.title = preorder.title;
  known.step = nextStep(preorder.definition.ask, known.progress, known.before?.answers);
}

/** Takes the answer to what was asked; true when there is something more to ask, or the same again. */
async function hearAnswer(turn: Turn, known: Known, said: string): Promise<boolean> {
  const { step, progress, before } = known;
  known.flaw = undefined;
  const preorder = read((await holdCampaigns(turn.trx, [known.campaignId!])).get(known.campaignId!)!);
  if (!takesSignUps(preorder)) {
    turn.reply(refuseSignUp(preorder));
    return false;
  }
  switch (step.type) {
    case 'told': {
      const wants = readYesNo(said);
      if (wants === undefined) return again(known, 'yes or no');
      await finish(turn, preorder, known, !wants);
      return false;
    }
    case 'consent': {
      const agrees = readYesNo(said);
      if (agrees === undefined) return again(known, 'yes or no');
      if (agrees) progress.agreed.push(step.question.key);
      else if (step.question.optional) progress.skipped.push(step.question.key);
      else {
        turn.reply((before ? texts.noConsentEdit : texts.noConsent)({ title: preorder.title }));
        return false;
      }
      return goOn(turn, preorder, known);
    }
    case 'answer': {
      const { key } = step.question;
      const told = answerBefore(before?.answers, key);
      const heard = readAnswer(step.question, told, { chosen: said, typed: turn.message.text });
      if (heard.type === 'flaw') return again(known, heard.flaw);
      if (heard.type === 'skip') progress.skipped.push(key);
      else progress.answers[key] = heard.type === 'keep' ? told! : heard.answer;
      return goOn(turn, preorder, known);
    }
  }
}

function again(known: Known, flaw: Known['flaw']): true {
  known.flaw = flaw;
  return true;
}

/** Whether there is more to ask; where there is not, they are signed up. Nobody is told of an opening that has been, nor of a draw but its result. */
async function goOn(turn: Turn, preorder: Preorder, known: Known): Promise<boolean> {
  const { ask, rule } = preorder.definition;
  const next = nextStep(ask, known.progress, known.before?.answers);
  if (next.type !== 'told' || (rule === 'first-come' && preorder.status !== 'live')) return true;
  await finish(turn, preorder, known, false);
  return false;
}

async function finish(turn: Turn, preorder: Preorder, known: Known, quiet: boolean): Promise<void> {
  const { progress, request, before } = known;
  const keys = preorder.definition.ask.map(({ key }) => key);
  const answers = Object.fromEntries(
    keys.flatMap((key) => {
      const answer = answerBefore(progress.answers, key);
      return answer === undefined ? [] : [[key, answer]];
    }),
  );
  const personal = preorder.definition.ask.some(({ key, consent }) => consent !== undefined && key in answers);
  const agreedNow = progress.agreed.some((key) => key in answers);
  const consentedAt = personal ? (agreedNow ? turn.now : before?.consentedAt) : undefined;
  const wish = { personId: turn.person.id, request, told: { answers, consentedAt, quiet } };
  const [result] = await signUp(turn, preorder, [wish]);
  answerSignUp(turn, preorder, result!, request);
}
