// Reads a number however it is typed: 12, １２, ⑫, 十二, 一百零五, 二〇二五, 1,000, 3万, 三点一四.

const DIGITS = new Map(
  ['零〇', '一壹弌', '二两贰貳兩', '三叁參叄', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap(
    (signs, value) => Array.from(signs, (sign) => [sign, String(value)] as const),
  ),
);
const OTHER_SIGNS: Readonly<Record<string, string>> = {
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万',
  億: '亿',
  點: '点',
  負: '负',
  廿: '2十',
  卅: '3十',
  卌: '4十',
};
/** Every sign that a Chinese number may be made of: digits, units, and the formal ones of cheques. */
export const CHINESE_NUMERALS = `${[...DIGITS.keys()].join('')}十百千万亿拾佰仟萬億廿卅卌`;
const SIGN = new RegExp(`[${CHINESE_NUMERALS}點負]`, 'g');

const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;
const GROUPED_NUMBER = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const NUMBER_WITH_UNIT = /^(-?\d+(?:\.\d+)?)(百|千|万|亿|万亿)$/;
const POWERS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 亿: 8, 万亿: 12 };
/** Below ten thousand. 十 alone is ten; a 零 stands where places were left out. */
const SECTION = /^(?:(\d)千)?(?:(0)?(\d)百)?(?:(0)?(\d)?(十))?(?:(0)?(\d))?$/;
const LONGEST_NUMERAL = 40;

/**
 * The number that the whole text is, or undefined where it is none. A closing full stop is allowed ("3."), and so is the spoken short
 * form (一百五 is 150). Exact: a whole number beyond 2^53, or a fraction of more than 15 digits, is undefined rather than rounded.
 */
export function readNumeral(text: string): number | undefined {
  if (text.length > LONGEST_NUMERAL) return undefined;
  const folded = text
    .normalize('NFKC')
    .trim()
    .replace(/^[-\u2010-\u2015\u2212负負]\s?(?=[^-])/, '-')
    .replace(/(?<=.)[.。]$/, '');
  const value = readArabic(folded) ?? readChinese(folded);
  return value === undefined || exact(folded, value) ? value : undefined;
}

function readArabic(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return positive(Number(text));
  if (GROUPED_NUMBER.test(text)) return positive(Number(text.replaceAll(',', '')));
  const [, digits, unit] = NUMBER_WITH_UNIT.exec(text) ?? [];
  return digits === undefined ? undefined : positive(Number(`${digits}e${POWERS[unit!]}`));
}

function readChinese(text: string): number | undefined {
  const negative = text.startsWith('-');
  const signs = (negative ? text.slice(1) : text).replace(
    SIGN,
    (sign) => DIGITS.get(sign) ?? OTHER_SIGNS[sign] ?? sign,
  );
  if (/\d/.test(text) || !/^[\d十百千万亿点]+$/.test(signs)) return undefined;
  const [whole, fraction, ...more] = signs.split('点');
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const value = readWhole(whole!);
  if (value === undefined) return undefined;
  const full = fraction === undefined ? value : Number(`${value}.${fraction}`);
  return positive(negative ? -full : full);
}

function readWhole(signs: string): number | undefined {
  if (signs === '') return undefined;
  if (/^\d+$/.test(signs)) return Number(signs);
  const parts: [string, number][] = [
    ['亿', 1e8],
    ['万', 1e4],
  ];
  for (const [sign, size] of parts) {
    const at = signs.indexOf(sign);
    if (at < 0) continue;
    const high = readWhole(signs.slice(0, at));
    const low = readRest(signs.slice(at + 1), size);
    return high === undefined || high === 0 || low === undefined ? undefined : high * size + low;
  }
  return readSection(signs);
}

/** What stands behind 万 or 亿: nothing, one digit in short (一万五), or a smaller number, with a 零 in front or not. */
function readRest(signs: string, size: number): number | undefined {
  if (signs === '') return 0;
  if (/^[1-9]$/.test(signs)) return Number(signs) * (size / 10);
  const bare = signs.replace(/^0/, '');
  const value = /^\d\d+$/.test(bare) ? undefined : readWhole(bare);
  return value !== undefined && value < size ? value : undefined;
}

function readSection(signs: string): number | undefined {
  const match = SECTION.exec(signs);
  if (!match) return undefined;
  const [, thousands, , hundreds, , tens, ten, gap, ones] = match;
  if ([thousands, hundreds, tens, ones].includes('0')) return undefined;
  const unit = ten ? 10 : hundreds ? 100 : thousands ? 1000 : 1;
  const last = Number(ones ?? 0) * (unit > 10 && gap === undefined ? unit / 10 : 1);
  return Number(thousands ?? 0) * 1000 + Number(hundreds ?? 0) * 100 + (ten ? Number(tens ?? 1) * 10 : 0) + last;
}

/** There is one zero. */
function positive(value: number): number {
  return value === 0 ? 0 : value;
}

function exact(text: string, value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return text.replace(/\D/g, '').length <= 15;
}
