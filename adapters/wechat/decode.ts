// The text of a message as its writer saw it. Web gateways hand over the page of WeChat's web client: pictures for emoji, <br/>, entities.

/** More than any text and any card of WeChat; what follows is dropped before a pattern sees it. */
export const LONGEST_RAW = 16_000;

const TAG = /<(?:img|span) [^<>]{1,600}>(?:<\/span>)?/gi;
const BREAK = /<br ?\/?>/gi;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/gi;

const named: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
};

/** Emoji pictures become `[流泪]` or the emoji itself, `<br/>` a line feed, entities their characters, once. Other tags stay: somebody typed them. */
export function decodeText(raw: string): string {
  return decodeEntities(raw.slice(0, LONGEST_RAW).replace(TAG, readPicture).replace(BREAK, '\n'));
}

export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity) => named[entity.toLowerCase()] ?? numbered(entity));
}

/** `<img class="qqemoji qqemoji9" text="[流泪]_web">`; `<span class="emoji emoji1f602"></span>`, with several code points where it takes several. */
function readPicture(tag: string): string {
  const name = /\btext="(\[[^"\]]{1,20}\])/.exec(tag)?.[1];
  if (name !== undefined && /\bclass="[^"]*emoji/.test(tag)) return name;
  const points = /\bclass="emoji emoji((?:1f[\da-f]{3}|[\da-f]{4}){1,8})"/i.exec(tag)?.[1];
  if (points === undefined) return tag;
  return (points.match(/1f[\da-f]{3}|[\da-f]{4}/gi) ?? [])
    .map((point) => character(Number.parseInt(point, 16)))
    .join('');
}

function numbered(entity: string): string {
  const digits = entity.slice(2, -1);
  return character(/^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits)) || entity;
}

/** Nothing for a number that is no character. */
function character(point: number): string {
  const none = point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff);
  return none ? '' : String.fromCodePoint(point);
}
