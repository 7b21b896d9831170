// 接龙: a list that somebody posts in a room of a pre-order becomes sign-ups, and comes back to the room as it stands.
import type { Status } from '../../src/campaigns/campaign.ts';
import { campaignsAt, holdCampaigns } from '../../src/campaigns/store.ts';
import { nextRound } from '../../src/clock.ts';
import type { Bulk, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { holdQuota, type Quota } from '../../src/quota/lanes.ts';
import { fold, LONGEST_TEXT } from '../../src/text/normalise.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { type JielongLine, readJielong } from './jielong.ts';
import { listTexts as texts } from './list-text.ts';
import type { Outcome } from './listed-plan.ts';
import { refusals, showList } from './listed-say.ts';
import { type ListPlace, listIn } from './listed-store.ts';
import { takeLists } from './listed-take.ts';
import { KIND, type Preorder, read, takesSignUps } from './preorder.ts';
import { refuseSignUp } from './say.ts';

const TAKING: readonly Status[] = ['approved', 'scheduled', 'live'];

export interface Listed {
  preorder: Preorder;
  place: ListPlace;
  lines: readonly JielongLine[];
}

export const listed: Bulk<Listed> = {
  name: 'preorder lists',
  wants,
  async handle(scope, wanted) {
    const ids = [...wanted.values()].map(({ preorder }) => preorder.id);
    const current = await holdCampaigns(scope.trx, ids);
    for (const [id, own] of groupBy([...wanted], ([, { preorder }]) => preorder.id)) {
      const preorder = read(current.get(id)!);
      const quota = await holdQuota(scope.trx, id);
      for (const group of groupBy(own, ([, { place }]) => `${place.platform}/${place.room}`).values()) {
        if (quota && takesSignUps(preorder)) await take(scope, preorder, quota, group);
        else for (const [turn] of group) tellPoster(turn, preorder, refuseSignUp(preorder));
      }
    }
  },
};

/** Nothing is read, and nothing asked, of a batch in which nobody in a room says several lines. */
async function wants(scope: Scope, turns: readonly Turn[]): Promise<Map<Turn, Listed>> {
  const wanted = new Map<Turn, Listed>();
  const long = turns.filter(
    ({ message: { room, text, choice, edited } }) =>
      room !== undefined && choice === undefined && !edited && text.trim().includes('\n'),
  );
  if (long.length === 0) return wanted;
  const places = long.map(({ message }) => message);
  const campaignsHere = await campaignsAt(scope.trx, KIND, places, TAKING);
  for (const turn of long) {
    const { platform, room, text } = turn.message;
    const here = campaignsHere(turn.message).map(read).filter(takesSignUps);
    if (here.length === 0) continue;
    // The longest list takes milliseconds to read: others get their turn between two.
    if (long.length > 1) await nextRound();
    const list = readJielong(whole(text));
    if (!list) continue;
    wanted.set(turn, { preorder: meant(here, text), place: { platform, room: room! }, lines: list });
  }
  return wanted;
}

/** A list is headed by what it is for; where that does not tell, it is for the newest of the room. */
function meant(here: readonly Preorder[], text: string): Preorder {
  const head = fold(text.slice(0, text.indexOf('\n')));
  return here.find(({ title, slug }) => head.includes(fold(title)) || head.split(' ').includes(slug)) ?? here[0]!;
}

/** Without the last line, where the message was so long that it may have been cut in it: 20 would be read as 2. */
export function whole(text: string): string {
  return isCut(text) ? text.slice(0, text.lastIndexOf('\n')) : text;
}

export const isCut = (text: string): boolean => text.length >= LONGEST_TEXT - 1 && text.includes('\n');

/** All lists that came to one room in this batch, in the order of their coming. The room hears once. */
async function take(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  group: readonly (readonly [Turn, Listed])[],
): Promise<void> {
  const { place } = group[0]![1];
  const posted = group.map(([{ person }, { lines }]) => ({ lines, by: person }));
  const outcomes = await takeLists(scope, preorder, quota, place, posted);
  const now = await listIn(scope.trx, preorder.id, place);
  for (const [turn] of group) {
    const refused = refusals(
      preorder,
      outcomes.filter(({ line }) => line.by === turn.person.id),
    );
    const cut = isCut(turn.message.text) && texts.cutList({ line: whole(turn.message.text).split('\n').length });
    if (refused || cut) tellPoster(turn, preorder, lines(refused, cut));
  }
  const [last] = group.at(-1)!;
  if (changesNothing(outcomes) && group.every(([, { lines }]) => isSame(lines, now)))
    return tellPoster(last, preorder, texts.nothingNew({ title: preorder.title }));
  if (now.length === 0) return;
  const { room, thread, event } = last.message;
  scope.send(
    { platform: place.platform, room: room!, ...(thread !== undefined && { thread }) },
    showList(preorder, now),
    {
      kind: 'reply',
      reader: { language: preorder.language, zone: preorder.zone },
      re: event,
      campaignId: preorder.id,
    },
  );
}

const changesNothing = (outcomes: readonly Outcome[]) =>
  outcomes.every(({ type }) => type === 'unchanged' || type === 'refused');

/** Posted again as it was given: answering that with the same list would go on for ever between two bots. */
function isSame(posted: readonly JielongLine[], now: readonly JielongLine[]): boolean {
  const show = ({ name, units, remark }: JielongLine) => `${fold(name)}\n${units}\n${remark}`;
  const known = new Set(now.map(show));
  return posted.length === now.length && posted.every((line) => known.has(show(line)));
}

/** A word to one person about what they posted: never to the whole room. */
function tellPoster(turn: Turn, preorder: Preorder, phrase: Phrase): void {
  const { platform, account, event } = turn.message;
  if (turn.capabilities(platform).privateReplies) return turn.reply(phrase, { language: preorder.language });
  const reader = { language: turn.language, zone: turn.person.zone ?? turn.installation.zone };
  turn.send({ platform, account }, phrase, { kind: 'reply', reader, re: event });
}
