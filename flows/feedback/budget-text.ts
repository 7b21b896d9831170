// What people hear of how much more they may back.
import { defineTexts } from '../../src/text/texts.ts';

export const budgetTexts = defineTexts('feedback-budget', {
  en: {
    refuse:
      '#{number} was not backed: on {title} you back {used, plural, one {# item} other {# items}} of {most} a season already: {items}. Take one back, with “unback #{first}” for example, or wait: what is shipped, declined or merged no longer counts, and the next season begins {until}.',
    more: '{count} more',
    left: 'This season you can back {left} more, of {most}; the next begins {until}.',
  },
  'zh-CN': {
    refuse:
      '没有支持 #{number}：你本季在「{title}」已支持 {used, plural, other {# 条}}（每季最多 {most} 条）：{items}。可以收回一条，比如“取消支持 #{first}”；或者等等：上线、不采纳或并入别条的不再计算。下一季开始：{until}。',
    more: '另外 {count} 条',
    left: '本季还能支持 {left} 条，每季 {most} 条。下一季开始：{until}。',
  },
});
