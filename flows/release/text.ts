// What everybody reads of a train: how it stands, what is voted on, what was announced.
import { defineTexts } from '../../src/text/texts.ts';

export const releaseTexts = defineTexts('release', {
  en: {
    noTrain: 'There is no release train here. Name one: release show <slug>. Staff begin one with: release new <slug>',
  },
  'zh-CN': {
    noTrain: '这里没有发布列车。请写明是哪一个：release show <slug>。工作人员可以这样新建：release new <slug>',
  },
});
