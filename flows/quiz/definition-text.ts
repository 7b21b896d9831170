// What is said about a quiz definition that no general rule finds wrong.
import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('quiz-definition', {
  en: {
    notAnOption: '“{answer}” is not among the options.',
    notAnOptionFix: 'Write a letter from A to {last}, a number, or an option’s own text.',
    leastAboveMost: '“least” is more than “most”.',
    leastAboveMostFix: 'The fastest right answer wins “most”, the slowest “least”: swap the two.',
    podiumGrows: 'A later place wins more than the one before it.',
    podiumGrowsFix: 'Put the points in falling order, for example [5, 3, 1].',
  },
  'zh-CN': {
    notAnOption: '「{answer}」不在选项里。',
    notAnOptionFix: '写 A 到 {last} 的字母、选项的序号，或者选项原文。',
    leastAboveMost: '「least」比「most」还大。',
    leastAboveMostFix: '最快答对得 most 分，最慢得 least 分，把两个数对调。',
    podiumGrows: '后面的名次比前面的分还多。',
    podiumGrowsFix: '分数从高到低写，例如 [5, 3, 1]。',
  },
});
