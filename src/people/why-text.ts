import { defineTexts } from '../text/texts.ts';

export const whyTexts = defineTexts('why', {
  en: {
    last: 'The last message of our own accord: {what}, {when}.',
    chose: 'It came because you chose “{topic}”: {when}, in {place}. “stop {topic}” ends it.',
    choseOnce: 'It came because you chose “{topic}”: {when}, in {place}. You have ended that since.',
    topic: 'It came as one of the topic “{topic}”. “stop {topic}” ends it.',
    part: 'It came because you take part in it. “stop” ends everything of our own accord.',
    nothing: 'Nothing of our own accord has come to you so far. “topics” shows what you can hear of.',
    heldHead: 'Held back lately:',
    held: '· {what}: {reason}, {when}',
    waits: '· {what}: {reason}; it comes {when} at the earliest',
    something: 'a message',
  },
  'zh-CN': {
    last: '最近一条主动消息：{what}，{when}。',
    chose: '发给你，是因为你选了“{topic}”：{when}，在 {place}。发送“退订 {topic}”即可停止。',
    choseOnce: '发给你，是因为你当时选了“{topic}”：{when}，在 {place}。你后来已经停掉了。',
    topic: '它属于主题“{topic}”。发送“退订 {topic}”即可停止。',
    part: '发给你，是因为你参与了这个活动。发送“退订”可停止所有主动消息。',
    nothing: '到目前为止没有主动给你发过消息。发送“主题”看看可以收到什么。',
    heldHead: '最近没有发出的：',
    held: '· {what}：{reason}，{when}',
    waits: '· {what}：{reason}，最早{when}发出',
    something: '一条消息',
  },
});
