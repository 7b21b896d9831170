// `release result` and `release history`: what came out of reports, and all weeks of a train.
import type { Db } from '../../src/db/schema.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { groupBy } from '../../src/group.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { localTime } from '../../src/text/zone.ts';
import { readResult, refuseNow, resultLines } from './report-result.ts';
import { phaseOf } from './report-rules.ts';
import { fits, namesOf, pagesOf } from './report-say.ts';
import { countReported, itemsShipped } from './report-store.ts';
import { reportTexts as texts } from './report-text.ts';
import type { Item, Release } from './store.ts';
import { type Train, trainMeant, trainNamed } from './train.ts';

/** Below a page, "more" and how to leave have to be said, UTF-16 units. */
const LONGEST = 260;
/** So many weeks are read for a page. */
const WEEKS = 20;

const result: Command = {
  name: 'release result',
  role: 'member',
  usage: '[slug] [number] [--page n]',
  summary: texts.summaryResult,
  options: ['page'],
  async run(turn, args) {
    const { train, number } = await meantBy(turn, args);
    const release = await findAnnounced(turn.trx, train, number, turn.now);
    const phase = phaseOf(release, turn.now);
    if (phase === 'open') return turn.reply(await soFar(turn.trx, train, release));
    const found = readResult(release);
    if (!found) throw new UserError(await refuseNow(turn.trx, train, release, turn.now));
    const all = await resultLines(turn.trx, train, release, found);
    const pages = pagesOf(all, { zone: train.zone, now: turn.now }, LONGEST);
    const page = readNumeral(String(args.options['page'] ?? 1));
    const shown = page === undefined ? undefined : pages[page - 1];
    if (!shown) throw new UserError(texts.refusePage());
    const next = `release result ${train.slug} ${release.number} --page ${page! + 1}`;
    turn.reply(shown, { choices: page! < pages.length ? [{ label: texts.more(), value: next }] : [] });
  },
};

/** The train, and the number of a release where one stands behind it. Throws a UserError where that does not tell. */
async function meantBy(turn: Turn, { words }: Arguments): Promise<{ train: Train; number: number | undefined }> {
  const { train, words: rest } = await trainMeant(turn, words);
  const [written] = rest;
  if (written === undefined) return { train, number: undefined };
  const number = readNumeral(written.replace(/^[#＃]/, ''));
  // Neither a train nor a number: the one that is nearest is proposed.
  if (number === undefined) return { train: await trainNamed(turn, written), number: undefined };
  return { train, number };
}

/** The release of that number, else the last that has something to tell, else the last. Throws a UserError where there is none. */
async function findAnnounced(db: Db, { id, title }: Train, number: number | undefined, now: number): Promise<Release> {
  const releases = db.selectFrom('release').selectAll().where('campaign_id', '=', id);
  if (number !== undefined) {
    const isNumber = Number.isSafeInteger(number);
    const found = isNumber ? await releases.where('number', '=', number).executeTakeFirst() : undefined;
    if (!found) throw new UserError(texts.refuseNumber({ title, number }));
    if (found.state !== 'announced') throw new UserError(texts.refuseNotAnnounced({ title, number }));
    return found;
  }
  const last = await releases.where('state', '=', 'announced').orderBy('number', 'desc').limit(WEEKS).execute();
  const telling = last.find((release) => ['open', 'over', 'counted'].includes(phaseOf(release, now))) ?? last[0];
  if (!telling) throw new UserError(texts.noResult({ title }));
  return telling;
}

async function soFar(db: Db, { title }: Train, { id, number, reports_until }: Release): Promise<Phrase> {
  const reports = await countReported(db, id);
  return lines(texts.soFar({ title, number, reports }), texts.soFarUntil({ when: when(reports_until!) }));
}

const history: Command = {
  name: 'release history',
  role: 'member',
  usage: '[slug] [--before number]',
  summary: texts.summaryHistory,
  options: ['before'],
  async run(turn, { words: [slug], options: { before } }) {
    const train = await trainNamed(turn, slug);
    const below = before === undefined ? undefined : readNumeral(String(before));
    if (before !== undefined && !Number.isSafeInteger(below)) throw new UserError(texts.refuseBeforeNumber());
    const weeks = await weeksOf(turn.trx, train, below);
    if (weeks.length === 0) throw new UserError(texts.historyNone({ title: train.title }));
    const items = groupBy(
      await itemsShipped(
        turn.trx,
        weeks.map(({ id }) => id),
      ),
      ({ release_id }) => release_id!,
    );
    const entries = weeks.map((week) => entryOf(train, week, items.get(week.id) ?? []));
    const head = texts.historyHead({ title: train.title });
    const shown = fitting(head, entries, train.zone, turn.now);
    const rest = shown < weeks.length || weeks.length === WEEKS;
    const value = `release history ${train.slug} --before ${weeks[shown - 1]!.number}`;
    turn.reply(lines(head, ...entries.slice(0, shown)), { choices: rest ? [{ label: texts.more(), value }] : [] });
  },
};

function weeksOf(db: Db, { id }: Train, below: number | undefined): Promise<Release[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('campaign_id', '=', id)
    .where('state', 'in', ['announced', 'skipped', 'missed'])
    .$if(below !== undefined, (some) => some.where('number', '<', below!))
    .orderBy('number', 'desc')
    .limit(WEEKS)
    .execute();
}

/** How many of the entries fit below the head: one at least. */
function fitting(head: Phrase, entries: readonly Phrase[], zone: string, now: number): number {
  let many = 1;
  while (many < entries.length && fits(lines(head, ...entries.slice(0, many + 1)), { zone, now }, LONGEST)) many += 1;
  return many;
}

function entryOf({ zone }: Train, week: Release, items: readonly Item[]): Phrase {
  const { year, month, day } = localTime(week.slot_at, zone);
  const two = (part: number) => String(part).padStart(2, '0');
  const told = { number: week.number, date: `${year}-${two(month)}-${two(day)}` };
  if (week.state === 'skipped') return texts.skipped(told);
  if (week.state === 'missed') return texts.missed(told);
  const named = items.length === 0 ? texts.shippedNothing() : namesOf(items, 3, 24);
  return lines(texts.shipped({ ...told, items: named }), wonIn(week, items));
}

function wonIn(week: Release, items: readonly Item[]): Phrase | undefined {
  const { award, reports } = readResult(week) ?? {};
  if (award === undefined || reports === undefined) return undefined;
  if (award.type === 'few') return texts.wonFew({ reports, minimum: award.minimum });
  if (award.type === 'nobody') return texts.wonNobody();
  return texts.wonBy({
    items: namesOf(
      items.filter(({ number }) => award.numbers.includes(number)),
      3,
      30,
    ),
  });
}

export const reportCommands: readonly Command[] = [result, history];
