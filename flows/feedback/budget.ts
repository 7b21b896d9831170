// How many open items of others a person may back in a season, where the board says so.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { join, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import type { Board } from './board.ts';
import { budgetTexts as texts } from './budget-text.ts';
import { readLength } from './definition.ts';
import type { Item } from './store.ts';

/** So many of the items somebody backs are named. */
const MOST_NAMED = 10;

export interface Season {
  /** So many items. */
  most: number;
  /** ms */
  from: number;
  until: number;
}

/** The season that this instant (ms) is in, counted from the opening of the board; undefined where it has no budget. */
export function seasonAt({ definition: { budget }, openedAt = 0 }: Board, now: number): Season | undefined {
  if (!budget) return undefined;
  const length = readLength(budget.season)!;
  const from = openedAt + Math.floor((now - openedAt) / length) * length;
  return { most: budget.items, from, until: from + length };
}

/**
 * What a person spends on a board, by number: the open items that they have backed since that instant (ms), and `more`, if it would be one of
 * them. What they wrote costs nothing, and neither does what that is part of by now.
 */
export async function spentOn(
  db: Db,
  { id: boardId }: Board,
  personId: string,
  since: number,
  more?: string,
): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    with recursive own (id) as (
      select id from feedback_item where author_id = ${personId} and campaign_id = ${boardId}
      union select item.duplicate_of from own join feedback_item as item on item.id = own.id where item.duplicate_of is not null
    ), backed (id) as (
      select item_id from feedback_backer where person_id = ${personId} and at >= ${since}
      union select id from feedback_item where id = ${more ?? null}
    )
    select item.number from backed cross join feedback_item as item
    where item.id = backed.id and item.campaign_id = ${boardId} and item.state in ('received', 'review', 'planned', 'work')
      and item.id not in (select id from own)
    order by item.number`.execute(db);
  return rows.map(({ number }) => number);
}

/**
 * Why whoever writes cannot back that open item; undefined where they can, or do. Until the commit nobody else spends for them: the batch holds
 * its authors (src/people/authors.ts).
 */
export async function overBudget(turn: Turn, board: Board, item: Item): Promise<Phrase | undefined> {
  const season = seasonAt(board, turn.now);
  if (!season || (await backs(turn, item.id))) return undefined;
  const spent = await spentOn(turn.trx, board, turn.person.id, season.from, item.id);
  const others = spent.filter((number) => number !== item.number);
  if (others.length === spent.length || others.length < season.most) return undefined;
  const { title } = board;
  const told = { number: item.number, title, most: season.most, used: others.length, until: when(season.until) };
  return texts.refuse({ ...told, items: named(others), first: others[0]! });
}

async function backs({ trx, person }: Turn, itemId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('feedback_backer')
    .select('at')
    .where('item_id', '=', itemId)
    .where('person_id', '=', person.id)
    .executeTakeFirst();
  return row !== undefined;
}

function named(numbers: readonly number[]): Phrase {
  const shown = numbers.slice(0, MOST_NAMED).map((number) => quote(`#${number}`));
  const count = numbers.length - MOST_NAMED;
  return join(', ', [...shown, count > 0 && texts.more({ count })]);
}

/** How many more whoever writes may back; undefined where nobody counts. */
export async function budgetLeft(turn: Turn, board: Board): Promise<Phrase | undefined> {
  const season = seasonAt(board, turn.now);
  if (!season) return undefined;
  const spent = await spentOn(turn.trx, board, turn.person.id, season.from);
  const left = Math.max(0, season.most - spent.length);
  return texts.left({ left, most: season.most, until: when(season.until) });
}
