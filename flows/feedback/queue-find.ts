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

/** Where an item stands in the queue. */
export interface Place {
  dueAt: number | undefined;
  number: number;
}

export interface QueuePage {
  campaignId: string;
  area?: string | undefined;
  /** What comes behind it; undefined: from the head on. */
  after?: Place | undefined;
  most: number;
}

/** By the instant at which they are due, so what is overdue comes first; those without a clock come last, by number. */
export async function waitingItems(db: Db, { after, most, ...which }: QueuePage): Promise<Waiting[]> {
  const clockRan = after === undefined || after.dueAt !== undefined;
  const due = clockRan ? await withClock(db, which, after, most) : [];
  if (due.length === most) return due;
  const others = await queue(db, which)
    .select(columns)
    .where('due_at', 'is', null)
    .$if(!clockRan, (rest) => rest.where('number', '>', after!.number))
    .orderBy('number')
    .limit(most - due.length)
    .execute();
  return [...due, ...others.map(toWaiting)];
}

async function withClock(db: Db, which: Which, after: Place | undefined, most: number): Promise<Waiting[]> {
  const rows = await queue(db, which)
    .select(columns)
    .where('due_at', 'is not', null)
    .$if(after !== undefined, (rest) =>
      rest.where(sql<boolean>`(due_at, number) > (${after!.dueAt}, ${after!.number})`),
    )
    .orderBy('due_at')
    .orderBy('number')
    .limit(most)
    .execute();
  return rows.map(toWaiting);
}

type Which = Pick<QueuePage, 'campaignId' | 'area'>;

const columns = ['id', 'number', 'area', 'severity', 'text', 'owner_id', 'due_at'] as const;

/** The states are spelled out and not bound, so that the partial indexes of the queue serve. */
function queue(db: Db, { campaignId, area }: Which) {
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
