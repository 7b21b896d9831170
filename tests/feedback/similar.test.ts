// What members wrote is found again in other words: measured on the labelled set, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropTerms, type Similar, similarTo, storeTerms } from '../../flows/feedback/similar.ts';
import type { Database } from '../../src/db/open.ts';
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { freshNearMisses, freshPairs } from './fresh-pairs.ts';
import { laterPairs } from './later-pairs.ts';
import { type Pair, pairs, texts } from './pairs.ts';
import { sameTopics } from './same-topics.ts';
import { secondNearMisses, secondPairs } from './second-pairs.ts';

const SHOWN = 3;
const later = laterPairs.map(([one, other]) => ({ one, other }));
const sameToo = [...later, ...secondPairs, ...freshPairs];
const posted = [
  ...new Set([
    ...texts,
    ...[...sameToo, ...secondNearMisses, ...freshNearMisses].flatMap(({ one, other }) => [one, other]),
  ]),
];
const idOf = (place: number) => `019ac000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const placeOf = (id: string) => Number(id.slice(-12));

const itemColumns = {
  ...({ id: 'text', number: 'integer', campaign_id: 'text', author_id: 'text', anonymous: 'integer' } as const),
  ...({ area: 'text', kind: 'text', severity: 'integer', text: 'text', state: 'text', heat: 'integer' } as const),
  ...({ created_at: 'integer', changed_at: 'integer' } as const),
};

/** Posts these texts on a board; the nth has the id of `first + n`. */
async function post(trx: Trx, board: string, all: readonly string[], first: number): Promise<void> {
  const items = all.map((text, place) => ({
    ...{ id: idOf(first + place), number: first + place + 1, campaign_id: board, author_id: 'amy', anonymous: 0 },
    ...{ area: '', kind: 'bug', severity: 2, text, state: 'received', heat: 0, created_at: 0, changed_at: 0 },
  }));
  await insertAll(trx, 'feedback_item', itemColumns, items);
  await storeTerms({ trx }, board, items);
}

async function openBoards({ db }: Database, ...boards: string[]): Promise<void> {
  await db
    .insertInto('person')
    .values({ id: 'amy', name: 'amy', language: null, zone: null, hidden: 0, stopped_at: null, created_at: 0 })
    .execute();
  for (const id of boards) {
    await db
      .insertInto('campaign')
      .values({
        ...{ id, kind: 'feedback', slug: id, title: id, language: 'en', zone: 'UTC', status: 'live', definition: '{}' },
        ...{ approved_hash: 'h', opens_at: null, closes_at: null, created_at: 0, opened_at: 0, closed_at: null },
      })
      .execute();
    await db.insertInto('feedback_board').values({ campaign_id: id, terms: 0, items: 0 }).execute();
  }
}

/** The items a text of the set would be shown, were it not there itself: where they stand in `posted`. */
async function shown(db: Db, text: string): Promise<number[]> {
  const itself = db.updateTable('feedback_item').where('id', '=', idOf(posted.indexOf(text)));
  await itself.set({ hidden_at: 1 }).execute();
  const found = await similarTo(db, 'set', text, SHOWN);
  await itself.set({ hidden_at: null }).execute();
  return found.map(({ itemId }) => placeOf(itemId));
}

/** Who says the same as a text: the other half of its pair, and the pairs of other languages that complain of the same. */
const sayingSame = (() => {
  const topics: Set<string>[] = [];
  const join = (all: readonly string[]) => {
    const known = topics.filter((topic) => all.some((text) => topic.has(text)));
    const whole = new Set([...all, ...known.flatMap((topic) => [...topic])]);
    for (const topic of known) topics.splice(topics.indexOf(topic), 1);
    topics.push(whole);
  };
  for (const { same, one, other } of pairs) if (same) join([one, other]);
  for (const { one, other } of sameToo) join([one, other]);
  for (const topic of sameTopics) join(topic);
  return (text: string) => topics.find((topic) => topic.has(text)) ?? new Set<string>();
})();

/** The three with the longest run of characters in common: what a search by substring can do at best. */
function bySubstring(text: string): number[] {
  const scores = posted.map((other, place) => ({
    place,
    run: other === text ? -1 : longestRun(text.toLowerCase(), other.toLowerCase()),
  }));
  return scores
    .sort((a, b) => b.run - a.run || a.place - b.place)
    .slice(0, SHOWN)
    .map(({ place }) => place);
}

function longestRun(one: string, other: string): number {
  let longest = 0;
  for (let at = 0; at < one.length; at += 1)
    while (other.includes(one.slice(at, at + longest + 1)) && at + longest < one.length) longest += 1;
  return longest;
}

const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(1)} %`;
const bothWays = (of: readonly Pick<Pair, 'one' | 'other'>[]) =>
  of.flatMap(({ one, other }) => [[one, other] as const, [other, one] as const]);

describe.each(databases)('near-duplicates on %s', (kind) => {
  let database: Database;
  const answers = new Map<string, number[]>();
  beforeAll(async () => {
    database = await freshDatabase(kind);
    await openBoards(database, 'set', 'rules', 'elsewhere');
    await transaction(database.db, (trx) => post(trx, 'set', posted, 0));
    for (const text of posted) answers.set(text, await shown(database.db, text));
  }, 30_000);
  afterAll(() => database.close());

  const found = (of: readonly Pick<Pair, 'one' | 'other'>[], by: (text: string) => number[]) =>
    bothWays(of).filter(([asked, wanted]) => by(asked).some((place) => posted[place] === wanted)).length;
  const answered = (text: string) => answers.get(text)!;

  /** Of how many texts one that says the same is shown, be it of another pair. */
  const helped = (of: readonly Pick<Pair, 'one' | 'other'>[], by: (text: string) => number[]) =>
    bothWays(of).filter(([asked]) => by(asked).some((place) => sayingSame(asked).has(posted[place]!))).length;

  test('at least nine in ten true duplicates are among the three shown, twice as many as by substring', () => {
    const same = pairs.filter((pair) => pair.same);
    const near = pairs.filter((pair) => !pair.same);
    const share = (by: typeof found, of: readonly Pick<Pair, 'one' | 'other'>[], how: (text: string) => number[]) =>
      by(of, how) / (of.length * 2);
    const tell = (of: typeof same) =>
      `${percent(share(found, of, answered), 1)}, of any pair ${percent(share(helped, of, answered), 1)}, by substring ${percent(share(found, of, bySubstring), 1)}`;
    const languages = (['zh', 'en', 'mixed'] as const).map(
      (language) => `  ${language} ${tell(same.filter((pair) => pair.language === language))}`,
    );
    const all = bothWays(same).flatMap(([asked]) => answered(asked).map((place) => [asked, posted[place]!] as const));
    const wrong = all.filter(([asked, text]) => !sayingSame(asked).has(text)).length;
    process.stdout.write(
      `${[
        `${kind}: ${pairs.length} pairs, ${posted.length} items. Recall in three: ${tell(same)}`,
        ...languages,
        `  near misses among the three: ${percent(share(found, near, answered), 1)}`,
        `  written later ${percent(share(found, later, answered), 1)}; then ${percent(share(found, secondPairs, answered), 1)}, near misses ${percent(share(found, secondNearMisses, answered), 1)}`,
        `  never learned from ${percent(share(found, freshPairs, answered), 1)}, by substring ${percent(share(found, freshPairs, bySubstring), 1)}, near misses ${percent(share(found, freshNearMisses, answered), 1)}`,
        `  Shown a text: ${(all.length / same.length / 2).toFixed(2)}, of which ${(wrong / same.length / 2).toFixed(2)} say something else.`,
      ].join('\n')}\n`,
    );
    expect(share(found, same, answered)).toBeGreaterThanOrEqual(0.9);
    expect(share(found, same, answered)).toBeGreaterThan(share(found, same, bySubstring) * 2);
    for (const language of ['zh', 'en', 'mixed'] as const) {
      const of = same.filter((pair) => pair.language === language);
      expect([language, share(helped, of, answered) >= 0.95]).toEqual([language, true]);
    }
    expect(share(found, near, answered)).toBeLessThan(0.3);
    expect(share(found, later, answered)).toBeGreaterThan(0.8);
    // Loose: these say what to expect of texts that nobody has seen, not what was reached for.
    expect(share(found, freshPairs, answered)).toBeGreaterThan(0.45);
    expect(share(found, freshPairs, answered)).toBeGreaterThan(share(found, freshPairs, bySubstring));
    expect(share(found, freshNearMisses, answered)).toBeLessThan(0.6);
  });

  test('what shares nothing with a text is not shown', async () => {
    expect(await similarTo(database.db, 'set', 'Marmalade recipes of grandmother', SHOWN)).toEqual([]);
    expect(await similarTo(database.db, 'set', '……', SHOWN)).toEqual([]);
    expect(await similarTo(database.db, 'nowhere', posted[0]!, SHOWN)).toEqual([]);
  });

  test('only open items are shown that everybody may see, on their own board, from the first on', async () => {
    const { db } = database;
    const text = '手机充电发热严重';
    const ask = async () =>
      (await similarTo(db, 'rules', '充电的时候手机发烫', SHOWN)).map(({ itemId }) => placeOf(itemId));
    await transaction(db, (trx) => post(trx, 'elsewhere', [text], 5000));
    expect(await ask()).toEqual([]);
    await transaction(db, (trx) => post(trx, 'rules', [text, text], 6000));
    expect(await ask()).toEqual([6000, 6001]);
    const item = () => db.updateTable('feedback_item').where('id', '=', idOf(6000));
    await item().set({ held: 'review' }).execute();
    expect(await ask()).toEqual([6001]);
    await item().set({ held: null, hidden_at: 1 }).execute();
    expect(await ask()).toEqual([6001]);
    for (const state of ['shipped', 'declined', 'duplicate'] as const) {
      const reason = state === 'declined' ? 'no' : null;
      await item()
        .set({ hidden_at: null, state, reason, duplicate_of: state === 'duplicate' ? idOf(6001) : null })
        .execute();
      expect(await ask()).toEqual([6001]);
    }
    await item().set({ state: 'work', duplicate_of: null, reason: null }).execute();
    expect(await ask()).toEqual([6000, 6001]);
  });

  test('a board counts what can be found, whatever is stored twice or dropped twice', async () => {
    const { db } = database;
    const counted = async () => {
      const board = await db
        .selectFrom('feedback_board')
        .select(['items', 'terms'])
        .where('campaign_id', '=', 'elsewhere')
        .executeTakeFirstOrThrow();
      const rows = await db
        .selectFrom('feedback_term')
        .select(['term', 'item_id', 'times'])
        .where('campaign_id', '=', 'elsewhere')
        .execute();
      const counts = await db
        .selectFrom('feedback_term_count')
        .select(['term', 'items'])
        .where('campaign_id', '=', 'elsewhere')
        .where('items', '>', 0)
        .execute();
      const terms = new Map<string, number>();
      for (const { term } of rows) terms.set(term, (terms.get(term) ?? 0) + 1);
      expect(new Map(counts.map(({ term, items }) => [term, items]))).toEqual(terms);
      expect(board).toEqual({
        items: new Set(rows.map((row) => row.item_id)).size,
        terms: rows.reduce((sum, { times }) => sum + times, 0),
      });
      return board.items;
    };
    const item = { id: idOf(7000), text: 'battery battery 电池' };
    await transaction(db, (trx) => post(trx, 'elsewhere', [item.text, '…'], 7000));
    const items = await counted();
    await transaction(db, (trx) => storeTerms({ trx }, 'elsewhere', [item]));
    expect(await counted()).toBe(items);
    for (const _ of [1, 2]) await transaction(db, (trx) => dropTerms(trx, [item.id, idOf(7001)]));
    expect(await counted()).toBe(items - 1);
    await transaction(db, (trx) => storeTerms({ trx }, 'elsewhere', [item]));
    expect(await counted()).toBe(items);
  });

  test('every text gets the same items and scores on each database', async () => {
    const all: Similar[][] = [];
    for (const text of texts.slice(0, 40)) all.push(await similarTo(database.db, 'set', text, 10));
    seen.push(JSON.stringify([all, [...answers]]));
    expect(new Set(seen).size).toBe(1);
  });
});

/** What each database gave. */
const seen: string[] = [];
