// WeChat wraps everything but plain words in XML: links, cards, answers to a quoted message, notices. What somebody said by it, if anything.
import { decodeEntities, decodeText, LONGEST_RAW } from './decode.ts';

/** XML, perhaps escaped, and perhaps behind the account of its writer, as web gateways hand over what is said in a room. */
const BEGINNING =
  /^\s{0,20}(?:[\w@-]{1,100}:\s{0,5}(?:<br ?\/?>)?\s{0,5})?(?=(?:<|&lt;)(?:\?xml|msg|sysmsg|appmsg)\b)/i;

/** The kinds of `<appmsg>` that hold words of their own: a link, and an answer to a quoted message, whose words are its title. */
const LINK = '5';
const QUOTING = '57';

export function isCard(raw: string): boolean {
  return BEGINNING.test(raw.slice(0, 500));
}

/** The words of a card: an answer to a quoted message, or title and address of a link. Undefined for people, files, money, notices and all else. */
export function readCard(raw: string): string | undefined {
  const whole = raw.slice(0, LONGEST_RAW).replace(BEGINNING, '');
  const xml = whole.startsWith('<') ? whole : decodeEntities(whole);
  if (/^<sysmsg\b/i.test(xml) || !xml.includes('<appmsg')) return undefined;
  const card = xml.slice(xml.indexOf('<appmsg'));
  const title = elementOf(card, 'title');
  if (title === undefined) return undefined;
  switch (elementOf(card, 'type')) {
    case QUOTING:
      return decodeText(title);
    case LINK:
      return [title, elementOf(card, 'url') ?? ''].map(decodeText).join('\n').trim();
    default:
      return undefined;
  }
}

/** What a file is called, by its card or, where gateways make none, by the text that stands for it. */
export function readFileName(raw: string): string | undefined {
  const whole = raw.slice(0, LONGEST_RAW).replace(BEGINNING, '');
  const xml = whole.startsWith('<') ? whole : decodeEntities(whole);
  const name = xml.startsWith('<') ? decodeText(elementOf(xml, 'title') ?? '') : decodeText(whole);
  return name.trim() === '' ? undefined : name;
}

/** The text of the first element of that name; undefined where there is none or it is empty. */
function elementOf(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  if (start < 0 || end < 0) return undefined;
  const text = xml.slice(start + name.length + 2, end).trim();
  const bare = text.startsWith('<![CDATA[') && text.endsWith(']]>') ? text.slice(9, -3) : text;
  return bare === '' ? undefined : bare;
}

/** How gateways without XML show an answer to a quoted message: the quotation, a line of dashes, the answer. */
export function withoutQuotation(text: string): string {
  if (!text.startsWith('「')) return text;
  const line = text.indexOf('\n- - - - - - ');
  const end = line < 0 ? -1 : text.indexOf('\n', line + 1);
  return end < 0 ? text : text.slice(end + 1);
}
