// Slack's way of writing text, read back as plain text. https://docs.slack.dev/messaging/formatting-message-text. Pure.

/** Nothing longer is looked at: the intake keeps 4,000 characters, and a token shows less than it is. */
const LONGEST = 20_000;

/** A token in angle brackets, or one of the three characters that stand escaped outside of them. */
const TOKEN = /<([^<>]*)>|&(amp|lt|gt);/g;
const ENTITY = /&(amp|lt|gt);/g;

/** A message as a person reads it: names instead of ids where Slack gives them, the label of a link, `@channel`, plain `& < >`. */
export function decode(text: string): string {
  return text.slice(0, LONGEST).replace(TOKEN, (_all, token?: string, entity?: string) => {
    return token === undefined ? characters[entity!]! : shown(token);
  });
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

function unescape(text: string): string {
  return text.replace(ENTITY, (_all, entity: string) => characters[entity]!);
}

/** `@U1|amy`, `#C1|general`, `!here`, `!subteam^S1|@team`, `!date^1^{date}|then`, `http://mi.com|label`. */
function shown(token: string): string {
  const bar = token.indexOf('|');
  const target = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 ? '' : unescape(token.slice(bar + 1));
  switch (target[0]) {
    case '@':
      return label === '' ? target : `@${label.replace(/^@/, '')}`;
    case '#':
      return label === '' ? target : `#${label.replace(/^#/, '')}`;
    case '!':
      return label === '' ? `@${target.slice(1).replace(/\^.*/s, '')}` : label;
    default:
      return label === '' ? unescape(target).replace(/^mailto:/, '') : label;
  }
}

/** A message as it came, without the mentions of one person; undefined where there is none. */
export function withoutMention(text: string, user: string): string | undefined {
  const parts = text.slice(0, LONGEST).split(new RegExp(`<@${user}(?:\\|[^<>]*)?>`));
  if (parts.length === 1) return undefined;
  const [first = '', ...others] = parts.map((part) => part.trim());
  // "@Canyu: quiz" and "@Canyu, quiz" are said like "@Canyu quiz".
  if (first === '') others[0] = (others[0] ?? '').replace(/^[:：,，]\s*/, '');
  return [first, ...others].filter((part) => part !== '').join(' ');
}
