// A long text in pieces that Slack takes, never cut inside a link, a date, an escaped character or a surrogate pair. Pure.

const CUT = '…';
/** The beginning of an escaped character whose end is missing. */
const HALF_ENTITY = /&[a-z]{0,4}$/;
/** The beginning of a token whose end is missing. Everything else that looks like it is escaped. */
const HALF_TOKEN = /<[^<>]*$/;

/** A text that was shortened before without regard to Slack's tokens: half a one at its end is left out. */
export function mended(text: string): string {
  return HALF_TOKEN.test(text) ? text.replace(HALF_TOKEN, CUT) : text;
}

/** At most `most` pieces of at most `longest` UTF-16 units: whole lines where they fit. Blank pieces are left out; a cut end shows `…`. */
export function pieces(text: string, longest: number, most: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest !== '' && found.length < most) {
    const end = rest.length <= longest ? rest.length : lineEnd(rest, longest);
    const piece = rest.slice(0, end);
    rest = rest.slice(end).replace(/^\n/, '');
    if (piece.trim() !== '') found.push(piece);
  }
  if (rest.trim() !== '' && found.length > 0) found.push(cut(`${found.pop()}\n${rest}`, longest));
  return found;
}

/** The text with `…` at its end where it is longer than `longest` UTF-16 units. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, safeEnd(text, longest - CUT.length))}${CUT}`;
}

function lineEnd(text: string, longest: number): number {
  const line = text.lastIndexOf('\n', longest);
  if (line > 0) return line;
  const space = text.lastIndexOf(' ', longest);
  return safeEnd(text, space > longest / 2 ? space : longest);
}

/** The last place up to `end` where nothing is cut in two. */
function safeEnd(text: string, end: number): number {
  const before = text.slice(0, end).replace(HALF_ENTITY, '').replace(HALF_TOKEN, '');
  const whole = /[\ud800-\udbff]$/.test(before) ? before.slice(0, -1) : before;
  return whole === '' ? end : whole.length;
}
