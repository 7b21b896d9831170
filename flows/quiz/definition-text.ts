// What is said about a quiz definition that no general rule finds wrong.
import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('quiz-definition', {
  en: {
    notAnOption: '“{answer}” is not among the options.',
    notAnOptionFix: 'Write a letter from A to {last}, a number, or an option’s own text.',
    sameOption: 'This is the same as option {letter}.',
    sameOptionFix: 'Change one of the two.',
    letterOfOther: 'This is the letter of option {letter}, so nobody could tell the two apart.',
    letterOfOtherFix: 'Move it there, or write more than one letter.',
    leastAboveMost: '“least” is more than “most”.',
    leastAboveMostFix: 'The fastest right answer wins “most”, the slowest “least”: swap the two.',
    podiumGrows: 'A later place wins more than the one before it.',
    podiumGrowsFix: 'Put the points in falling order, for example [5, 3, 1].',
  },
  'zh-CN': {
    notAnOption: '「{answer}」不在选项里。',
    notAnOptionFix: '写 A 到 {last} 的字母、选项的序号，或者选项原文。',
    sameOption: '这一项和选项 {letter} 一样。',
    sameOptionFix: '两个里改掉一个。',
    letterOfOther: '这一项正好是选项 {letter} 的字母，回答时分不清。',
    letterOfOtherFix: '把它挪到那个位置，或者多写几个字。',
    leastAboveMost: '「least」比「most」还大。',
    leastAboveMostFix: '最快答对得 most 分，最慢得 least 分，把两个数对调。',
    podiumGrows: '后面的名次比前面的分还多。',
    podiumGrowsFix: '分数从高到低写，例如 [5, 3, 1]。',
  },
});
