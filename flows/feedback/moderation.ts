// What waits for staff before others see it: everything, or on an open board only what comes in floods and copies.

import { listOf, tableOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { onStaff } from '../../src/people/store.ts';
import { fold } from '../../src/text/normalise.ts';
import type { Board } from './board.ts';
import { readLength } from './definition.ts';
import type { Draft } from './intake.ts';
import { sortOut } from './sorting.ts';
import type { Item } from './store.ts';
import { termsOf } from './terms.ts';

/** Texts without a term (emoji, marks) are looked for among so many of the newest. */
const NEWEST = 200;

export type Why = NonNullable<Item['held']>;

/** Why each of these has to wait, in their order; undefined for what everybody may see at once. What staff or the program wrote never waits. */
export async function judge(scope: Scope, board: Board, given: readonly Draft[]): Promise<(Why | undefined)[]> {
  if (given.length === 0) return [];
  // As it will be stored, so that copies are seen whatever stood before the text.
  const drafts = given.map((draft) => ({ ...draft, text: sortOut(board.definition, draft.text).text }));
  const staff = await staffAmong(scope, drafts);
  const isStaff = ({ authorId, ours = false }: Draft) => ours || staff.has(authorId);
  if (board.definition.mode === 'review') return drafts.map((draft) => (isStaff(draft) ? undefined : 'review'));
  const floods = await floodsIn(scope, board, drafts);
  const copies = await copiesIn(scope, board, drafts);
  return drafts.map((draft) => {
    if (isStaff(draft)) return undefined;
    if (floods.has(draft)) return 'flood';
    return copies.has(draft) ? 'copies' : undefined;
  });
}

async function staffAmong({ trx }: Scope, drafts: readonly Draft[]): Promise<Set<string>> {
  const authors = [...new Set(drafts.map(({ authorId }) => authorId))];
  const rows = await trx
    .selectFrom('identity')
    .select('identity.person_id')
    .where('identity.person_id', 'in', trx.selectFrom(listOf(trx, authors).as('wanted')).select('wanted.value'))
    .where(onStaff)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** Those above the board's limit, counted over all boards: what their authors sent in the last minutes, and earlier in `drafts`. */
async function floodsIn({ trx, now }: Scope, board: Board, drafts: readonly Draft[]): Promise<Set<Draft>> {
  const { flood } = board.definition.limits;
  const byAuthor = groupBy(drafts, ({ authorId }) => authorId);
  const rows = await trx
    .selectFrom(listOf(trx, [...byAuthor.keys()]).as('wanted'))
    .crossJoin('feedback_item as item')
    .whereRef('item.author_id', '=', 'wanted.value')
    .where('item.created_at', '>', now - readLength(flood.within)!)
    .select(['item.author_id', ({ fn }) => fn.countAll().as('items')])
    .groupBy('item.author_id')
    .execute();
  const before = new Map(rows.map(({ author_id, items }) => [author_id, Number(items)]));
  return new Set(
    [...byAuthor].flatMap(([author, own]) => own.slice(Math.max(flood.items - (before.get(author) ?? 0), 0))),
  );
}

/** Those whose very words, folded, came from enough others shortly before. */
async function copiesIn(scope: Scope, board: Board, drafts: readonly Draft[]): Promise<Set<Draft>> {
  const limit = board.definition.limits.copies;
  const since = scope.now - readLength(limit.within)!;
  const authors = groupBy(await recentLike(scope, board.id, since, drafts), ({ text }) => fold(text));
  const copies = new Set<Draft>();
  const seen = new Map<string, Set<string>>();
  for (const draft of drafts) {
    const text = fold(draft.text);
    const known = seen.get(text) ?? new Set((authors.get(text) ?? []).map(({ author_id }) => author_id));
    seen.set(text, known.add(draft.authorId));
    if (known.size >= limit.persons) copies.add(draft);
  }
  return copies;
}

/** What was written since that instant (ms) and may be the same: found by the longest term, which few share. */
async function recentLike({ trx }: Scope, campaignId: string, since: number, drafts: readonly Draft[]) {
  const longest = drafts.map(({ text }) =>
    [...termsOf(text).keys()].reduce((one, term) => (term.length > one.length ? term : one), ''),
  );
  const terms = [...new Set(longest)].filter((term) => term !== '').map((term) => ({ term }));
  const byTerm = await trx
    .selectFrom(tableOf(trx, { term: 'text' }, terms).as('wanted'))
    .crossJoin('feedback_term as known')
    .innerJoin('feedback_item as item', 'item.id', 'known.item_id')
    .where('known.campaign_id', '=', campaignId)
    .whereRef('known.term', '=', 'wanted.term')
    // Ids grow with time, so that only what is recent is looked at.
    .where('known.item_id', '>=', firstIdAt(since))
    .where('item.created_at', '>', since)
    .select(['item.author_id', 'item.text'])
    .execute();
  if (!longest.includes('')) return byTerm;
  const newest = await trx
    .selectFrom('feedback_item as item')
    .select(['item.author_id', 'item.text', 'item.campaign_id', 'item.created_at'])
    .orderBy('item.number', 'desc')
    .limit(NEWEST)
    .execute();
  return [...byTerm, ...newest.filter((item) => item.campaign_id === campaignId && item.created_at > since)];
}

/** No id made at this instant (ms) or later is smaller: see src/ids.ts. */
function firstIdAt(instant: number): string {
  const hex = Math.max(instant, 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}`;
}
