// 接龙 lists, as people paste them in group chats: read as sign-ups, and given back clean.
import { clean, fold } from '../../src/text/normalise.ts';
import { type JielongLine, LONGEST_NAME, readEntry } from './jielong-line.ts';

export type { JielongLine } from './jielong-line.ts';

const MOST_LINES = 500;
const HEAD = /接[龙龍]|jielong/i;
const PRICE = /[¥￥$€£] ?\d|\d ?(?:元|块|圆|rmb|yuan|usd|eur)/i;

/**
 * The people on the list, in its order; undefined where the text is none: a list needs a title with 接龙 above it, or two numbered lines, not
 * mostly prices or sentences. Of a name that comes again (as `fold` compares) the last line counts, in the place of the first. Of several
 * lists one below another, each under its own 接龙 and from 1 on, the last is read. Lines without a number are notes. At most 500 names.
 */
export function readJielong(text: string): JielongLine[] | undefined {
  const all = readItems(text);
  const first = all.findLastIndex(({ isFirst }) => isFirst);
  const items = all.slice(Math.max(first, 0));
  const lines = new Map<string, JielongLine>();
  let named = 0;
  let doubtful = 0;
  for (const { rest } of items) {
    const line = readEntry(rest);
    if (!line) continue;
    named += 1;
    doubtful += line.name.length >= LONGEST_NAME || PRICE.test(rest) ? 1 : 0;
    const key = fold(line.name);
    if (lines.size < MOST_LINES || lines.has(key)) lines.set(key, line);
  }
  const isList = first >= 0 ? named > 0 : named > 1 && doubtful * 2 < named;
  return isList ? [...lines.values()] : undefined;
}

interface Item {
  number: number;
  /** What stands behind the number. */
  rest: string;
  /** The first under a title with 接龙. */
  isFirst: boolean;
}

const LINE_BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

function readItems(text: string): Item[] {
  const items: Item[] = [];
  let isUnderHead = false;
  for (const raw of text.split(LINE_BREAK)) {
    const line = clean(raw).replace(/\s+/g, ' ').trim();
    const item = readNumber(line, items.at(-1)?.number ?? 0);
    if (item) items.push({ ...item, isFirst: isUnderHead && (items.length === 0 || item.number === 1) });
    isUnderHead = !item && (isUnderHead || HEAD.test(line));
  }
  return items;
}

/** Quotes, bullets, ticks. */
const LEAD = String.raw`(?:[\s>*•·]|\p{Extended_Pictographic}\ufe0f?){0,8}`;
/** ⑥ ⑹ ⒍ ❻ 🔟, 6️⃣ */
const SIGN = String.raw`[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf🔟]|(?:\d\ufe0f?\u20e3){1,3}`;
const NUMBERED = new RegExp(
  String.raw`^${LEAD}[(（【[]?\s?(?:(${SIGN})|([\d０-９]{1,4})(?![\d０-９]))(\s?(?:[.．。、,，:：;；)）】\]]{1,3}|[-–—])?\s?)(.*)$`,
  'u',
);
/** 50 元, 12月5日, 2 kg: an amount or a date, when nothing stands between. */
const AMOUNT = /^(?:[年月日号號点點时時元块份個个斤件位人%％]|(?:kg|g|ml|l|pcs?|am|pm)(?![a-z]))/i;
/** A number with no sign behind it is one of the list only so far ahead of the last. */
const WIDEST_GAP = 20;

/** `last`: the number of the line before, 0 where there is none. A sign without a value (❻) is the next. */
function readNumber(line: string, last: number): Omit<Item, 'isFirst'> | undefined {
  const [, sign, digits, separator, rest] = NUMBERED.exec(line) ?? [];
  if (separator === undefined || rest === undefined) return undefined;
  const value = (sign ?? digits!).normalize('NFKC').replace(/\D/g, '');
  const number = value === '' ? last + 1 : Number(value);
  if (sign !== undefined) return { number, rest };
  // 18:00, 1,000
  if (/[,，:：]$/.test(separator) && /^[\d０-９]/.test(rest)) return undefined;
  const isSure = /[.．。、,，:：;；)）】\]]/.test(separator) && !(/[.．]$/.test(separator) && /^[\d０-９]/.test(rest));
  if (isSure) return { number, rest };
  const isNext = last === 0 ? number === 1 : number <= last + WIDEST_GAP;
  const isBare = separator.trim() === '';
  if (!isNext || (isBare && AMOUNT.test(rest)) || (separator === '' && !/^\p{L}/u.test(rest))) return undefined;
  return { number, rest };
}

/**
 * The list, clean, to be pasted again: '#接龙 周五团购', '1. 张三', '2. 李四 2份', '3. 王五 1份 要蓝色'. Reading it gives the same lines, for all
 * that `readJielong` gave: at least one line, no name twice, no name that holds a comma or looks as if units followed ("Tom x2").
 */
export function writeJielong(title: string, lines: readonly JielongLine[]): string {
  const head = clean(title)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^#?\s?接龙\s?/, '');
  return [`#接龙 ${head}`.trim(), ...lines.map((line, index) => `${index + 1}. ${writeEntry(line)}`)].join('\n');
}

function writeEntry({ name, units, remark }: JielongLine): string {
  return [name, ...(units > 1 || remark ? [`${units}份`] : []), ...(remark ? [remark] : [])].join(' ');
}
