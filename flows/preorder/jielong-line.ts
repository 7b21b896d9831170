// What stands behind the number in a line of a 接龙 list: a name, how many, a remark. The patterns are linear: none begins within a run.
import { readNumeral } from '../../src/text/numerals.ts';

export interface JielongLine {
  /** At most 40 characters. */
  name: string;
  /** 1 to 999. */
  units: number;
  /** At most 200 characters; empty where there is none. */
  remark: string;
}

export const LONGEST_NAME = 40;
const LONGEST_REMARK = 200;
const MOST_UNITS = 999;

const DIGITS = String.raw`[\d０-９]+(?:[.．][\d０-９]+)?`;
const HAN = '(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])';
const MINUS = '[-－−]';
const WANT = '[要订訂买買拼报]?';
/** Anything may follow these (2份要辣), but those are also how other words begin (2单元). */
const MEASURE = '[份個个件盒箱袋瓶套斤罐]';
const OTHER_MEASURE =
  '(?:[张張单單位人名台部本包组支双只桶条票]|(?:[Pp][Cc][Ss]?|[Pp]ieces?|[Ss]ets?|[Uu]nits?|box(?:es)?|bottles?|packs?|tickets?)|[xX×])';
const END = String.raw`(?=$|[\s,，。;；、!！~～()（）\]】]|[.．](?![\d０-９]))`;
const MEASURED = String.raw`\s?(?:${MEASURE}|${OTHER_MEASURE}${END})`;
const MARK = String.raw`(?:[×✕✖*＊+＋➕]\ufe0f?\s?|(?<![A-Za-z])[xX])`;

const UNITS = new RegExp(
  [
    // +3, ×两, x2 pcs
    `${MARK}(${DIGITS}|${HAN})(?:${MEASURED}|${END})`,
    // -1份, which is no number of units
    String.raw`(?<=\s)(${MINUS}${DIGITS})${MEASURED}`,
    // 2份, 要2份, 2 pcs
    String.raw`${WANT}(?<![\d０-９.．])(${DIGITS})${MEASURED}`,
    // 两份 standing alone; 李四两份, where at least two characters are left for the name
    String.raw`(?<=\s)${WANT}(${HAN})${MEASURED}`,
    String.raw`(?<=\S\S)(${HAN})${MEASURE}${END}`,
  ].join('|'),
  'g',
);
/** 张三 2, Tom (2). A telephone number is none, but ends the name as well. */
const BARE_UNITS = new RegExp(String.raw`(?<=[\s(（])(${MINUS}?${DIGITS})${END}`, 'g');
const COMMA = /[,，;；]/;

/** Undefined where there is no name. `text` is clean, with single spaces. */
export function readEntry(text: string): JielongLine | undefined {
  const told = [...text.matchAll(UNITS), ...text.matchAll(BARE_UNITS)];
  const units = told.find((match) => unitsOf(match) !== undefined);
  const from = Math.min(units?.index ?? text.length, nameEnd(text));
  const to = units ? units.index + units[0].length : from;
  const remark = tidyRemark(`${tidyRemark(text.slice(from, units?.index ?? from))} ${tidyRemark(text.slice(to))}`);
  const name = readName(text);
  const entry = { name, units: units ? unitsOf(units)! : 1, remark };
  if (isName(name)) return entry;
  // 2份 张三
  const behind = readName(remark);
  return name === '' && isName(behind) ? { ...entry, name: behind, remark: '' } : undefined;
}

function unitsOf(match: RegExpExecArray): number | undefined {
  const [, ...groups] = match;
  const units = readNumeral(groups.find((group) => group !== undefined)!);
  return units !== undefined && Number.isInteger(units) && units >= 1 && units <= MOST_UNITS ? units : undefined;
}

function nameEnd(text: string): number {
  const ends = [UNITS, BARE_UNITS, COMMA].map((pattern) => text.search(pattern));
  return Math.min(text.length, ...ends.filter((end) => end >= 0));
}

/** Again until nothing changes: what was cut may end in what looks like units. So a name is read as the same name wherever it stands. */
function readName(text: string): string {
  const name = tidyName(cut(tidyName(text.slice(0, nameEnd(text))), LONGEST_NAME));
  return name === text ? name : readName(name);
}

const NAME_HEAD = /^[\s.．。、,，:：;；)）】\]\u200d]+/;
const NAME_TAIL =
  /(?<![\s,，;；:：、\-–—=+＋*＊×✕✖➕/|(（【[\u200d]\ufe0f?)(?:[\s,，;；:：、\-–—=+＋*＊×✕✖➕/|(（【[\u200d]\ufe0f?)+$/;

function tidyName(text: string): string {
  return text.replace(NAME_HEAD, '').replace(NAME_TAIL, '').replace(/ x$/, '');
}

function tidyRemark(text: string): string {
  const tidy = text.replace(/^(?:[\s.．。、,，:：;；)）】\]]|\u200d|\ufe0f)+/, '');
  return cut(tidy, LONGEST_REMARK).replace(/(?<![\s\u200d])[\s\u200d]+$/, '');
}

function isName(text: string): boolean {
  return /[\p{L}\p{So}]|\d{3}/u.test(text);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : Array.from(text).slice(0, longest).join('');
}
