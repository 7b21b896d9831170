// "@Canyu 抢答" is a text like any other: WeChat's own client puts U+2005 behind the name, people who type it put anything. Pure.

/** Behind a name that was mentioned: the end, a space of any kind, or a sign. */
const BOUNDARY = /^(?:$|[^\p{L}\p{M}\p{N}_])/u;
const HAN = /^\p{Script=Han}/u;
/** In front: not the middle of an address of mail. */
const JOINED = /[a-z0-9._-]$/i;
/** A mention as WeChat's own client writes it. */
const MARKED = /[@＠][^@＠\u2005\n]{1,60}\u2005/;

export interface Mentioned {
  mentioned: boolean;
  /** Without the mentions of these names. */
  text: string;
}

/** Finds and removes mentions of any of the names, whatever their case, anywhere in the text. `told`: the gateway says that we were mentioned. */
export function readMention(text: string, names: readonly string[], told: boolean): Mentioned {
  const known = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/[@＠]/g)) {
    if (index < from || JOINED.test(text.slice(Math.max(index - 1, 0), index))) continue;
    const end = endOfName(text, index + 1, known);
    if (end === undefined) continue;
    parts.push(text.slice(from, index));
    from = end;
  }
  if (from > 0) return { mentioned: true, text: joined([...parts, text.slice(from)]) };
  // It was said under a name that we do not know: an old one, or one that the room gave us.
  if (told) return { mentioned: true, text: joined(text.split(MARKED)) };
  return { mentioned: false, text };
}

/** Where the mention of one of the names ends, with the space or colon behind it. */
function endOfName(text: string, start: number, names: readonly string[]): number | undefined {
  for (const name of names) {
    const end = start + name.length;
    if (text.slice(start, end).toLowerCase() !== name.toLowerCase()) continue;
    const rest = text.slice(end, end + 2);
    if (!BOUNDARY.test(rest) && !(/[a-z0-9]$/i.test(name) && HAN.test(rest))) continue;
    return end + (/^[\s:：,，]/.test(rest) ? 1 : 0);
  }
  return undefined;
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
