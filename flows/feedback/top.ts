// `feedback top`: what is on people's minds, and what most of them want, a page at a time; with --why, how each came to its place.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { duration } from '../../src/text/when.ts';
import { boardMeant } from './board.ts';
import { readLength } from './definition.ts';
import { type Ranking, rankingOf, severityWorth, worth } from './ranking.ts';
import { itemLine } from './say.ts';
import { type Item, itemOf } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

const DAY = 86_400_000;
const PAGE = 10;
const LAST_PAGE = 100;

export interface Wanted {
  area?: string;
  /** ms */
  since?: number;
  allTime: boolean;
  page: number;
}

/** A page of the open items everybody sees, the hottest or the most backed first, and whether there are more. */
export async function topOf(db: Db, boardId: string, wanted: Wanted): Promise<{ items: Item[]; more: boolean }> {
  const rows = await db
    .selectFrom('feedback_item')
    .selectAll()
    .where('campaign_id', '=', boardId)
    .where(sql<boolean>`state in ('received', 'review', 'planned', 'work') and held is null and hidden_at is null`)
    .$if(wanted.area !== undefined, (query) => query.where('area', '=', wanted.area!))
    .$if(wanted.since !== undefined, (query) => query.where('created_at', '>=', wanted.since!))
    .$if(wanted.allTime, (query) => query.orderBy('backers', 'desc'))
    .$if(!wanted.allTime, (query) => query.orderBy('heat', 'desc'))
    .orderBy('number', 'desc')
    .limit(PAGE + 1)
    .offset((wanted.page - 1) * PAGE)
    .execute();
  return { items: rows.slice(0, PAGE).map(itemOf), more: rows.length > PAGE };
}

export const topCommand: Command = {
  name: 'feedback top',
  role: 'member',
  usage: '[board] [--area name] [--since 7d] [--all-time] [--why] [--page n]',
  summary: texts.summaryTop,
  options: ['area', 'since', 'all-time', 'why', 'page'],
  async run(turn, args) {
    const board = await boardMeant(turn, args.words[0]);
    const wanted = readWanted(turn, args);
    const { items, more } = await topOf(turn.trx, board.id, wanted);
    if (items.length === 0) return turn.reply(texts.topNone({ title: board.title }));
    const why = args.options['why'] !== undefined;
    const ranking = rankingOf(board);
    const shown = items.flatMap((item): Phrase[] =>
      why ? [itemLine(item), whyLine(ranking, item, turn.now)] : [itemLine(item)],
    );
    const head = (wanted.allTime ? texts.topAllTime : texts.topNow)({ title: board.title, page: wanted.page });
    const next = [{ label: texts.moreButton(), value: nextPage(board.slug, args, wanted.page + 1) }];
    turn.reply(lines(head, ...shown, why && formula(ranking)), { choices: more ? next : [] });
  },
};

function readWanted({ now }: Turn, { options }: Arguments): Wanted {
  const { area, since, page = '1' } = options;
  const length = typeof since === 'string' ? readLength(since) : undefined;
  if (since !== undefined && length === undefined) throw new UserError(texts.refuseSince());
  const number = Number(page);
  if (!Number.isInteger(number) || number < 1 || number > LAST_PAGE)
    throw new UserError(texts.refusePage({ last: LAST_PAGE }));
  return {
    ...(typeof area === 'string' && { area: fold(area) }),
    ...(length !== undefined && { since: now - length }),
    allTime: options['all-time'] !== undefined,
    page: number,
  };
}

function nextPage(slug: string, { options }: Arguments, page: number): string {
  const kept = Object.entries({ ...options, page: String(page) }).map(([name, value]) =>
    String(value) === 'true' ? `--${name}` : `--${name} "${value}"`,
  );
  return `feedback top ${slug} ${kept.join(' ')}`;
}

/** All that makes an item's heat: its backers and what they are worth by now, its severity, and both together. */
function whyLine(ranking: Ranking, item: Item, now: number): Phrase {
  const [all, severity] = [worth(ranking, item.heat, now), severityWorth(ranking, item, now)];
  const days = Math.floor((now - item.createdAt) / DAY);
  const told = { backers: item.backers, days, value: tenths(all) };
  if (!weighs(ranking)) return texts.why(told);
  return texts.whySeverity({
    ...told,
    recent: tenths(all - severity),
    severity: item.severity,
    part: tenths(severity),
  });
}

const tenths = (value: number) => Math.round(value * 10) / 10;

const weighs = ({ severity }: Ranking) => severity.some((weight) => weight > 0);

function formula(ranking: Ranking): Phrase {
  const [one = 0, two = 0, three = 0, four = 0] = ranking.severity;
  return texts.formula({
    halfLife: duration(ranking.halfLife),
    severity: weighs(ranking) ? texts.severityCounts({ one, two, three, four }) : texts.severityNothing(),
  });
}
