// What somebody wrote becomes an item: sorted by the board's rules, numbered, findable, backed by its author, and taken on by whoever answers.

import type { FeedbackKind } from '../../src/db/schema-feedback.ts';
import { insertAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { takeOn } from './areas.ts';
import type { Board } from './board.ts';
import { type Media, storeMedia } from './media.ts';
import { judge } from './moderation.ts';
import { heatOf, rankingOf } from './ranking.ts';
import { storeTerms } from './similar.ts';
import { type Sorted, sortOut } from './sorting.ts';
import { addEvent, type Item, storeItems, takeNumbers } from './store.ts';

export interface Draft {
  text: string;
  area?: string;
  kind?: FeedbackKind;
  severity?: number;
  anonymous: boolean;
  authorId: string;
  /** Who answers for it, where that is known already. */
  ownerId?: string;
  /** The program wrote it: it waits for nobody. */
  ours?: boolean;
  /** Photos and files as the platform knows them. */
  media?: readonly Media[];
}

const backerColumns = { item_id: 'text', person_id: 'text', at: 'integer', merge_id: 'text' } as const;

/** Takes drafts in; gives the items, in their order. What has to wait for staff is there, and seen by them and its author alone. */
export async function receive(scope: Scope, board: Board, drafts: readonly Draft[]): Promise<Item[]> {
  if (drafts.length === 0) return [];
  await ensureBoard(scope, board);
  const held = await judge(scope, board, drafts);
  const first = await takeNumbers(scope.trx, drafts.length);
  const items = drafts.map((draft, place) => newItem(scope, board, draft, first + place, held[place]));
  await storeItems(scope.trx, items);
  await storeMedia(
    scope.trx,
    items.map(({ id }, place) => ({ id, media: drafts[place]!.media })),
  );
  const backers = items.map(({ id, authorId }) => ({
    item_id: id,
    person_id: authorId,
    at: scope.now,
    merge_id: null,
  }));
  await insertAll(scope.trx, 'feedback_backer', backerColumns, backers);
  const noted: Item[] = [];
  for (const item of items) {
    const event = item.held === undefined ? 'received' : 'held';
    noted.push(await addEvent(scope, item, event, item.held === undefined ? {} : { note: item.held }));
  }
  const seen = noted.filter((item) => item.held === undefined);
  await storeTerms(scope, board.id, seen);
  const taken = new Map((await takeOn(scope, board, seen)).map((item) => [item.id, item]));
  return noted.map((item) => taken.get(item.id) ?? item);
}

export async function ensureBoard({ trx }: Scope, { id }: Board): Promise<void> {
  await trx
    .insertInto('feedback_board')
    .values({ campaign_id: id, terms: 0, items: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function newItem(scope: Scope, board: Board, draft: Draft, number: number, held: Item['held']): Item {
  const sorted: Sorted = sortOut(board.definition, draft.text);
  const severity = draft.severity ?? sorted.severity ?? 2;
  return {
    id: scope.newId(),
    number,
    campaignId: board.id,
    authorId: draft.authorId,
    anonymous: draft.anonymous,
    area: draft.area ?? sorted.area ?? '',
    kind: draft.kind ?? sorted.kind ?? 'idea',
    severity,
    text: sorted.text,
    state: 'received',
    reason: undefined,
    duplicateOf: undefined,
    held,
    hiddenAt: undefined,
    ownerId: draft.ownerId,
    dueAt: undefined,
    told: 0,
    answeredAt: undefined,
    answeredBy: undefined,
    releaseId: undefined,
    backers: 1,
    heat: heatOf(rankingOf(board), { severity, createdAt: scope.now }, [scope.now]),
    steps: 0,
    createdAt: scope.now,
    changedAt: scope.now,
  };
}
