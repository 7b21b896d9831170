import type { SafeText } from '../chat/escape.ts';

const CUT = '…';
/** The beginning of an entity (&amp;) that the cut took the end of. */
const HALF_ENTITY = /&[a-z0-9#]{0,5}$/;

/** A text no longer than a platform takes (UTF-16 units): whole lines, and a mark that there was more. What is escaped stays so. */
export function shorten(text: SafeText, longest: number): SafeText {
  if (text.length <= longest) return text;
  const room = longest - CUT.length - 1;
  const end = text.lastIndexOf('\n', room);
  if (end > room / 2) return `${text.slice(0, end)}\n${CUT}` as SafeText;
  // One long line: cut between characters.
  return `${text
    .slice(0, room)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(HALF_ENTITY, '')}${CUT}` as SafeText;
}
