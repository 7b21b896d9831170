// What a person wrote becomes part of a message only through here. The brands make any other way a compile error.

/** Text that a person wrote: a message, a name. May hold anything, in any length the intake lets through. */
export type Untrusted = string & { readonly untrusted?: true };

declare const safe: unique symbol;
/** Text fit to be handed to one platform: our own sentences, with everything else in them escaped for it. */
export type SafeText = string & { readonly [safe]: true };

/** How a platform reads text: `plain` shows it as it stands, `mrkdwn` is Slack's, `html` a web page's. */
export type Markup = 'plain' | 'mrkdwn' | 'html';

/** Control characters (but for line feed and tab), bidi overrides, line separators, tags and noncharacters: never shown, often abused. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e007f}]|\p{Noncharacter_Code_Point}/gu;

/** A base letter may carry this many combining marks; more ("zalgo") would paint over other people's lines. */
const EXCESS_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Makes a person's text safe to show on a platform of the given markup, on its own lines and without live mentions. */
export function escape(markup: Markup, text: string): SafeText {
  const shown = text.toWellFormed().replace(INVISIBLE, '').replace(EXCESS_MARKS, '$1');
  switch (markup) {
    case 'plain':
      return shown as SafeText;
    case 'mrkdwn':
      return shown.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') as SafeText;
    case 'html':
      return shown
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;') as SafeText;
  }
}
