import { defineTexts } from '../../src/text/texts.ts';

export const pollTexts = defineTexts('poll', {
  en: {
    howTo: 'Vote by button, letter, number or the words. You can change your vote until the poll closes.',
    total: '{votes, plural, one {# vote} other {# votes}} so far. Write “vote” to me to see it at any time.',
    final: 'The poll is closed: {votes, plural, one {# vote} other {# votes}}. Thank you for taking part.',
    recorded: 'Your vote: {label}. You can change it until the poll closes.',
    openSummary: 'open a poll in this room or in those you name',
    voteSummary: 'the open poll and its tally; “vote B” votes for B',
  },
  'zh-CN': {
    howTo: '点按钮，或者回复字母、数字、选项原文都可以投票，结束前随时能改。',
    total: '目前共 {votes, plural, other {# 票}}。私聊我发送“投票”，随时可以查看。',
    final: '投票结束，共 {votes, plural, other {# 票}}，感谢参与。',
    recorded: '你投给了：{label}。结束前可以改投。',
    openSummary: '在当前群或指定的群里发起投票',
    voteSummary: '查看投票和票数；“投票 B”就是投给 B',
  },
});
