// The rows of pre-orders beside the quota's: the seed of a draw, and what people told when they signed up.
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { PreorderTable } from '../../src/db/schema-preorder.ts';
import { insertAll } from '../../src/db/sets.ts';

export function findDraw(db: Db, campaignId: string): Promise<Selectable<PreorderTable> | undefined> {
  return db.selectFrom('preorder').selectAll().where('campaign_id', '=', campaignId).executeTakeFirst();
}

/** Notes a pre-order once, with the seed of its draw and the hash of that. */
export async function addPreorder(
  trx: Trx,
  campaignId: string,
  draw: { seed: string; hash: string } | undefined,
): Promise<void> {
  await trx
    .insertInto('preorder')
    .values({ campaign_id: campaignId, seed: draw?.seed ?? null, seed_hash: draw?.hash ?? null, drawn_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (!draw) return;
  await trx
    .updateTable('preorder')
    .set({ seed: draw.seed, seed_hash: draw.hash })
    .where('campaign_id', '=', campaignId)
    .where('seed', 'is', null)
    .execute();
}

/** Notes that the draw is over; false when it was noted before. */
export async function noteDrawn(trx: Trx, campaignId: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('preorder')
    .set({ drawn_at: now })
    .where('campaign_id', '=', campaignId)
    .where('drawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export interface Signup {
  entryId: string;
  answers: Readonly<Record<string, string>>;
  consentedAt: number | undefined;
  /** Does not want to be told of the opening. */
  quiet: boolean;
}

const columns = { entry_id: 'text', answers: 'text', consented_at: 'integer', quiet: 'integer' } as const;

/** What was told before is replaced. */
export async function storeSignups(trx: Trx, signups: readonly Signup[]): Promise<void> {
  const rows = signups.map(({ entryId, answers, consentedAt, quiet }) => ({
    entry_id: entryId,
    answers: JSON.stringify(answers),
    consented_at: consentedAt ?? null,
    quiet: quiet ? 1 : 0,
  }));
  const replace = { key: ['entry_id'], set: ['answers', 'consented_at', 'quiet'] };
  await insertAll(trx, 'preorder_signup', columns, rows, { replace });
}

export async function findSignup(db: Db, entryId: string): Promise<Signup | undefined> {
  const row = await db.selectFrom('preorder_signup').selectAll().where('entry_id', '=', entryId).executeTakeFirst();
  return (
    row && {
      entryId: row.entry_id,
      answers: JSON.parse(row.answers) as Record<string, string>,
      consentedAt: row.consented_at ?? undefined,
      quiet: row.quiet === 1,
    }
  );
}

/** Those signed up with a number above `after`, in the order of their numbers; without person who does not want to be told of the opening. */
export async function toBeTold(
  db: Db,
  campaignId: string,
  after: number,
  most: number,
): Promise<{ personId: string | undefined; number: number }[]> {
  const rows = await db
    .selectFrom('entry')
    .leftJoin('preorder_signup as told', 'told.entry_id', 'entry.id')
    .select(['entry.person_id', 'entry.number', 'told.quiet'])
    .where('entry.campaign_id', '=', campaignId)
    .where('entry.state', '=', 'signed')
    .where('entry.number', '>', after)
    .orderBy('entry.number')
    .limit(most)
    .execute();
  return rows.map(({ person_id, number, quiet }) => ({
    personId: quiet === 1 ? undefined : (person_id ?? undefined),
    number: number!,
  }));
}
