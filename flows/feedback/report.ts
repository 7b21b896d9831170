// Everything of a board as rows for a file, page by page: one row an item, in the order of their numbers.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { Db } from '../../src/db/schema.ts';
import { readAll } from '../../src/db/sets.ts';
import type { Cell, Report } from '../../src/engine/flow.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { exported, mediaOf } from './media.ts';

/** Items read at once. */
const PAGE = 2000;

const COLUMNS = [
  ...['number', 'area', 'kind', 'severity', 'state', 'reason', 'duplicate_of', 'held', 'hidden', 'backers', 'release'],
  ...['name', 'platform', 'account', 'owner', 'received', 'due', 'answered', 'answered_by', 'changed', 'text', 'media'],
];

/** For `canyu export feedback <slug>`. Who wrote an anonymous item is not read at all: name, platform and account stay empty, and of its media the kinds alone are told. */
export function reportOf(db: Db, campaign: Campaign): Report {
  return { columns: COLUMNS, rows: reportRows(db, campaign.id) };
}

async function* reportRows(db: Db, campaignId: string): AsyncGenerator<Cell[]> {
  for (let after = 0; ; ) {
    const page = await pageOf(db, campaignId, after);
    yield* await rowsOf(db, page);
    if (page.length < PAGE) break;
    after = page.at(-1)!.number;
  }
}

type ItemRow = Awaited<ReturnType<typeof pageOf>>[number];

const NAMES = [
  ...(['number', 'area', 'kind', 'severity', 'state', 'reason', 'same', 'held', 'hidden_at', 'backers'] as const),
  ...(['release_id', 'author_id', 'name', 'owner', 'created_at', 'due_at', 'answered_at', 'answerer'] as const),
  ...(['changed_at', 'text', 'id', 'anonymous'] as const),
];

function pageOf(db: Db, campaignId: string, after: number) {
  const query = db
    .selectFrom('feedback_item as item')
    .leftJoin('feedback_item as other', 'other.id', 'item.duplicate_of')
    .leftJoin('person as author', (join) => join.onRef('author.id', '=', 'item.author_id').on('item.anonymous', '=', 0))
    .leftJoin('person as owner', 'owner.id', 'item.owner_id')
    .leftJoin('person as answerer', 'answerer.id', 'item.answered_by')
    .where('item.campaign_id', '=', campaignId)
    .where('item.number', '>', after)
    .orderBy('item.number')
    .limit(PAGE)
    .select(['item.number', 'item.area', 'item.kind', 'item.severity', 'item.state', 'item.reason', 'item.held'])
    .select(['other.number as same', 'item.hidden_at', 'item.backers', 'item.release_id', 'author.id as author_id'])
    .select(['author.name', 'owner.name as owner', 'answerer.name as answerer', 'item.created_at', 'item.due_at'])
    .select(['item.answered_at', 'item.changed_at', 'item.text', 'item.id', 'item.anonymous']);
  return readAll(db, query, NAMES);
}

async function rowsOf(db: Db, page: readonly ItemRow[]): Promise<Cell[][]> {
  const authors = page.flatMap(({ author_id }) => author_id ?? []);
  const addresses = await addressesOf(db, authors, { stopped: true });
  const media = await mediaOf(
    db,
    page.map(({ id }) => id),
  );
  return page.map((row): Cell[] => {
    const address = addresses.get(row.author_id ?? '')?.address;
    return [
      ...[row.number, row.area, row.kind, row.severity, row.state, row.reason, row.same, row.held],
      ...[dateOf(row.hidden_at), row.backers, row.release_id],
      ...[row.name, address?.platform ?? null, address?.account ?? null, row.owner],
      ...[dateOf(row.created_at), dateOf(row.due_at), dateOf(row.answered_at), row.answerer],
      ...[dateOf(row.changed_at), row.text, exported(media.get(row.id) ?? [], row.anonymous === 0)],
    ];
  });
}

const dateOf = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));
