import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('release-definition', {
  en: {
    noWindow: 'The report closes when it opens.',
    noWindowFix: 'Let it close later, such as “tue 20:00”.',
  },
  'zh-CN': {
    noWindow: '报告的开始和结束是同一时间。',
    noWindowFix: '请把结束时间改晚一些，例如 “tue 20:00”。',
  },
});
