// What is said of being written to: topics and quiet hours.
import { forReader, join, type Phrase, quote } from '../text/phrase.ts';
import { defineTexts } from '../text/texts.ts';
import { zoneName } from '../text/zone.ts';
import type { Topic } from './topics.ts';

export const contactTexts = defineTexts('contact', {
  en: {
    release: 'release',
    quiz: 'quiz',
    survey: 'survey',
    order: 'order',
    meetup: 'meetup',
    releaseAbout: 'new versions',
    quizAbout: 'live quizzes',
    surveyAbout: 'short questions to you',
    orderAbout: 'pre-orders and orders',
    meetupAbout: 'get-togethers near you',
    command: 'topics {topics} {state}',
    on: 'on',
    off: 'off',
    button: '{topic} {state}',
    undo: 'Undo',
    offer: 'Write “{command}” to hear of it by message',
    topicsSummary: 'what you hear of by message: “topics release on”, “topics quiz off”',
    topicsHead: 'What I may write to you of. Nothing is on unless you say so:',
    topicLine: '· {topic} ({about}): {state}',
    topicsHow: 'Write “{on}” or “{off}”; several at once work too: “{both}”.',
    topicsStopped: 'You said “stop”: nothing of this comes until you write “start”.',
    turnedOn: 'From now on I write to you of: {topics}.',
    turnedOff: 'I write to you no more of: {topics}.',
    onAlready: 'That is on already: I write to you of {topics}.',
    offAlready: 'That is off already: I do not write to you of {topics}.',
    kept: 'Kept with it: the topic, the time, and that you said it in {place}. “{undo}” undoes it.',
    refuseTopics:
      '“{said}” is not clear to me, so nothing was changed. Write for example “{on}” or “{off}”. The topics: {topics}.',
    refuseStop:
      '“stop” with “{said}” behind it is not clear to me, so nothing was stopped. “stop” alone ends everything of our own accord; “stop release” ends one topic. The topics: {topics}.',
    refuseStart:
      '“start” with “{said}” behind it is not clear to me, so nothing was changed. “start” alone lets us write to you again; “start release” turns a topic on. The topics: {topics}.',
    startTopics: 'I write to you of: {topics}. “topics” changes that.',
    startNoTopics: 'No topic is on. Write “topics” to choose what you hear of.',
    topicsOn: 'Topics by message: {topics}',
    noneOn: 'none (write “topics”)',
    quietLine: 'Quiet hours: {quiet}',
    quietSummary: 'when I do not write to you of our own accord: “quiet 22-8”, “quiet none”, “quiet default”',
    quietIs: 'Your quiet hours: {quiet}.',
    quietNow: 'From now on your quiet hours are: {quiet}.',
    quietUsual: '{quiet} (the usual)',
    quietNone: 'none',
    quietZone: 'That is {zone}; “zone Europe/Berlin” changes it.',
    quietZoneUnknown:
      'That is {zone}, or the zone of what it is about, as I do not know yours: “zone Europe/Berlin” tells me.',
    quietAnswers: 'What you ask is always answered at once.',
    quietHow: 'Write “quiet 22-8”, “quiet 22:30-07:00”, “quiet none” or “quiet default”.',
    refuseQuiet:
      '“{said}” is not a span of hours that I can read, so nothing was changed. Write for example “quiet 22-8” or “quiet 22:30-07:00”; “quiet none” and “quiet default” work too.',
    refuseWholeDay:
      'That would be the whole day, so nothing was changed. Write “stop” to hear nothing of our own accord, or name a part of the day: “quiet 22-8”.',
    whySummary: 'why the last message of our own accord came to you, and what was held back',
  },
  'zh-CN': {
    release: '新版',
    quiz: '问答',
    survey: '调研',
    order: '订单',
    meetup: '同城',
    releaseAbout: '新版本发布',
    quizAbout: '抢答活动',
    surveyAbout: '请你回答的小调查',
    orderAbout: '预约和订单',
    meetupAbout: '你附近的聚会',
    command: '主题 {topics} {state}',
    on: '开',
    off: '关',
    button: '{topic} {state}',
    undo: '撤销',
    offer: '发送“{command}”，就能私聊收到消息',
    topicsSummary: '选择想收到哪些消息：“主题 新版 开”“主题 问答 关”',
    topicsHead: '可以给你发的消息。你没开的，一律不发：',
    topicLine: '· {topic}（{about}）：{state}',
    topicsHow: '发送“{on}”或“{off}”，也可以一次写几个：“{both}”。',
    topicsStopped: '你已退订：在你发送“订阅”之前，这些都不会发给你。',
    turnedOn: '好的，之后会给你发：{topics}。',
    turnedOff: '好的，不再给你发：{topics}。',
    onAlready: '本来就开着：会给你发{topics}。',
    offAlready: '本来就关着：不会给你发{topics}。',
    kept: '记下的只有：主题、时间，以及你是在 {place} 说的。发送“{undo}”可撤销。',
    refuseTopics: '没看懂“{said}”，什么都没有改。可以这样写：“{on}”或“{off}”。主题有：{topics}。',
    refuseStop:
      '没看懂“退订”后面的“{said}”，什么都没有退订。只发“退订”会停掉所有主动消息；“退订 新版”只停一个主题。主题有：{topics}。',
    refuseStart:
      '没看懂“订阅”后面的“{said}”，什么都没有改。只发“订阅”会恢复接收消息；“订阅 新版”会开启一个主题。主题有：{topics}。',
    startTopics: '会给你发：{topics}。发送“主题”可以修改。',
    startNoTopics: '现在没有开启任何主题。发送“主题”选择想收到的消息。',
    topicsOn: '私聊主题：{topics}',
    noneOn: '无（发送“主题”选择）',
    quietLine: '免打扰：{quiet}',
    quietSummary: '设置什么时候不主动给你发消息：“免打扰 22-8”“免打扰 无”“免打扰 默认”',
    quietIs: '你的免打扰时段：{quiet}。',
    quietNow: '好的，之后的免打扰时段：{quiet}。',
    quietUsual: '{quiet}（默认）',
    quietNone: '无',
    quietZone: '按{zone}计算；发送“时区 Asia/Shanghai”可以修改。',
    quietZoneUnknown: '还不知道你的时区，先按{zone}或活动所在时区计算；发送“时区 Asia/Shanghai”告诉我。',
    quietAnswers: '你问的，随时都会马上回答。',
    quietHow: '可以发送“免打扰 22-8”“免打扰 22:30-07:00”“免打扰 无”或“免打扰 默认”。',
    refuseQuiet:
      '看不出“{said}”是哪段时间，什么都没有改。可以这样写：“免打扰 22-8”或“免打扰 22:30-07:00”，也可以写“免打扰 无”“免打扰 默认”。',
    refuseWholeDay: '这样就是一整天了，什么都没有改。想完全不收主动消息请发送“退订”，或者只写一段时间：“免打扰 22-8”。',
    whySummary: '上一条主动消息为什么发给你，以及有什么没有发',
  },
});

export function topicName(topic: Topic): Phrase {
  return contactTexts[topic]();
}

export function topicAbout(topic: Topic): Phrase {
  return contactTexts[`${topic}About`]();
}

/** "release, quiz". */
export function topicList(topics: readonly Topic[]): Phrase {
  return forReader('contact.list', ({ language }) => join(language === 'en' ? ', ' : '、', topics.map(topicName)));
}

/** What turns topics on or off, as it is typed: "topics release quiz on". */
export function topicCommand(topics: readonly Topic[], given: boolean): Phrase {
  return contactTexts.command({ topics: join(' ', topics.map(topicName)), state: switchName(given) });
}

export function switchName(given: boolean): Phrase {
  return given ? contactTexts.on() : contactTexts.off();
}

/** An offer to hear of a topic by message: “Write “topics release on” to hear of it by message”. */
export function offerTopic(topic: Topic): Phrase {
  return contactTexts.offer({ command: topicCommand([topic], true) });
}

/** "Beijing time". */
export function zoneShown(zone: string): Phrase {
  return forReader('contact.zone', ({ language }) => quote(zoneName(zone, language)));
}

/** The beginning of what somebody wrote, for an answer that quotes it. */
export function saidShort(text: string): Phrase {
  return quote([...text.slice(0, 80)].slice(0, 40).join(''));
}
