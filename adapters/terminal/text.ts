// What the terminal itself says: to programs, about a line it cannot take, and to whoever sits in the room for one.
import { defineTexts } from '../../src/text/texts.ts';

export const terminalTexts = defineTexts('terminal', {
  en: {
    notJson: 'This line is not JSON. Write one object on one line, like {example}',
    notObject: 'This line is JSON, but not an object. Write one like {example}',
    notFlat: 'This line holds too many lists or keys. Write one flat object on one line, like {example}',
    tooLong: 'This line is longer than {limit, number} bytes and was not read. Send less on one line.',
    notUtf8: 'This line is not UTF-8. Save or send it as UTF-8.',
    unknownKey: '"{key}" is not a key of such a line. The keys are: {known}.',
    missing: '"{key}" is missing. Write a line like {example}',
    notText: '"{key}" must be text in quotes. Where there is none, leave the key out.',
    notBoolean: '"{key}" must be true or false, without quotes.',
    badName: '"{key}" must be 1 to {limit} characters long, without line ends or other control characters.',
    badMedia: '"media" must be a list of at most {limit, number} objects, like {example}',
    badKind: 'The "kind" of media must be one of {known}.',
    notInstant: '"{key}" must be an instant with its zone, like "{example}".',
    notTaken: 'This line could not be taken: {reason}. Nothing of it was kept; send it again.',
    notSettled:
      'This line was taken, but not all its answers could be delivered: {reason}. They follow as soon as that is put right.',
    clockNotSet: 'The clock could not be set: {reason}. Look at the log, then send the line again.',
    greeting: `Canyu · a room for one. Your first minute:
  boss@fans: !quiz open {slug}     boss opens the demo quiz in the room #fans
  amy@fans: A                    amy answers, by letter
  bob@fans: 2                    bob answers too, by number: the first right one wins
  bob@fans: !quiz board          who leads
  bob: me                        bob, alone with the bot, looks at his own points
/help shows the rest, /quit leaves.
中文：设置 CANYU_LANGUAGE=zh-CN 再启动，或发送「boss: 语言 中文」。`,
    greetingBack: [
      'Canyu · a room for one. Write “boss: help” to see all that boss can do.',
      '/help shows how to be somebody else, /quit leaves.',
      '中文：设置 CANYU_LANGUAGE=zh-CN 再启动，或发送「boss: 语言 中文」。',
    ].join('\n'),
    help: [
      'amy: B             say B as amy (any name will do)',
      'amy@fans: B        say it in the room #fans; !… or @canyu … speaks to the bot there',
      '/as boss           be boss when no name stands in front',
      '/in fans  /out     go into the room #fans, and out again',
      '/at fri 17:00      set the clock (or /at +15s): what falls due on the way happens now',
      '/quit              leave',
    ].join('\n'),
    unknownSlash: '{command} is not known here. Did you mean {nearest}? /help lists them all.',
    whoSpeaks: 'You are now {name}.',
    inRoom: 'You are in the room #{room}.',
    alone: 'You are alone with the bot.',
    needsName: 'A name follows {command}, like {example}: letters, digits, dots and dashes, 40 at most.',
    now: 'It is {time}.',
    clockSet: 'It is now {time}. Time stands still until the next /at; try /at +15s.',
    calendarTime: '{weekday} {date} {clock} ({zone})',
    badTime: '"{text}" is not a time. Try /at fri 17:00, /at 17:00 or /at 2026-11-27 17:00.',
    goodbye: 'See you soon.',
  },
  'zh-CN': {
    notJson: '这一行不是 JSON。请一行写一个对象，例如 {example}',
    notObject: '这一行是 JSON，但不是对象。请写成 {example} 这样',
    notFlat: '这一行里的列表或键太多。请一行只写一个简单对象，例如 {example}',
    tooLong: '这一行超过 {limit, number} 字节，没有读取。请把内容拆短一些。',
    notUtf8: '这一行不是 UTF-8 编码。请改存为 UTF-8 再发。',
    unknownKey: '这里没有「{key}」这个键。可用的键：{known}。',
    missing: '缺少「{key}」。请写成 {example} 这样',
    notText: '「{key}」要写成带引号的文字；没有内容就不要写这个键。',
    notBoolean: '「{key}」只能是 true 或 false，不带引号。',
    badName: '「{key}」要有 1 到 {limit} 个字，不能含换行等控制字符。',
    badMedia: '「media」要写成最多 {limit, number} 个对象的列表，例如 {example}',
    badKind: '「media」里的「kind」只能是：{known}。',
    notInstant: '「{key}」要写成带时区的时刻，例如 "{example}"。',
    notTaken: '这一行没有收下：{reason}。内容没有保留，请再发一次。',
    notSettled: '这一行已收下，但回复没有全部送出：{reason}。问题解决后会补发。',
    clockNotSet: '时钟没有拨成：{reason}。请先看日志，再发一次。',
    greeting: `参与 Canyu · 一个人的聊天室。先玩一分钟：
  boss@fans: !quiz open {slug}     boss 在 #fans 群里开一场抢答
  amy@fans: A                    amy 抢答，打字母
  bob@fans: 2                    bob 也来抢，打数字：先答对的得分
  bob@fans: !排行榜              看看谁领先
  bob: 我的                      bob 单独问机器人：我有多少分
/help 查看全部用法，/quit 离开。
English: set CANYU_LANGUAGE=en and start again, or write “boss: language English”.`,
    greetingBack: [
      '参与 Canyu · 一个人的聊天室。发送「boss: 帮助」，看看 boss 能做什么。',
      '/help 查看怎样扮演别人，/quit 离开。',
      'English: set CANYU_LANGUAGE=en and start again, or write “boss: language English”.',
    ].join('\n'),
    help: [
      'amy: B             以 amy 的身份说 B（名字随便取）',
      'amy@fans: B        在 #fans 群里说；群里用 !… 或 @canyu … 叫机器人',
      '/as boss           不写名字时，就算 boss 说的',
      '/in fans  /out     进 #fans 群，再出来',
      '/at fri 17:00      拨时钟（也可 /at +15s）：途中到点的事都会发生',
      '/quit              离开',
    ].join('\n'),
    unknownSlash: '这里没有 {command}。你是想用 {nearest} 吗？/help 可查看全部。',
    whoSpeaks: '你现在是 {name}。',
    inRoom: '你在 #{room} 群里。',
    alone: '你正和机器人单独聊天。',
    needsName: '{command} 后面要写名字，例如 {example}：字母、汉字、数字、点和短横，最多 40 个字。',
    now: '现在是 {time}。',
    clockSet: '时钟拨到 {time}，并停在这里。再往前走就用 /at，例如 /at +15s。',
    calendarTime: '{date} {weekday} {clock}（{zone}）',
    badTime: '「{text}」看不出是什么时间。试试 /at fri 17:00、/at 17:00 或 /at 2026-11-27 17:00。',
    goodbye: '回头见。',
  },
});
