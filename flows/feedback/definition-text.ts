// What can be wrong with a board that only it knows.
import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('feedback-definition', {
  en: {
    areaTwice: 'the area {name} is there already.',
    rename: 'Give it another name.',
    noArea: 'there is no area {name}.',
    noAreaFix: 'Name one of the areas, or add it.',
  },
  'zh-CN': {
    areaTwice: '领域 {name} 已经有了。',
    rename: '请换一个名字。',
    noArea: '没有领域 {name}。',
    noAreaFix: '请写已有的领域，或先加上它。',
  },
});
