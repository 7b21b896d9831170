// `preorder import`: staff paste a list, from a group or a table.
import { holdCampaigns, roomsOf } from '../../src/campaigns/store.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { holdQuota } from '../../src/quota/lanes.ts';
import { clean, fold } from '../../src/text/normalise.ts';
import { join, quote, lines as sayLines } from '../../src/text/phrase.ts';
import { preorderBySlug } from './find.ts';
import { type JielongLine, readJielong } from './jielong.ts';
import { readEntry } from './jielong-line.ts';
import { listTexts as texts } from './list-text.ts';
import { isCut, whole } from './listed.ts';
import { refusal } from './listed-say.ts';
import type { ListPlace } from './listed-store.ts';
import { takeLists } from './listed-take.ts';
import { type Preorder, read, takesSignUps } from './preorder.ts';
import { refuseSignUp } from './say.ts';

const MOST_LINES = 500;
const MOST_REFUSALS = 10;
const MOST_UNREAD = 20;

export const importCommand: Command = {
  name: 'preorder import',
  role: 'staff',
  usage: '<slug> ⏎ name units ⏎ name units',
  summary: texts.summaryImport,
  pasted: true,
  run: importList,
};

async function importList(turn: Turn, { words: [slug], rest }: Arguments): Promise<void> {
  const { id, slug: known } = await preorderBySlug(turn, slug);
  const preorder = read((await holdCampaigns(turn.trx, [id])).get(id)!);
  const end = rest.indexOf('\n');
  // `rest` begins with the slug, or with the list where none was written.
  const body = slug === undefined ? rest : end === -1 ? '' : rest.slice(end + 1);
  const { list, lineOf, unread } = readPasted(isCut(turn.message.text) ? whole(body) : body);
  if (list.length === 0) throw new UserError(texts.importUsage({ slug: known }));
  const quota = await holdQuota(turn.trx, id);
  if (!quota || !takesSignUps(preorder)) throw new UserError(refuseSignUp(preorder));
  const place = await placeFor(turn, preorder);
  const outcomes = await takeLists(turn, preorder, quota, place, [{ lines: list, by: turn.person }]);
  const count = (type: string) => outcomes.filter((outcome) => outcome.type === type).length;
  const refused = outcomes.flatMap((outcome) => (outcome.type === 'refused' ? [outcome] : []));
  turn.reply(
    sayLines(
      texts.imported({
        title: preorder.title,
        ...{ added: count('added'), changed: count('changed'), unchanged: count('unchanged'), refused: refused.length },
      }),
      ...refused
        .slice(0, MOST_REFUSALS)
        .map((one) => texts.importRefused({ line: lineOf(one.line.key), what: refusal(preorder, one) })),
      refused.length > MOST_REFUSALS && texts.more({ count: refused.length - MOST_REFUSALS }),
      unread.length > 0 && texts.importUnread({ count: unread.length, lines: join(', ', unreadShown(unread)) }),
      isCut(turn.message.text) && texts.cutList({ line: whole(body).split('\n').length }),
    ),
  );
}

function unreadShown(unread: readonly number[]) {
  const more = unread.length > MOST_UNREAD && texts.more({ count: unread.length - MOST_UNREAD });
  return [...unread.slice(0, MOST_UNREAD).map((line) => quote(String(line))), more];
}

interface Pasted {
  list: JielongLine[];
  /** In which line a name stands last, 1 for the first below the command. */
  lineOf(key: string): number;
  unread: number[];
}

/** A numbered list as groups paste it; else each line is a name, with how many. Throws a UserError where there are too many lines. */
export function readPasted(body: string): Pasted {
  const rows = body.split('\n').map((row) => clean(row).replace(/\s+/g, ' ').trim());
  if (rows.filter((row) => row !== '').length > MOST_LINES) throw new UserError(texts.importMany({ most: MOST_LINES }));
  const numbered = readJielong(body);
  const places = new Map<string, number>();
  const found = new Map<string, JielongLine>();
  const unread: number[] = [];
  for (const [place, row] of rows.entries()) {
    const line = row === '' ? undefined : numbered ? readJielong(`接龙\n${row}`)?.[0] : readPlain(row);
    if (!line) {
      if (row !== '' && !numbered) unread.push(place + 1);
      continue;
    }
    places.set(fold(line.name), place + 1);
    if (!numbered) found.set(fold(line.name), line);
  }
  return { list: numbered ?? [...found.values()], lineOf: (key) => places.get(key) ?? 0, unread };
}

/** '张三 2', '张三,2', '12 张三 2', a row of a table. */
function readPlain(row: string): JielongLine | undefined {
  return (
    readJielong(`接龙\n${row}`)?.[0] ?? readEntry(row.replace(/^\d{1,4} (?=\D)/, '').replace(/[,，;；]\s?(?=\d)/g, ' '))
  );
}

/** The list belongs to the room it is for, so that it names nobody twice: the one it is said in, or the only one there is. */
async function placeFor(turn: Turn, { id }: Preorder): Promise<ListPlace> {
  const { platform, room } = turn.message;
  if (room !== undefined) return { platform, room };
  const rooms = (await roomsOf(turn.trx, id)).filter((one) => one.room !== undefined);
  const [only] = rooms;
  return only && rooms.length === 1 ? { platform: only.platform, room: only.room! } : { platform, room: '' };
}
