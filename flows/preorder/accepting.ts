// Confirm, accept, decline, cancel: what people do with a place they have, or a turn.
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Command, Turn, Word } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { type Entry, entriesOf, entriesOfPerson, hasEnded } from '../../src/quota/entry.ts';
import { holdQuota, lanesOf, type Quota } from '../../src/quota/lanes.ts';
import { confirmPlaces, endEntries } from '../../src/quota/settle.ts';
import { fold } from '../../src/text/normalise.ts';
import { preorderBySlug } from './find.ts';
import { findPreorder, type Preorder, termsOf } from './preorder.ts';
import { details, standing } from './say.ts';
import { tellOffers } from './tell.ts';
import { preorderTexts as texts } from './text.ts';

type Answer = 'confirm' | 'accept' | 'decline';

const ANSWERS: Readonly<Record<Answer, readonly string[]>> = {
  confirm: ['confirm', '确认'],
  accept: ['accept', '接受'],
  decline: ['decline', '放弃'],
};

/** Each word answers the place that is held or offered to the person; behind it may stand which pre-order. */
export const answerWords: readonly Word[] = [
  word('confirm', texts.summaryConfirm),
  word('accept', texts.summaryAccept),
  word('decline', texts.summaryDecline),
];

function word(answer: Answer, summary: Word['summary']): Word {
  return {
    words: ANSWERS[answer],
    arguments: true,
    summary,
    run: (turn, rest) => answerPlace(turn, answer, fold(rest)),
  };
}

/** Answers for the person: in the pre-order named, else in the only one that waits for an answer of theirs. Throws a UserError where that does not tell. */
async function answerPlace(turn: Turn, answer: Answer, slug: string): Promise<void> {
  const entries = await entriesOfPerson(turn.trx, turn.person.id);
  const preorders = await Promise.all(entries.map(({ campaignId }) => findPreorder(turn.trx, campaignId)));
  const own = entries.flatMap((entry, place) => {
    const preorder = preorders[place];
    return preorder && (slug === '' || preorder.slug === slug) ? [{ entry, preorder }] : [];
  });
  const waiting = own.filter(({ entry: { state } }) => state === 'held' || state === 'offered');
  const [only, second] = waiting;
  if (second) throw new UserError(texts.which({ slugs: waiting.map(({ preorder }) => preorder.slug).join(', ') }));
  if (only) return settleAnswer(turn, only.preorder, answer);
  const last = own
    .filter(({ entry }) => entry.state !== 'signed')
    .sort((a, b) => b.entry.changedAt - a.entry.changedAt)[0];
  if (!last) throw new UserError(texts.noneYours());
  turn.reply(standing(last.entry, last.preorder, await lanesOf(turn.trx, last.preorder.id), { again: true }));
}

/** What somebody says to one pre-order. Said twice, it gets the same answer. */
async function settleAnswer(turn: Turn, preorder: Preorder, answer: Answer): Promise<void> {
  const { quota, entry } = await holdOwn(turn, preorder);
  if (!entry) throw new UserError(texts.noneYours());
  const waits = entry.state === 'held' || entry.state === 'offered';
  if (!waits) return turn.reply(standing(entry, preorder, quota.lanes, { again: true }));
  if (answer === 'decline') return giveUp(turn, preorder, quota, entry, 'declined');
  const [confirmed] = await confirmPlaces(turn, [entry], entry.state === 'held' ? 'confirmed' : 'accepted');
  turn.reply(standing(confirmed!, preorder, quota.lanes));
}

async function holdOwn(turn: Turn, preorder: Preorder): Promise<{ quota: Quota; entry: Entry | undefined }> {
  await holdCampaigns(turn.trx, [preorder.id]);
  const quota = await holdQuota(turn.trx, preorder.id);
  if (!quota) throw new UserError(texts.noneYours());
  return { quota, entry: (await entriesOf(turn.trx, preorder.id, [turn.person.id])).get(turn.person.id) };
}

async function giveUp(
  turn: Turn,
  preorder: Preorder,
  quota: Quota,
  entry: Entry,
  state: 'cancelled' | 'declined',
): Promise<void> {
  const terms = termsOf(preorder);
  const ending = { entries: [entry], state, reason: state } as const;
  const { ended, ...offers } = await endEntries(turn, quota, ending, terms);
  await tellOffers(turn, preorder, offers, quota.lanes);
  turn.reply(standing(ended[0]!, preorder, quota.lanes));
}

/** `preorder cancel [slug]`: gives up a place, a turn or a sign-up. */
export const cancelCommand: Command = {
  name: 'preorder cancel',
  role: 'member',
  usage: '[slug]',
  summary: texts.summaryCancel,
  async confirm(turn, { words: [slug] }) {
    const preorder = await preorderBySlug(turn, slug);
    const entry = (await entriesOf(turn.trx, preorder.id, [turn.person.id])).get(turn.person.id);
    if (!entry || hasEnded(entry)) return undefined;
    const told = details(entry, preorder, await lanesOf(turn.trx, preorder.id));
    return { id: preorder.slug, consequence: texts.cancelling({ title: preorder.title, details: told }) };
  },
  async run(turn, { words: [slug] }) {
    const preorder = await preorderBySlug(turn, slug);
    const { quota, entry } = await holdOwn(turn, preorder);
    if (!entry) throw new UserError(texts.nothingToCancel({ title: preorder.title }));
    if (hasEnded(entry)) return turn.reply(standing(entry, preorder, quota.lanes, { again: true }));
    await giveUp(turn, preorder, quota, entry, 'cancelled');
  },
};
