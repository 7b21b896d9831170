// What still waits for its first answer, the most urgent first, page by page: rows only.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';

export interface Waiting {
  id: string;
  number: number;
  area: string;
  severity: number;
  text: string;
  ownerId: string | undefined;
  /** ms; undefined where no clock runs. */
  dueAt: number | undefined;
}

export interface QueuePage {
  campaignId: string;
  area?: string | undefined;
  skip: number;
  most: number;
}

/** By the instant at which they are due, so what is overdue comes first; those without a clock come last, by number. */
export async function waitingItems(db: Db, { skip, most, ...which }: QueuePage): Promise<Waiting[]> {
  const due = await queue(db, which)
    .select(columns)
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .orderBy('number')
    .offset(skip)
    .limit(most)
    .execute();
  if (due.length === most) return due.map(toWaiting);
  const before = due.length > 0 ? skip + due.length : await countDue(db, which);
  const others = await queue(db, which)
    .select(columns)
    .where('due_at', 'is', null)
    .orderBy('number')
    .offset(Math.max(0, skip - before))
    .limit(most - due.length)
    .execute();
  return [...due, ...others].map(toWaiting);
}

const columns = ['id', 'number', 'area', 'severity', 'text', 'owner_id', 'due_at'] as const;

async function countDue(db: Db, which: Pick<QueuePage, 'campaignId' | 'area'>): Promise<number> {
  const row = await queue(db, which)
    .where('due_at', 'is not', null)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The states are spelled out and not bound, so that the partial index feedback_item_queue serves. */
function queue(db: Db, { campaignId, area }: Pick<QueuePage, 'campaignId' | 'area'>) {
  return db
    .selectFrom('feedback_item')
    .where('campaign_id', '=', campaignId)
    .where('answered_at', 'is', null)
    .where('state', 'in', [sql.lit('received' as const), sql.lit('review' as const)])
    .where('held', 'is', null)
    .where('hidden_at', 'is', null)
    .$if(area !== undefined, (some) => some.where('area', '=', area!));
}

type Row = Omit<Waiting, 'ownerId' | 'dueAt'> & { owner_id: string | null; due_at: number | null };

function toWaiting({ owner_id, due_at, ...rest }: Row): Waiting {
  return { ...rest, ownerId: owner_id ?? undefined, dueAt: due_at ?? undefined };
}
