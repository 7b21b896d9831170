// What is said of 接龙 lists, to a room and to those on them.
import { defineTexts } from '../../src/text/texts.ts';

export const listTexts = defineTexts('preorder-list', {
  en: {
    more: '+ {count, number} more',
    guests:
      'Who is here by name alone gets their places claimed at the opening, in the order of the numbers. Anybody can also write “signup” to me.',
    nothingNew: '{title}: everybody on that list was signed up already. Nothing was changed.',
    refused: 'Not taken from your list for {title}: {lines}',
    refusedUnits: '{name} ({units}, at most {most})',
    refusedLane: '{name} (no lane is open to them)',
    refusedLeft: '{name} (gave up; they can sign up themselves)',
    listedYou:
      'You are signed up for {title}, because your name is on a list that {by} posted in a group. Not you, or not wanted? Write: preorder cancel {slug}',
    cutList:
      'The list was too long for one message: what came after line {line} was not read. Post the rest by itself.',
    results: '{title}: what became of your list',
    gotPlaces: 'Places: {names}',
    gotTurns: 'On the waiting list: {names}',
    gotOffered: 'A place came free: {names}',
    someone: '{name} ({number})',
    summaryImport: 'sign people up from a pasted list: one line each, a name and how many',
    importUsage: 'Write preorder import {slug}, and below it one line for each: a name and how many.',
    importMany: 'That is more than {most, number} lines. Please send them in parts.',
    imported:
      '{title}: {added, plural, one {# signed up} other {# signed up}}, {changed, plural, other {# changed}}, {unchanged, plural, other {# unchanged}}, {refused, plural, other {# refused}}.',
    importRefused: 'Line {line}: {what}',
    importUnread: 'Not read as a name: {count, plural, one {line} other {lines}} {lines}',
  },
  'zh-CN': {
    more: '还有 {count, number} 人',
    guests: '只有名字的人，开放时按序号替他们抢。也可以自己给我发“报名”。',
    nothingNew: '「{title}」：名单上的人都已经报过了，什么都没变。',
    refused: '「{title}」名单里没报上的：{lines}',
    refusedUnits: '{name}（{units} 份，最多 {most} 份）',
    refusedLane: '{name}（没有能进的通道）',
    refusedLeft: '{name}（自己退出了，可以自己再报）',
    listedYou: '{by} 在群里发的接龙有你的名字，所以你预约了「{title}」。不是你，或不想要？请写：preorder cancel {slug}',
    cutList: '名单太长，一条消息装不下：第 {line} 行以后没有读到，请把后面的再发一次。',
    results: '「{title}」接龙的结果',
    gotPlaces: '得到名额：{names}',
    gotTurns: '候补：{names}',
    gotOffered: '空出名额：{names}',
    someone: '{name}（{number}）',
    summaryImport: '用粘贴的名单预约：每行一个名字和份数',
    importUsage: '请写 preorder import {slug}，下面每行一个名字和份数。',
    importMany: '超过 {most, number} 行了，请分几次发。',
    imported:
      '「{title}」：新预约 {added, plural, other {#}}，更改 {changed, plural, other {#}}，不变 {unchanged, plural, other {#}}，没报上 {refused, plural, other {#}}。',
    importRefused: '第 {line} 行：{what}',
    importUnread: '{count, plural, other {}}读不出名字的行：{lines}',
  },
});
