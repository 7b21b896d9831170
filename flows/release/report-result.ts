// What came out of the reports on a release: counted once, kept with it, and told ever since in the same figures.
import { z } from 'zod';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { Db } from '../../src/db/schema.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { METRICS } from './definition.ts';
import { FACES } from './report-line.ts';
import { awardOf, countReports, type Figures, phaseOf, ranked, worstOf } from './report-rules.ts';
import { itemName, namesOf, shortText } from './report-say.ts';
import { itemsShipped, reportsAlike } from './report-store.ts';
import { reportTexts as texts } from './report-text.ts';
import type { Item, Release } from './store.ts';
import type { Train } from './train.ts';

const count = z.number();
const figures = z.object({
  ...{ number: count, loves: count, hates: count, respondents: count, share: count, bound: count },
});

/** As it is stored: items by number, and nobody's name. */
const resultSchema = z.object({
  reports: count,
  moods: z.array(count),
  items: z.array(figures),
  metric: z.enum(METRICS),
  award: z.discriminatedUnion('type', [
    z.object({ type: z.literal('award'), numbers: z.array(count) }),
    z.object({ type: z.literal('few'), minimum: count }),
    z.object({ type: z.literal('nobody') }),
  ]),
  worst: count.nullable(),
});

export type Result = z.infer<typeof resultSchema>;

/** Undefined before it was counted. */
export function readResult({ result }: Pick<Release, 'result'>): Result | undefined {
  return result === null ? undefined : resultSchema.parse(JSON.parse(result));
}

/** Counts the reports that are there now, by the train's rule. */
export async function countResult(db: Db, { definition: { award } }: Train, { id }: Release): Promise<Result> {
  const shipped = await itemsShipped(db, [id]);
  const numbers = shipped.map(({ number }) => number);
  const { reports, moods, items } = countReports(numbers, await reportsAlike(db, id, shipped));
  return {
    ...{ reports, moods, metric: award.metric, items: ranked(items, award.metric) },
    ...{ award: awardOf(items, award, reports), worst: worstOf(items) ?? null },
  };
}

interface Shipped {
  item: Item;
  /** ", by Bob (Camera)", or nothing. */
  who: Phrase | undefined;
}

/** What a release brought, with whom it is owed to, by number. */
async function shippedIn(db: Db, releaseId: string): Promise<Map<number, Shipped>> {
  const items = await itemsShipped(db, [releaseId]);
  const owners = items.flatMap(({ owner_id }) => owner_id ?? []);
  const persons = await db
    .selectFrom('person')
    .select(['id', 'name', 'hidden'])
    .where('id', 'in', [...owners, ''])
    .execute();
  const names = new Map(persons.filter(({ hidden }) => hidden === 0).map(({ id, name }) => [id, name]));
  return new Map(
    items.map((item) => [item.number, { item, who: whoOf(names.get(item.owner_id ?? '') ?? item.owner, item.team) }]),
  );
}

function whoOf(owner: string | null, team: string | null): Phrase | undefined {
  const name = owner ?? team;
  if (name === null) return undefined;
  return owner === null || team === null
    ? texts.by({ owner: shortText(name) })
    : texts.byTeam({ owner: shortText(owner), team: shortText(team) });
}

const tenths = (share: number): number => Math.round(share * 1000) / 10;
/** Rounded down: it says “at least”. */
const leastTenths = (share: number): number => Math.floor(share * 1000) / 10;

/** All of a result, line by line: items, moods, the award. */
export async function resultLines(
  db: Db,
  { title }: Campaign,
  { id, number }: Release,
  result: Result,
): Promise<Phrase[]> {
  const shipped = await shippedIn(db, id);
  const { reports, moods, items } = result;
  const head = texts.resultHead({ title, number, reports });
  if (reports === 0) return [head, ...awardLines(result, shipped)];
  const sum = moods.reduce((all, many, index) => all + many * (index + 1), 0);
  const faces = quote(moods.map((many, index) => `${FACES[index]} ${many}`).join(' · '));
  const told = items.flatMap((one) => {
    const item = shipped.get(one.number)?.item;
    return item ? [{ item, one }] : [];
  });
  const named = told.filter(({ one }) => one.respondents > 0).map(({ item, one }) => figuresLine(item, one));
  const unnamed = told.filter(({ one }) => one.respondents === 0).map(({ item }) => item);
  const others = unnamed.length === 0 ? [] : [texts.unnamed({ items: namesOf(unnamed) })];
  const average = Math.round((sum / reports) * 10) / 10;
  return [
    ...[head, texts.legend(), ...named, ...others],
    ...[texts.moods({ moods: faces, average }), ...awardLines(result, shipped)],
  ];
}

function figuresLine(item: Item, { loves, hates, respondents, share, bound }: Figures): Phrase {
  return texts.figures({
    ...{ item: itemName(item), loves, hates, respondents },
    ...{ share: tenths(share), bound: leastTenths(bound) },
  });
}

function awardLines({ award, reports, items }: Result, shipped: ReadonlyMap<number, Shipped>): Phrase[] {
  if (award.type === 'few') return [texts.awardFew({ minimum: award.minimum, reports })];
  if (award.type === 'nobody') return [texts.awardNobody()];
  const say = award.numbers.length > 1 ? texts.awardShared : texts.award;
  return award.numbers.flatMap((number) => {
    const [won, one] = [shipped.get(number), items.find((figures) => figures.number === number)];
    if (!won || !one) return [];
    const { loves, respondents, bound } = one;
    return [say({ item: itemName(won.item), who: won.who ?? '', loves, respondents, bound: leastTenths(bound) })];
  });
}

/** Why a release takes no reports now; after its end with the award. */
export async function refuseNow(db: Db, { title }: Campaign, release: Release, now: number): Promise<Phrase> {
  const { number, reports_from: from, reports_until: until } = release;
  switch (phaseOf(release, now)) {
    case 'before':
      return texts.refuseBefore({ title, number, when: when(from!) });
    case 'over':
      return texts.refuseOver({ title, number, when: when(until!) });
    case 'counted': {
      const result = readResult(release)!;
      const award = awardLines(result, await shippedIn(db, release.id));
      return lines(texts.refuseCounted({ title, number, when: when(until!) }), ...award);
    }
    case 'none':
    case 'open':
      return texts.refuseNoWindow({ title, number });
  }
}
