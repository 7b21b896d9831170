// What can be wrong with a board that only it knows.
import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('feedback-definition', {
  en: {
    areaTwice: 'the area {name} is there already.',
    rename: 'Give it another name.',
    noArea: 'there is no area {name}.',
    noAreaFix: 'Name one of the areas, or add it.',
    length: '“{read}” is no length of time from {least} to {most}.',
    lengthFix: 'Write {example}, for example.',
  },
  'zh-CN': {
    areaTwice: '领域 {name} 已经有了。',
    rename: '请换一个名字。',
    noArea: '没有领域 {name}。',
    noAreaFix: '请写已有的领域，或先加上它。',
    length: '“{read}”不是 {least} 到 {most} 之间的一段时间。',
    lengthFix: '比如写 {example}。',
  },
});
