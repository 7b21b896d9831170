// Everything of a pre-order as rows for a file, page by page: one row an entry, in the order of their numbers.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { Db } from '../../src/db/schema.ts';
import { readAll } from '../../src/db/sets.ts';
import type { Cell, Report } from '../../src/engine/flow.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { read } from './preorder.ts';
import { drawsOf, placesOf } from './report-places.ts';
import { MERGED } from './why-moves.ts';

/** Entries read at once. */
const PAGE = 2000;

const COLUMNS = [
  ...[
    'number',
    'lane',
    'units',
    'size',
    'state',
    'drawn',
    'place_lane',
    'places',
    'turn',
    'name',
    'platform',
    'account',
  ],
  ...['signed_up', 'changed', 'deadline'],
];
const LAST = ['consented_at', 'reason'];

/**
 * For `canyu export preorder <slug>`. What was drawn says lane, units and size as they were in the draw (`size`: the places that were drawn),
 * so that verify-draw.mjs can recompute it whatever became of them later.
 */
export function reportOf(db: Db, campaign: Campaign): Report {
  const keys = read(campaign).definition.ask.map(({ key }) => key);
  return { columns: columnsFor(keys), rows: reportRows(db, campaign.id, keys) };
}

/** No two columns share a name: a question whose key is one of ours becomes answer_name. */
export function columnsFor(keys: readonly string[]): string[] {
  const columns = [...COLUMNS];
  for (const key of keys) {
    let column = key;
    while (columns.includes(column) || LAST.includes(column)) column = `answer_${column}`;
    columns.push(column);
  }
  return [...columns, ...LAST];
}

type EntryRow = Awaited<ReturnType<typeof pageOf>>[number];

async function* reportRows(db: Db, campaignId: string, keys: readonly string[]): AsyncGenerator<Cell[]> {
  let page: EntryRow[];
  for (let after = 0; ; after = page.at(-1)!.number!) {
    page = await pageOf(db, campaignId, { number: after });
    yield* await rowsOf(db, page, keys);
    if (page.length < PAGE) break;
  }
  // Places that are kept for nobody yet have no number.
  for (let after = ''; ; after = page.at(-1)!.id) {
    page = await pageOf(db, campaignId, { id: after });
    yield* await rowsOf(db, page, keys);
    if (page.length < PAGE) return;
  }
}

const NAMES = ['id', 'number', 'units', 'state', 'turn', 'person_id', 'held_for'] as const;
const INSTANTS = ['deadline', 'created_at', 'changed_at'] as const;
const JOINED = ['lane', 'size', 'place_lane', 'person', 'guest', 'guest_platform'] as const;
const TOLD = ['answers', 'consented_at', 'reason'] as const;

function pageOf(db: Db, campaignId: string, after: { number: number } | { id: string }) {
  const query = db
    .selectFrom('entry')
    .innerJoin('lane', 'lane.id', 'entry.lane_id')
    .leftJoin('lane as placed', 'placed.id', 'entry.place_lane_id')
    .leftJoin('person', 'person.id', 'entry.person_id')
    .leftJoin('preorder_guest as guest', 'guest.entry_id', 'entry.id')
    .leftJoin('preorder_signup as told', 'told.entry_id', 'entry.id')
    .leftJoin('entry_move as last', (join) =>
      join.onRef('last.entry_id', '=', 'entry.id').onRef('last.step', '=', 'entry.steps'),
    )
    .where('entry.campaign_id', '=', campaignId)
    .$if('number' in after, (some) =>
      some.where('entry.number', '>', 'number' in after ? after.number : 0).orderBy('entry.number'),
    )
    .$if('id' in after, (some) =>
      some
        .where('entry.number', 'is', null)
        .where('entry.id', '>', 'id' in after ? after.id : '')
        .orderBy('entry.id'),
    )
    .limit(PAGE)
    .select(['entry.id', 'entry.number', 'entry.units', 'entry.state', 'entry.turn', 'entry.person_id'])
    .select(['entry.held_for', 'entry.deadline', 'entry.created_at', 'entry.changed_at'])
    .select(['lane.name as lane', 'lane.size', 'placed.name as place_lane', 'person.name as person'])
    .select([
      'guest.name as guest',
      'guest.platform as guest_platform',
      'told.answers',
      'told.consented_at',
      'last.reason',
    ]);
  return readAll(db, query, [...NAMES, ...INSTANTS, ...JOINED, ...TOLD]);
}

async function rowsOf(db: Db, page: readonly EntryRow[], keys: readonly string[]): Promise<Cell[][]> {
  if (page.length === 0) return [];
  const ids = page.map(({ id }) => id);
  const persons = page.flatMap(({ person_id }) => person_id ?? []);
  const addresses = await addressesOf(db, persons, { stopped: true });
  const places = await placesOf(db, ids);
  const draws = await drawsOf(db, ids);
  return page.map((row): Cell[] => {
    const draw = draws.get(row.id);
    const { platform, account } = addresses.get(row.person_id ?? '')?.address ?? { platform: row.guest_platform };
    const answers = JSON.parse(row.answers ?? '{}') as Record<string, string>;
    const of = draw?.note ?? row;
    return [
      ...[row.number, of.lane, of.units, of.size, row.state, draw?.result ?? ''],
      ...[
        row.place_lane,
        places.get(row.id)?.join(' ') ?? null,
        row.turn,
        nameOf(row),
        platform ?? null,
        account ?? null,
      ],
      ...[new Date(row.created_at), new Date(row.changed_at), dateOf(row.deadline)],
      ...keys.map((key) => answers[key] ?? null),
      ...[dateOf(row.consented_at), row.reason],
    ];
  });
}

const dateOf = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

function nameOf({ person, guest, number, held_for }: EntryRow): string | null {
  if (held_for?.startsWith(MERGED)) return 'merged';
  return person ?? guest ?? (number === null ? 'code' : null);
}
