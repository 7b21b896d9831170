// What a message goes through before any pattern touches it, and the form in which words are compared.
// Every pattern here is linear, and everything is capped first: no message costs more than a few milliseconds.

/** No text that came from outside is longer than this (UTF-16 units): what follows is dropped before anything looks at it. */
export const LONGEST_TEXT = 4000;

/**
 * What nobody can see: controls but line feed and tab, byte order marks, bidi marks, zero-width and tag characters, noncharacters.
 * Variation selectors 15 and 16 (emoji or text style) and the joiner are left to the next pattern.
 */
const UNSEEN =
  /(?!\n|\t|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;

/** A joiner that does not hold two emoji together (👩‍👧 keeps its own). */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** A letter keeps this many marks. Thousands on one letter ("zalgo") would also make NFKC quadratic: 17 ms for 4,000. */
const EXCESS_MARKS = /(\p{M}{4})\p{M}+/gu;

const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const SEPARATE_LINES = /[\r\v\f\u0085\u2028\u2029]/;
const PLAIN = /^[\n\t\x20-\x7e]*$/;
/** Chinese as it is mostly typed, with its punctuation: nothing in it that `clean` would touch. */
const PLAIN_OR_HAN = /^[\n\t\x20-\x7e\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e]*$/;

/**
 * A message as the rest of the program may see it: at most `LONGEST_TEXT` units (cut between characters), well formed (a lone
 * surrogate becomes U+FFFD), line breaks as \n, nothing unseen in it, at most four marks on a letter. What a person can see stays.
 */
export function clean(text: string): string {
  const capped = cap(text);
  if (PLAIN_OR_HAN.test(capped)) return capped;
  const lined = SEPARATE_LINES.test(capped) ? capped.replace(LINE_BREAK, '\n') : capped;
  return lined.toWellFormed().replace(UNSEEN, '').replace(STRAY_JOINER, '').replace(EXCESS_MARKS, '$1');
}

/**
 * The form in which two words are compared: NFKC (full-width, circled), case folded, runs of whitespace as one space, trimmed,
 * without joiners and emoji styles. Not for showing. Folding what is folded changes nothing.
 */
export function fold(text: string): string {
  const capped = cap(text);
  if (PLAIN.test(capped)) return squeeze(capped.toLowerCase());
  const seen = capped
    .toWellFormed()
    .replace(/\u200d|\ufe0e|\ufe0f/g, '')
    .replace(EXCESS_MARKS, '$1');
  // One character may have become eighteen (U+FDFA). Lower, upper, lower makes both ẞ and ß ss; the second NFKC puts together what casing took apart.
  const folded = cap(seen.normalize('NFKC')).toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
  return cap(squeeze(folded));
}

function squeeze(text: string): string {
  return /\s/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** The first `LONGEST_TEXT` units, one fewer where that would split a character. */
function cap(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const last = text.charCodeAt(LONGEST_TEXT - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? LONGEST_TEXT - 1 : LONGEST_TEXT);
}
