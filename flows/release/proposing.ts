// What may come with a release: proposed by staff, in words or as the feedback that asked for it.
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { feedbackNumbered } from '../../src/feedback/releases.ts';
import { parseIdentity } from '../../src/people/store.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { staffTexts as texts } from './staff-text.ts';
import { currentRelease, type Item, takeNumber, votedOn } from './store.ts';
import { KIND, type Train, trainMeant } from './train.ts';

const LONGEST = { title: 60, owner: 40, team: 30, reason: 200 } as const;
const MOST_ITEMS = 50;

export const proposeCommand: Command = {
  name: 'release propose',
  role: 'staff',
  usage: '[slug] "…" | #number [--owner platform:account] [--team …]',
  summary: texts.summaryPropose,
  options: ['owner', 'team'],
  async run(turn, args) {
    const { train, words } = await trainMeant(turn, args.words);
    const [written, extra] = words;
    if (written === undefined || extra !== undefined) throw new UserError(texts.usagePropose());
    const up = await votedOn(turn.trx, train.id);
    if (up.length >= MOST_ITEMS) throw new UserError(texts.refuseFull({ most: MOST_ITEMS }));
    const asked = /^[#＃](\d{1,15})$/.exec(written);
    const about = asked
      ? await askedFor(turn, train, Number(asked[1]))
      : { title: titleOf(written), feedback_id: null };
    const { number, title } = await propose(turn, train, { ...about, ...(await ownerOf(turn, args.options)) });
    const current = await currentRelease(turn.trx, train.id);
    const say = current?.state === 'open' ? texts.proposed : texts.proposedLater;
    turn.reply(say({ number, title: quote(title), when: when(current?.freeze_at ?? turn.now, train.zone) }));
  },
};

type Proposal = Pick<Item, 'title' | 'feedback_id' | 'owner_id' | 'owner' | 'team'>;

async function propose(turn: Turn, train: Train, proposal: Proposal): Promise<Item> {
  const { trx, now, newId, person } = turn;
  const number = await takeNumber(trx, train.id, 'last_item');
  const item = { ...proposal, id: newId(), campaign_id: train.id, number, proposed_by: person.id, proposed_at: now };
  const made = { ...item, state: 'voting' as const, release_id: null, yes: 0, no: 0, hopes: 0, decided_at: null };
  await trx.insertInto('release_item').values(made).execute();
  return made;
}

/** The feedback that asks for it: under review from now on, and proposed once. Throws a UserError where it cannot be. */
async function askedFor(turn: Turn, train: Train, number: number): Promise<Pick<Item, 'title' | 'feedback_id'>> {
  const feedback = await feedbackNumbered(turn.trx, number);
  if (!feedback) throw new UserError(texts.refuseNoFeedback({ number }));
  if (['shipped', 'declined', 'duplicate'].includes(feedback.state))
    throw new UserError(texts.refuseFeedbackClosed({ number }));
  const up = await turn.trx
    .selectFrom('release_item')
    .select('number')
    .where('feedback_id', '=', feedback.id)
    .where('campaign_id', '=', train.id)
    .where('state', 'in', ['voting', 'approved'])
    .executeTakeFirst();
  if (up) throw new UserError(texts.refuseProposed({ number, item: up.number }));
  const payload = { itemId: feedback.id, state: 'review' };
  const key = `${KIND}/${train.id}/feedback/${feedback.id}`;
  await setTimer(turn, { flow: 'feedback', job: 'release', key, due: turn.now, payload });
  return { title: Array.from(flat(feedback.text)).slice(0, LONGEST.title).join(''), feedback_id: feedback.id };
}

const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A title in one line. Throws a UserError where it is none. */
export function titleOf(written: string): string {
  const title = flat(written);
  const length = Array.from(title).length;
  if (length === 0 || length > LONGEST.title) throw new UserError(texts.refuseTitle({ most: LONGEST.title }));
  return title;
}

/** Who answers for it and who builds it; a person Canyu knows is remembered as such. */
export async function ownerOf(
  turn: Turn,
  { owner, team }: Arguments['options'],
): Promise<Pick<Item, 'owner_id' | 'owner' | 'team'>> {
  const cut = (text: string, most: number) => Array.from(flat(text)).slice(0, most).join('') || null;
  const named = typeof owner === 'string' ? owner : undefined;
  const identity = named === undefined ? undefined : parseIdentity(named);
  const known =
    identity &&
    (await turn.trx
      .selectFrom('identity')
      .innerJoin('person', 'person.id', 'identity.person_id')
      .select(['person.id', 'person.name'])
      .where('identity.platform', '=', identity.platform)
      .where('identity.account', '=', identity.account)
      .executeTakeFirst());
  return {
    owner_id: known?.id ?? null,
    owner: known ? cut(known.name, LONGEST.owner) : named === undefined ? null : cut(named, LONGEST.owner),
    team: typeof team === 'string' ? cut(team, LONGEST.team) : null,
  };
}
