// The four-box report as a dialog: mood, best, worst, what people look forward to, one question a message.
import { findCampaignById } from '../../src/campaigns/store.ts';
import { type BotkitConversation, conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { ask, choices, type Known, nextStep, type Step } from './dialog-ask.ts';
import { KEEP, readItem, readMood, SKIP } from './report-line.ts';
import { refuseNow } from './report-result.ts';
import { type Box, phaseOf } from './report-rules.ts';
import type { Named } from './report-say.ts';
import { itemsById, itemsPlanned, itemsShipped, keyOf, reportsOf } from './report-store.ts';
import { REPORT_DIALOG, takeReports, toldItems } from './report-taking.ts';
import { reportTexts as texts } from './report-text.ts';
import { typedIn } from './report-words.ts';
import { findRelease, type Item } from './store.ts';

/** One thread, run again for each question. */
export function reportDialog(): BotkitConversation {
  const script = conversation(REPORT_DIALOG as 'release-report@1');
  script.addAction('question');
  script.before('question', async (convo, bot) => prepare(turnOf(bot), convo.vars as Known));
  script.addQuestion(
    saying<Known>(ask, choices),
    async (said, convo, bot) => {
      if (await hearAnswer(turnOf(bot), convo.vars as Known, said)) await convo.gotoThread('question');
    },
    null,
    'question',
  );
  return script;
}

async function prepare(turn: Turn, known: Known): Promise<void> {
  const { trx, person } = turn;
  const [campaign, release] = await reportedOn(turn, known);
  if (!release || !campaign) throw new UserError(texts.refuseGone());
  const shipped = await itemsShipped(trx, [release.id]);
  const planned = await itemsPlanned(trx, [campaign.id]);
  if (!known.said) {
    known.said = {};
    const key = { release_id: release.id, person_id: person.id };
    const report = (await reportsOf(trx, [key])).get(keyOf(key));
    if (report) known.before = named(toldItems(report, await itemsIn(turn, report, [...shipped, ...planned])));
  }
  Object.assign(known, { title: campaign.title, number: release.number });
  Object.assign(known, { shipped: shipped.map(shown), planned: planned.map(shown) });
  known.step = nextStep(known)!;
}

async function reportedOn({ trx }: Turn, { campaignId, releaseId }: Known) {
  return [await findCampaignById(trx, campaignId), await findRelease(trx, releaseId)] as const;
}

async function itemsIn(turn: Turn, { hope_id }: { hope_id: string | null }, items: readonly Item[]) {
  const hoped = hope_id === null ? [] : await itemsById(turn.trx, [hope_id]);
  return new Map([...items, ...hoped].map((item) => [item.id, item]));
}

/** As JSON. */
const shown = ({ number, title }: Named): Named => ({ number, title });

function named({ mood, ...items }: ReturnType<typeof toldItems>): NonNullable<Known['before']> {
  const kept = Object.entries(items).flatMap(([box, item]) => (item ? [[box, shown(item)] as const] : []));
  return { mood, ...Object.fromEntries(kept) };
}

/** Takes the answer to what was asked; true when there is something more to ask, or the same again. */
async function hearAnswer(turn: Turn, known: Known, said: string): Promise<boolean> {
  known.flaw = undefined;
  const [campaign, release] = await reportedOn(turn, known);
  if (campaign && release && phaseOf(release, turn.now) !== 'open') {
    turn.reply(await refuseNow(turn.trx, campaign, release, turn.now));
    return false;
  }
  const whole = typedIn(turn)?.boxes;
  if (whole) return finish(turn, known, whole);
  const { step } = known;
  const box = read(known, said, turn.message.text);
  const flaw = flawOf(known, box);
  if (flaw) return again(known, flaw);
  known.said[step] = box!;
  const next = nextStep(known);
  if (next) return true;
  const { mood = KEEP, best = KEEP, worst = KEEP, hope = KEEP } = known.said;
  return finish(turn, known, { mood, best, worst: worstBeside(known, worst), hope });
}

function read({ step, shipped, planned }: Known, said: string, typed: string): Box | undefined {
  if (said === SKIP || said === KEEP) return said;
  if (step === 'mood') return readMood(said) ?? readMood(typed);
  return readItem(said, step === 'hope' ? planned : shipped);
}

function flawOf({ step, said, before, shipped, planned }: Known, box: Box | undefined): Known['flaw'] {
  if (box === KEEP && before)
    return step === 'worst' && isBest(said, before, before.worst?.number) ? 'same' : undefined;
  if (step === 'mood') return typeof box === 'number' && box >= 1 && box <= 5 ? undefined : 'mood';
  if (box === SKIP) return undefined;
  if (!(step === 'hope' ? planned : shipped).some(({ number }) => number === box)) return step;
  return step === 'worst' && isBest(said, before, box) ? 'same' : undefined;
}

function isBest({ best }: Known['said'], before: Known['before'], number: Box | undefined): boolean {
  return number !== undefined && number === (best === KEEP ? before?.best?.number : best);
}

/** Where nothing was left to ask for, what was told before stays only if it is not the best now. */
function worstBeside({ said, before }: Known, worst: Box): Box {
  return worst === KEEP && isBest(said, before, before?.worst?.number) ? SKIP : worst;
}

function again(known: Known, flaw: NonNullable<Known['flaw']>): true {
  known.flaw = flaw;
  return true;
}

/** Puts the report in, or says why not; true where one of its answers has to be given again. */
async function finish(turn: Turn, known: Known, boxes: Record<Step, Box>): Promise<boolean> {
  const { campaignId, releaseId } = known;
  const [taken] = await takeReports(turn, [{ campaignId, releaseId, personId: turn.person.id, boxes }]);
  if (taken!.type !== 'flaw') {
    turn.reply(taken!.answer);
    return false;
  }
  const flawed = taken!.flaw === 'same' ? 'worst' : taken!.flaw;
  known.said = { ...boxes };
  delete known.said[flawed];
  // What was planned may be so no more.
  known.planned = (await itemsPlanned(turn.trx, [campaignId])).map(shown);
  return nextStep(known) ? again(known, taken!.flaw) : finish(turn, known, { ...boxes, [flawed]: SKIP });
}
