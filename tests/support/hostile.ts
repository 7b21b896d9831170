// The one table of messages that nobody should write (TESTING.md, layer 6). Every past failure is added.

export interface Hostile {
  name: string;
  text: string;
}

const MEGABYTES_5 = 5 * 1024 * 1024;

const messages: Record<string, string> = {
  // Nothing, and lengths.
  'an empty text': '',
  'one space': ' ',
  'many spaces': ' '.repeat(3000),
  'full-width spaces and tabs': '\u3000\t\u3000\u00a0\u2003\n',
  'line feeds only': '\n'.repeat(1000),
  'one character': 'x',
  '4,000 characters': 'x'.repeat(4000),
  '4,001 characters': 'x'.repeat(4001),
  '4,000 Han characters': '米'.repeat(4000),
  '40,000 characters': 'y'.repeat(40_000),
  '5 MB': 'z'.repeat(MEGABYTES_5),
  '5 MB of accents and spaces': 'é '.repeat(MEGABYTES_5 / 3),
  'a character cut in two at the cap': `${'x'.repeat(3999)}𠮷`,

  // What nobody can see.
  'a NUL': 'a\u0000b',
  'nothing but a NUL': '\u0000',
  'escape codes': '\u001b[2J\u001b]0;owned\u0007\u001b[31mred',
  'C1 controls': '\u0080\u0085\u009b31m\u009d',
  'a carriage return': 'one\rtwo\r\nthree',
  'line and paragraph separators': 'one\u2028two\u2029three',
  'a lone high surrogate': 'a\ud800b',
  'a lone low surrogate': '\udc00',
  'surrogates in the wrong order': '\udc00\ud800'.repeat(100),
  'a byte order mark': '\ufeff抢答',
  'a byte order mark the wrong way round': '\ufffe抢答',
  noncharacters: '\uffff\ufdd0\u{1fffe}\u{10ffff}',
  'bidi overrides': '\u202eevil\u202c \u2066isolated\u2069 \u200fmark',
  'an override never closed': 'A\u202e\u202e\u202e',
  'zero-width characters': '\u200b抢\u200c答\u200d\u2060\ufeff',
  'tag characters': '🏴\u{e0067}\u{e0062}\u{e007f}B\u{e0041}',
  'interlinear annotations': 'a\ufff9b\ufffac\ufffb',
  'Hangul fillers': '\u3164\u115f\u1160',
  'a soft hyphen': 'qu\u00adiz',

  // What looks like something else, or grows.
  'homoglyphs of a command': 'quіz оpen friday',
  'a full-width command': 'ｑｕｉｚ　ｏｐｅｎ　ｆｒｉｄａｙ',
  'a full-width prefix': '！ｑｕｉｚ　ｂｏａｒｄ',
  'mathematical letters': '𝓺𝓾𝓲𝔃 𝕠𝕡𝕖𝕟',
  'U+FDFA': 'ﷺ',
  '4,000 of U+FDFA': 'ﷺ'.repeat(4000),
  'sharp s by the thousand': 'ß'.repeat(4000),
  'a Turkish İ': 'İ'.repeat(100),
  'an emoji family': '👨‍👩‍👧‍👦',
  'emoji with skin tones': '👍🏽'.repeat(500),
  'flags cut in half': '🇨🇳🇨',
  'joiners only': '\u200d'.repeat(4000),
  '1,000 combining marks': `a${'\u0301'.repeat(1000)}`,
  'marks in the worst order': `a${'\u0300'.repeat(2000)}${'\u0316'.repeat(1999)}`,
  'marks without a letter': '\u0301'.repeat(50),
  'CJK extension B': '𠀀𠮷𪚥',
  'Hangul in pieces': '\u1100\u1161\u11a8'.repeat(1300),
  Arabic: 'السلام عليكم',
  Thai: 'กำกำกำ',

  // Numbers.
  '1e309': '1e309',
  '-0': '-0',
  '0x10': '0x10',
  'full-width digits': '１２３',
  '2^53 + 1': '9007199254740993',
  '-1': '-1',
  '1.5': '1.5',
  NaN: 'NaN',
  Infinity: 'Infinity',
  '4,000 digits': '9'.repeat(4000),
  'a number of dots': '1.'.repeat(2000),
  十亿亿亿: '十亿亿亿',
  一百零: '一百零',
  '①': '①',
  zero: '0',

  // Dates.
  'February 29 of no leap year': '2026-02-29 09:00',
  '24:00': '2026-11-27 24:00',
  'the 13th month': '2026-13-01',
  'an hour that daylight saving skips': '2026-03-29T02:30 Europe/Berlin',
  'Asia/Nope': 'Asia/Nope',
  'zone Asia/Nope': 'zone Asia/Nope',
  'zone ../../etc': 'zone ../../etc/passwd',
  'year 275760': '+275760-09-13T00:00:00.001Z',

  // JSON.
  null: 'null',
  'an empty list': '[]',
  'lists 200,000 deep': '['.repeat(200_000),
  'the key __proto__': '__proto__',
  'an object with __proto__': '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  constructor: 'constructor',
  toString: 'toString',
  hasOwnProperty: 'hasOwnProperty',
  'JSON of wrong types': '{"from":1,"text":[],"choice":{}}',

  // Slack.
  'a call to the whole channel': '<!channel> <!here> <!everyone>',
  'a mention': '<@U1> <#C1|general> <!subteam^S1>',
  'a link that lies': '<http://evil|https://mi.com>',
  'a date token': '<!date^1392734382^{date}|never>',
  'fences never closed': '```',
  'formatting left open': '*_~`>',
  entities: '&amp;lt;!channel&gt; &#60;',

  // WeChat.
  'an emoji picture': '<img class="emoji" text="[流泪]_web" src="x" onerror="alert(1)">',
  'line breaks as tags': 'one<br/>two<br>three',
  'the XML of a card':
    '<?xml version="1.0"?><msg bigheadimgurl="http://x" username="wxid_1" nickname="客服"><appmsg><title>x</title></appmsg></msg>',
  'an XML bomb': '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
  'a message taken back':
    '<sysmsg type="revokemsg"><revokemsg><replacemsg>"amy" 撤回了一条消息</replacemsg></revokemsg></sysmsg>',
  'a name and U+2005': '@Canyu\u2005抢答',
  'everyone and U+2005': '@所有人\u2005',

  // Files and pages.
  'a formula with a pipe': "=cmd|' /C calc'!A0",
  '+1': '+1',
  '@SUM': '@SUM(1+1)*cmd',
  'a tab and a formula': '\t=1+1',
  'quotes of CSV': '"a","b""c"\n',
  'a Mustache template': '{{vars.x}} {{{vars.y}}} {{#lambda}}x{{/lambda}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a person may write
  'a template literal': '${x} ${process.exit(1)}',
  'a script': '<script>alert(1)</script>',
  'an attribute': '"><img src=x onerror=alert(1)>',
  'ICU braces': "{name} {count, plural, other {#}} '{",
  'a printf format': '%s%n%d %p',
  'SQL that drops a table': "'; drop table person; --",
  'SQL wildcards': '%_\\',
  'SQL in JSON': '$."a"\'); delete from campaign; --',

  // Commands and words, bent.
  'quotes never closed': 'quiz open "friday',
  'two thousand quotes': `quiz open ${'" '.repeat(1900)}`,
  'curly quotes never closed': `quiz ask ${'“a '.repeat(1300)}`,
  'a thousand options': `quiz new friday ${'--x '.repeat(900)}`,
  'an option called __proto__': 'quiz new friday --proto__ 1 --__proto__ x',
  'a thousand words': `quiz open ${'w '.repeat(1900)}`,
  'dashes only': '-'.repeat(4000),
  'exclamation marks only': '!'.repeat(4000),
  'a word with a tail': 'stop!',
  'two words in one': 'quiz\nquiz',
  'me and much else': `me ${'x'.repeat(3990)}`,
  'language of nothing': 'language \u202e',
  'talk around an answer': '我觉得'.repeat(1300),
  'I think without end': 'i think '.repeat(500),
  'a button of a quiz': 'quiz/00000000-0000-7000-8000-000000000000/0',
  'a button of no round': 'quiz/../../9',
  'a button of the engine': 'canyu/go-on',
  slashes: '/canyu quiz open',

  // What a platform may call a photo.
  'an address': 'https://evil.example/x.png?a=1&b=2',
  'a script for an address': 'javascript:alert(1)//data:text/html,x',
  'a path': '../../../etc/passwd\u0000.png',
  'a file name that ends from right to left': 'report\u202egnp.exe',
  'a name of a file that is markup': '<!channel|x> *bold* [x](http://evil).png',

  // Names.
  admin: 'admin',
  客服: '客服',
  boss: 'boss',
  'a name of 2,000 characters': '名'.repeat(2000),
  'a name on three lines': 'Amy\n1. Bob · 100\n2. Eve',
  'a name with markup': '<b>*Amy*</b> _<@U1>_ [x](http://evil)',
  'a name from right to left': '\u202eymA\u202c',
  'a name of marks': `Z${'\u0335\u0336\u0337\u0338'.repeat(200)}`,
  'a name of nothing to see': '\u200b\u2060\ufeff',
};

export const hostile: readonly Hostile[] = Object.entries(messages).map(([name, text]) => ({ name, text }));

/** The rows whose text is short enough to be one part of something larger. */
export const short: readonly Hostile[] = hostile.filter(({ text }) => text.length <= 5000);

/** What no reply may hold: controls, bidi marks, separators, halves of characters, tags, noncharacters. */
export const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\p{Surrogate}\p{Noncharacter_Code_Point}]|[\u{e0000}-\u{e007f}]/u;
