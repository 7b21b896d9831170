// Answers and states: what staff say of an item, and what everybody who wants it hears.
import type { FeedbackState } from '../../src/db/schema-feedback.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { readIdentity } from '../../src/people/identity.ts';
import { mayAct } from '../../src/people/person.ts';
import { findIdentity } from '../../src/people/store.ts';
import { join, quote } from '../../src/text/phrase.ts';
import { answerTexts as texts } from './answer-text.ts';
import { itemMeant } from './merging.ts';
import { noteNews } from './news.ts';
import { judgeChange, transitions } from './rules.ts';
import { stateName } from './say.ts';
import { dropTerms, storeTerms } from './similar.ts';
import { addEvent, holdItems, type Item, isOpen, storeItems } from './store.ts';

const LONGEST_ANSWER = 2000;
const LONGEST_REASON = 300;

export interface Change {
  reason?: string | undefined;
  personId?: string | undefined;
  releaseId?: string | undefined;
}

/** Gives an item another state and tells who wants it. Throws a UserError where that state does not follow. The item must be held. */
export async function changeState(scope: Scope, item: Item, to: FeedbackState, change: Change): Promise<Item> {
  const { number, state: from } = item;
  switch (judgeChange(from, to, change.reason)) {
    case 'already':
      throw new UserError(texts.already({ number, state: stateName(to) }));
    case 'needs-reason':
      throw new UserError(texts.needsReason({ number }));
    case 'only-merge':
      throw new UserError(texts.onlyMerge({ number }));
    case 'only-unmerge':
      throw new UserError(texts.onlyUnmerge({ number }));
    case 'refused': {
      const allowed = join(', ', transitions[from].map(stateName));
      throw new UserError(texts.refuseMove({ number, from: stateName(from), to: stateName(to), allowed }));
    }
    case 'moves':
      break;
  }
  const changed: Item = {
    ...item,
    state: to,
    reason: to === 'declined' ? change.reason?.slice(0, LONGEST_REASON) : undefined,
    releaseId: change.releaseId ?? item.releaseId,
    dueAt: to === 'received' || to === 'review' ? item.dueAt : undefined,
  };
  const noted = await addEvent(scope, changed, 'state', {
    note: to,
    ...(change.personId !== undefined && { personId: change.personId }),
  });
  // Only what is open is looked through for what is like it.
  if (isOpen(item) && !isOpen(noted)) await dropTerms(scope.trx, [item.id]);
  if (!isOpen(item) && isOpen(noted)) await storeTerms(scope, item.campaignId, [item]);
  await noteNews(scope, [noted]);
  return noted;
}

async function heldItem(turn: Turn, written: string | undefined): Promise<Item> {
  const { id } = await itemMeant(turn.trx, written);
  return (await holdItems(turn.trx, [id])).get(id)!;
}

const answer: Command = {
  name: 'feedback answer',
  role: 'staff',
  usage: '#number words',
  summary: texts.summaryAnswer,
  pasted: true,
  async run(turn, { words, rest }) {
    const [written] = words;
    const said = written === undefined ? '' : rest.slice(rest.indexOf(written) + written.length).trim();
    if (said === '') throw new UserError(texts.usageAnswer());
    const item = await heldItem(turn, written);
    const first = item.answeredAt === undefined;
    const answered: Item = first
      ? { ...item, answeredAt: turn.now, answeredBy: turn.person.id, dueAt: undefined }
      : item;
    const note = Array.from(said).slice(0, LONGEST_ANSWER).join('');
    const noted = await addEvent(turn, answered, 'answered', { personId: turn.person.id, note });
    await noteNews(turn, [noted]);
    turn.reply(texts.answered({ number: item.number, backers: item.backers }));
  },
};

const STATES: readonly FeedbackState[] = ['received', 'review', 'planned', 'work', 'shipped', 'declined', 'duplicate'];

const status: Command = {
  name: 'feedback status',
  role: 'staff',
  usage: '#number state ["reason"] [--release id]',
  summary: texts.summaryStatus,
  options: ['release'],
  async run(turn, { words: [written, named, ...reason], options }: Arguments) {
    if (written === undefined || named === undefined) throw new UserError(texts.usageStatus());
    const to = STATES.find((state) => state === named.normalize('NFKC').toLowerCase());
    if (!to) throw new UserError(texts.refuseState({ state: quote(named.slice(0, 30)) }));
    const item = await heldItem(turn, written);
    const { release } = options;
    const changed = await changeState(turn, item, to, {
      personId: turn.person.id,
      ...(reason.length > 0 && { reason: reason.join(' ') }),
      ...(typeof release === 'string' && { releaseId: release.slice(0, 60) }),
    });
    turn.reply(texts.moved({ number: item.number, state: stateName(changed.state), backers: changed.backers }));
  },
};

const assign: Command = {
  name: 'feedback assign',
  role: 'staff',
  usage: '#number platform:account',
  summary: texts.summaryAssign,
  async run(turn, { words: [written, identity] }) {
    if (written === undefined || identity === undefined) throw new UserError(texts.usageAssign());
    const staff = await staffMeant(turn, identity);
    const item = await heldItem(turn, written);
    await storeItems(turn.trx, [{ ...item, ownerId: staff.person_id, told: 1 }]);
    await addEvent(turn, { ...item, ownerId: staff.person_id, told: 1 }, 'assigned', {
      personId: turn.person.id,
      note: staff.name,
    });
    turn.reply(texts.assigned({ number: item.number, name: staff.name }));
  },
};

/** Somebody of staff, as platform:account. Throws a UserError where they are not. */
export async function staffMeant(turn: Pick<Turn, 'trx'>, written: string) {
  const identity = await findIdentity(turn.trx, readIdentity(written));
  if (identity && mayAct(identity.role, 'staff')) return identity;
  throw new UserError(texts.refuseNotStaff({ identity: quote(written.slice(0, 60)) }));
}

export const statusCommands: readonly Command[] = [answer, status, assign];
