// A delivery as WeChat shows it: text, with the choices as lines to type the number of. Pure.
import type { Choice, Delivery } from '../../src/chat/message.ts';

export interface Outgoing {
  /** A person or a room. */
  to: string;
  text: string;
}

/** Longest text of a message, UTF-16 units; WeChat takes about 2,000 Chinese characters. */
export const LONGEST_TEXT = 2000;
/** What comes of our own accord to one person stays this short: rule 9 of the conventions in PRODUCT.md. */
const LONGEST_PROACTIVE = 300;

const CUT = '…';

export function outbound({ address, kind, text, choices }: Delivery): Outgoing {
  const alone = address.room === undefined;
  const lines = text.split('\n');
  const menu = menuOf(lines, choices, alone);
  const kept = new Set(choices.map(({ label }) => label as string));
  const longest = kind === 'campaign' && alone ? LONGEST_PROACTIVE : LONGEST_TEXT;
  const room = longest - menu.reduce((sum, line) => sum + line.length + 1, 0);
  return {
    to: (alone ? address.account : address.room) ?? '',
    text: [...wholeLines(lines, kept, room), ...menu].join('\n'),
  };
}

/** What the text lists already is not listed once more. In a room a number means nothing but an answer, and nobody leaves by 0. */
function menuOf(lines: readonly string[], choices: readonly Choice[], alone: boolean): string[] {
  if (choices.length === 0) return [];
  const labels = choices.map(({ label }) => label.replaceAll('\n', ' '));
  const listed = choices.every(({ label }) => lines.includes(label));
  const signs = labels.map((label, index) => (alone ? `${index + 1} ${label}` : `· ${label}`));
  const leaving = alone && !labels.some((label) => /^\s*[0０]\b/.test(label)) ? [leaveLine([...lines, ...labels])] : [];
  return [...(listed ? [] : signs), ...leaving];
}

/** In the language of what stands above it. */
function leaveLine(above: readonly string[]): string {
  return above.some((line) => /\p{Script=Han}/u.test(line)) ? '0 退出' : '0 leave';
}

/** Whole lines only: the first ones, those that must stay (options), and the last, which says how to stop. What must stay may be longer than `room`. */
function wholeLines(lines: readonly string[], kept: ReadonlySet<string>, room: number): readonly string[] {
  const length = lines.reduce((sum, line) => sum + line.length + 1, -1);
  if (length <= room) return lines;
  const last = lines.length - 1;
  const needed = lines.map((line, index) => kept.has(line) || (index === last && last > 0 && line.length <= room / 2));
  let left = room - CUT.length - lines.reduce((sum, line, index) => sum + (needed[index] ? line.length + 1 : 0), 0);
  const result: string[] = [];
  let cut = false;
  for (const [index, line] of lines.entries()) {
    if (needed[index]) {
      result.push(line);
      continue;
    }
    left -= line.length + 1;
    if (!cut && left >= 0) result.push(line);
    else if (!cut) {
      result.push(result.length === 0 ? shortened(line, left + line.length + 1) : CUT);
      cut = true;
    }
  }
  return result;
}

/** A first line that is too long on its own is cut between characters. */
function shortened(line: string, room: number): string {
  const part = line.slice(0, Math.max(room - CUT.length, 0)).replace(/[\ud800-\udbff]$/, '');
  return `${part}${CUT}`;
}
