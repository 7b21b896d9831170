// A board of 100,000 open items with 1,000,000 backers: what is on top, what is like a new text, and what waits. One message at a time.
import { performance } from 'node:perf_hooks';
import { type RawBuilder, sql } from 'kysely';
import { feedback } from '../../flows/feedback/index.ts';
import { storeTerms } from '../../flows/feedback/similar.ts';
import { flows } from '../../flows/index.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Database } from '../../src/db/open.ts';
import { insertAll, isSqlite } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { texts } from '../feedback/pairs.ts';
import { type Figures, figuresOf, message, open } from './harness.ts';

const ITEMS = 100_000;
const BACKERS_EACH = 10;
const PERSONS = 50_000;
const STEP = 2000;
/** Sent before anything is measured. */
const WARMING = 20;

/** Members look at the board. */
export const feedbackTop = looking((index) => message(`m${index % 100}`, `t-${index}`, 'feedback top'));
/** Somebody new says what others have said in other words, and is shown it. */
export const feedbackSimilar = looking((index) =>
  message(`w${index}`, `s-${index}`, `${index % 2 ? 'feedback' : '反馈'} ${texts[(index * 7919) % texts.length]}`),
);
/** Staff look at what waits. */
export const feedbackQueue = looking((index) => message('boss', `q-${index}`, 'feedback queue'));

/** An answer is right where it names an item. */
function looking(next: (index: number) => InboundMessage) {
  return async (database: Database, messages: number): Promise<Figures> => {
    const setting = await open(database, [...new Set([...flows, feedback])]);
    await setting.engine.accept(message('boss', 'b-1', 'feedback new ideas'));
    await setting.engine.settled();
    await fill(database);
    const send = async (index: number) => {
      const delivered = setting.delivered();
      const at = performance.now();
      await setting.engine.accept(next(index));
      while (setting.delivered() === delivered) await new Promise(setImmediate);
      return performance.now() - at;
    };
    for (let index = 0; index < WARMING; index += 1) await send(messages + index);
    await sql`delete from outbox`.execute(database.db);
    const latencies: number[] = [];
    const cpu = process.cpuUsage();
    const began = performance.now();
    for (let index = 0; index < messages; index += 1) latencies.push(await send(index));
    const seconds = (performance.now() - began) / 1000;
    const figures = figuresOf({ latencies, seconds, messages, cpu: process.cpuUsage(cpu) });
    const right = await sql<{ count: number }>`select count(*) as count from outbox where body like '%#%'`.execute(
      database.db,
    );
    await setting.engine.stop();
    return { ...figures, wrong: Math.abs(Number(right.rows[0]!.count) - messages) };
  };
}

const itemColumns = {
  ...({ id: 'text', number: 'integer', campaign_id: 'text', author_id: 'text', anonymous: 'integer' } as const),
  ...({ area: 'text', kind: 'text', severity: 'integer', text: 'text', state: 'text', due_at: 'integer' } as const),
  ...({ backers: 'integer', heat: 'integer', created_at: 'integer', changed_at: 'integer' } as const),
};

const idOf = (place: number) => `019ac000-0000-7000-8000-${String(place).padStart(12, '0')}`;

/** Written as rows. Each item says two things of the labelled set, so that every term of it stands in hundreds or thousands of items. */
async function fill({ db }: Database): Promise<void> {
  const { id: board } = (await findCampaign(db, 'ideas'))!;
  const key = (place: RawBuilder<unknown>) =>
    isSqlite(db)
      ? sql`printf('019ac000-0000-7000-8000-%012d', ${place})`
      : sql`'019ac000-0000-7000-8000-' || lpad(cast(${place} as text), 12, '0')`;
  const numbers = (until: number) =>
    sql`with recursive n (i) as (select cast(0 as bigint) union all select i + 1 from n where i < ${until - 1})`;
  await sql`insert into person (id, name, language, created_at) ${numbers(PERSONS)} select ${key(sql`i`)}, 'p' || i, 'en', 0 from n`.execute(
    db,
  );
  const now = Date.now();
  for (let from = 0; from < ITEMS; from += STEP) {
    const items = Array.from({ length: STEP }, (_, step) => itemAt(from + step, board, now));
    await transaction(db, async (trx) => {
      if (!isSqlite(db)) await sql`set local session_replication_role = replica`.execute(trx);
      await insertAll(trx, 'feedback_item', itemColumns, items);
      await storeTerms({ trx }, board, items);
    });
  }
  await transaction(db, async (trx) => {
    if (!isSqlite(db)) await sql`set local session_replication_role = replica`.execute(trx);
    for (let nth = 0; nth < BACKERS_EACH; nth += 1) {
      const place = sql`(i * 7 + ${sql.lit(nth * 4999)}) % ${sql.lit(PERSONS)}`;
      await sql`insert into feedback_backer (item_id, person_id, at) ${numbers(ITEMS)}
        select ${key(sql`i`)}, ${key(place)}, ${now} from n`.execute(trx);
    }
    await sql`insert into feedback_counter (name, last) values ('item', ${ITEMS})`.execute(trx);
  });
  if (!isSqlite(db)) await sql`vacuum analyze feedback_item, feedback_term, feedback_backer`.execute(db);
}

function itemAt(place: number, board: string, now: number) {
  const said = [texts[place % texts.length]!, texts[(place * 31 + 7) % texts.length]!].join(', ');
  const at = now - (ITEMS - place) * 60_000;
  return {
    ...{ id: idOf(place), number: place + 1, campaign_id: board, author_id: idOf((place * 7) % PERSONS), anonymous: 0 },
    ...{ area: '', kind: 'bug', severity: 1 + (place % 4), text: said, state: place % 3 ? 'received' : 'planned' },
    ...{ due_at: place % 2 ? at + 86_400_000 : null, backers: BACKERS_EACH, heat: (place * 7919) % 100_003 },
    ...{ created_at: at, changed_at: at },
  };
}
