// Texts as gateways hand them over, each in the shape in which WeChat's clients and web page make it, with what the person said.
// Web gateways: emoji as pictures, <br/>, entities. Others: plain text, cards as XML. The names and ids in them are made up.

import type { MediaReference } from '../../src/chat/media.ts';

export interface Sample {
  name: string;
  text: string;
  /** wechaty's number of the kind; 7 (text) where absent. */
  type?: number;
  /** What was said; undefined: nothing. */
  said: string | undefined;
  media?: Omit<MediaReference, 'reference'>;
}

const card = (inside: string): string => `<?xml version="1.0"?>\n<msg>\n\t${inside}\n</msg>\n`;
const escaped = (xml: string): string => xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const link = card(
  '<appmsg appid="" sdkver="0"><title>发布说明 &amp; 下载</title><des>每周五更新</des><action></action><type>5</type><showtype>0</showtype><url>https://example.com/notes?a=1&amp;b=2</url></appmsg><fromusername>wxid_amy</fromusername>',
);
const quoting = card(
  '<appmsg appid="" sdkver="0"><title>B</title><des /><action /><type>57</type><showtype>0</showtype><refermsg><type>1</type><svrid>714</svrid><fromusr>fans@chatroom</fromusr><displayname>Canyu</displayname><content>第 1/3 题 · 天文</content></refermsg></appmsg>',
);
const quotingInSections = card(
  '<appmsg><title><![CDATA[选A <3]]></title><type>57</type><refermsg><content><![CDATA[第 1 题]]></content></refermsg></appmsg>',
);

export const samples: readonly Sample[] = [
  // Words.
  { name: 'plain words', text: '抢答', said: '抢答' },
  { name: 'words with a less-than sign, from a gateway that escapes nothing', text: 'a < b > c', said: 'a < b > c' },
  {
    name: 'words from a web gateway',
    text: 'Tom &amp; Jerry &lt;3 &quot;hi&quot; &#39;x&#39;',
    said: 'Tom & Jerry <3 "hi" \'x\'',
  },
  { name: 'a tag that somebody typed, from a web gateway', text: '&lt;br/&gt; 怎么用', said: '<br/> 怎么用' },
  { name: 'what was escaped twice is unescaped once', text: '&amp;lt;b&amp;gt;', said: '&lt;b&gt;' },
  { name: 'several lines', text: '第一行<br/>第二行<br>第三行<br />', said: '第一行\n第二行\n第三行\n' },
  { name: 'numbers that are no characters', text: '&#0;&#xd800;&#9999999;', said: '\u0000&#xd800;&#9999999;' },

  // Emoji.
  {
    name: 'an emoji of WeChat from a web gateway',
    text: '好难<img class="qqemoji qqemoji9" text="[流泪]_web" src="/zh_CN/htmledition/v2/images/spacer.gif" />',
    said: '好难[流泪]',
  },
  { name: 'the same, as others write it', text: '<img class="emoji" text="[流泪]">', said: '[流泪]' },
  {
    name: 'the same, in English',
    text: '<img class="qqemoji qqemoji0" text="[Smile]_web" src="x.gif">',
    said: '[Smile]',
  },
  { name: 'an emoji of Unicode', text: 'B<span class="emoji emoji1f602"></span>', said: 'B😂' },
  { name: 'a flag: two code points', text: '<span class="emoji emoji1f1e81f1f3"></span>', said: '🇨🇳' },
  { name: 'a sign with four digits', text: '<span class="emoji emoji2764"></span>', said: '❤' },
  { name: 'an emoji of a gateway without pages', text: '[流泪]B', said: '[流泪]B' },
  { name: 'a picture that is no emoji', text: '<img src=x onerror=alert(1)>', said: '<img src=x onerror=alert(1)>' },
  {
    name: 'a name of an emoji that is too long to be one',
    text: `<img class="emoji" text="[${'x'.repeat(50)}]">`,
    said: `<img class="emoji" text="[${'x'.repeat(50)}]">`,
  },

  // Answers to a quoted message.
  { name: 'an answer to a quoted message', text: quoting, said: 'B' },
  { name: 'the same as a message of unknown kind', text: quoting, type: 0, said: 'B' },
  { name: 'the same, escaped', text: escaped(quoting), said: 'B' },
  { name: 'the same, with CDATA', text: quotingInSections, said: '选A <3' },
  { name: 'the same, said in a room, behind its writer', text: `wxid_amy01:\n${quoting}`, said: 'B' },
  { name: 'the same, from a web gateway', text: `@a1b2c3:<br/>${escaped(quoting)}`, said: 'B' },
  {
    name: 'an answer under a line of dashes',
    text: '「Canyu：第 1/3 题\nA 水星」\n- - - - - - - - - - - - - - -\nA',
    said: 'A',
  },
  { name: 'words in corner brackets that quote nothing', text: '「西游记」', said: '「西游记」' },

  // Links and other cards.
  { name: 'a link', text: link, type: 14, said: '发布说明 & 下载\nhttps://example.com/notes?a=1&b=2' },
  { name: 'a link, escaped, as text', text: escaped(link), said: '发布说明 & 下载\nhttps://example.com/notes?a=1&b=2' },
  {
    name: 'a link without a title',
    text: card('<appmsg><title></title><type>5</type><url>https://example.com</url></appmsg>'),
    said: undefined,
  },
  {
    name: 'a card of a person',
    text: '<?xml version="1.0"?>\n<msg bigheadimgurl="http://wx.example/0" username="wxid_bob" nickname="客服" sex="1" />',
    said: undefined,
  },
  {
    name: 'a card of a person, of its own kind',
    text: '<msg username="wxid_bob" nickname="Bob" />',
    type: 3,
    said: undefined,
  },
  {
    name: 'a mini program',
    text: card('<appmsg><title>点餐</title><type>33</type><url>https://example.com</url></appmsg>'),
    type: 9,
    said: undefined,
  },
  {
    name: 'a file',
    text: card('<appmsg><title>report &amp; log.pdf</title><type>6</type></appmsg>'),
    type: 1,
    said: '',
    media: { kind: 'file', name: 'report & log.pdf' },
  },
  {
    name: 'a file of a gateway that makes no card of it',
    text: 'report.pdf',
    type: 1,
    said: '',
    media: { kind: 'file', name: 'report.pdf' },
  },
  { name: 'a file without a name', text: '', type: 1, said: '', media: { kind: 'file' } },
  {
    name: 'a transfer of money',
    text: card('<appmsg><title>微信转账</title><type>2000</type></appmsg>'),
    said: undefined,
  },
  {
    name: 'a red envelope',
    text: card('<appmsg><title>恭喜发财</title><type>2001</type></appmsg>'),
    type: 12,
    said: undefined,
  },
  { name: 'a sticker', text: '<msg><emoji fromusername="wxid_amy" md5="0"></emoji></msg>', type: 5, said: undefined },
  {
    name: 'a picture',
    text: '<msg><img aeskey="0" cdnthumburl="0" /></msg>',
    type: 6,
    said: '',
    media: { kind: 'photo' },
  },
  { name: 'a video', text: '<msg><videomsg /></msg>', type: 15, said: '', media: { kind: 'video' } },
  { name: 'a voice message', text: '<msg><voicemsg /></msg>', type: 2, said: '', media: { kind: 'audio' } },
  { name: 'a card that breaks off', text: '<msg><appmsg><title>B', said: undefined },
  {
    name: 'an XML bomb',
    text: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><msg><appmsg><title>&a;</title><type>57</type></appmsg></msg>',
    said: '&a;',
  },

  // What nobody said.
  {
    name: 'a message taken back',
    text: '<sysmsg type="revokemsg"><revokemsg><session>fans@chatroom</session><msgid>1</msgid><replacemsg><![CDATA["Amy" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>',
    type: 13,
    said: undefined,
  },
  {
    name: 'the same, as text',
    text: escaped('<sysmsg type="revokemsg"><revokemsg></revokemsg></sysmsg>'),
    said: undefined,
  },
  { name: 'the same, in words', text: '"Amy" 撤回了一条消息', said: undefined },
  { name: 'the same, in English', text: '"Amy" has recalled a message.', said: undefined },
  { name: 'somebody who speaks of it', text: '我撤回了一条消息', said: '我撤回了一条消息' },
  { name: 'a pat', text: '<sysmsg type="pat"><pat><template>x</template></pat></sysmsg>', type: 0, said: undefined },
  { name: 'a pat, in words', text: '"Amy" 拍了拍我', said: undefined },
  { name: 'somebody who was invited', text: '"Amy"邀请"Bob"加入了群聊', said: undefined },
  { name: 'a red envelope, in words', text: '收到红包，请在手机上查看', said: undefined },
  { name: 'a kind that the gateway does not know', text: '[收到了一个表情，请在手机上查看]', said: undefined },
  { name: 'a note of the group', text: '群公告', type: 10, said: undefined },
];
