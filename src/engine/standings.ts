// Where each author of a batch stands: in a dialog, before a confirmation, or with choices on offer. Loaded and stored as sets.
import { sql } from 'kysely';
import type { Trx } from '../db/schema.ts';
import { insertAll, tableOf } from '../db/sets.ts';
import type { Role } from '../people/person.ts';
import type { DialogState } from './dialog-state.ts';

export type Standing =
  /** In the middle of a dialog; asleep: they were asked whether to go on. */
  | { type: 'dialog'; state: DialogState; asleep?: true; staff?: StaffAct }
  /** Asked to type an id back before a command that changes much. */
  | { type: 'confirm'; id: string; command: string }
  /** The last message ended with choices: a typed number means one of these values. */
  | { type: 'offered'; values: string[] };

/** The command of staff that began a dialog: every answer in it takes the same role, and is audited. */
export interface StaffAct {
  role: Role;
  command: string;
}

/** A dialog nobody went on with for so long is asleep, and a confirmation nobody gave is void, ms. */
const FALLS_ASLEEP = 30 * 60_000;

/** Who stands where: one direct message a person and platform. */
export interface Place {
  personId: string;
  platform: string;
}

export function placeKey({ personId, platform }: Place): string {
  return `${personId} ${platform}`;
}

export interface StoredStanding {
  standing: Standing;
  /** Too long ago to take the next message for an answer. */
  stale: boolean;
}

const placeColumns = { person_id: 'text', platform: 'text' } as const;

export async function loadStandings(
  trx: Trx,
  places: readonly Place[],
  now: number,
): Promise<Map<string, StoredStanding>> {
  const wanted = tableOf(
    trx,
    placeColumns,
    places.map(({ personId, platform }) => ({ person_id: personId, platform })),
  );
  const rows = await trx
    .selectFrom(wanted.as('wanted'))
    .crossJoin('dialog')
    .whereRef('dialog.person_id', '=', 'wanted.person_id')
    .whereRef('dialog.platform', '=', 'wanted.platform')
    .select(['dialog.person_id', 'dialog.platform', 'dialog.state', 'dialog.updated_at'])
    .execute();
  return new Map(
    rows.map((row) => [
      placeKey({ personId: row.person_id, platform: row.platform }),
      { standing: JSON.parse(row.state) as Standing, stale: now - row.updated_at > FALLS_ASLEEP },
    ]),
  );
}

const columns = { person_id: 'text', platform: 'text', state: 'text', updated_at: 'integer' } as const;
const key = ['person_id', 'platform'] as const;
const set = ['state', 'updated_at'] as const;

/** Choices that reached persons of our own accord: a typed number means them from now on, but for those in the middle of something. */
export async function storeOffers(
  trx: Trx,
  offers: readonly (Place & { values: string[] })[],
  now: number,
): Promise<void> {
  const last = new Map(offers.map((offer) => [placeKey(offer), offer]));
  const rows = [...last.values()].map(({ personId, platform, values }) => {
    const standing: Standing = { type: 'offered', values };
    return { person_id: personId, platform, state: JSON.stringify(standing), updated_at: now };
  });
  const where = sql`dialog.state like '{"type":"offered"%'`;
  await insertAll(trx, 'dialog', columns, rows, { replace: { key, set, where } });
}

/** Stores what changed; undefined: they stand nowhere any more. */
export async function storeStandings(
  trx: Trx,
  changes: readonly (Place & { standing: Standing | undefined })[],
  now: number,
): Promise<void> {
  const gone = changes.filter((change) => change.standing === undefined);
  const kept = changes.flatMap(({ personId, platform, standing }) =>
    standing ? [{ person_id: personId, platform, state: JSON.stringify(standing), updated_at: now }] : [],
  );
  await insertAll(trx, 'dialog', columns, kept, { replace: { key, set } });
  if (gone.length === 0) return;
  const wanted = tableOf(
    trx,
    placeColumns,
    gone.map(({ personId, platform }) => ({ person_id: personId, platform })),
  );
  await trx
    .deleteFrom('dialog')
    .where((row) =>
      row(
        row.refTuple(...key),
        'in',
        row
          .selectFrom(wanted.as('wanted'))
          .select(['wanted.person_id', 'wanted.platform'])
          .$asTuple(...key),
      ),
    )
    .execute();
}
