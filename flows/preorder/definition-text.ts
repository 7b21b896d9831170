// What can be wrong with the definition of a pre-order that only it knows.
import { defineTexts } from '../../src/text/texts.ts';

export const definitionTexts = defineTexts('preorder-definition', {
  en: {
    halfSpill: 'says where free places go, or when, but not both.',
    halfSpillFix: 'Write both: spill_to: public, spill_after: 30m.',
    laneTwice: 'the lane {name} is there already.',
    keyTwice: 'the key {key} is there already.',
    renameFix: 'Give it another name.',
    noLane: 'there is no other lane {name}.',
    noLaneFix: 'Name one of the other lanes.',
    drawHasNoTies: 'a draw does not go by time.',
    drawHasNoTiesFix: 'Leave tie_window_ms out.',
  },
  'zh-CN': {
    halfSpill: '余量去哪条通道、什么时候去，只写了一半。',
    halfSpillFix: '两样都写上：spill_to: public, spill_after: 30m。',
    laneTwice: '通道 {name} 已经有了。',
    keyTwice: '字段 {key} 已经有了。',
    renameFix: '请换一个名字。',
    noLane: '没有别的通道叫 {name}。',
    noLaneFix: '请写另外某条通道的名字。',
    drawHasNoTies: '抽签不看先后。',
    drawHasNoTiesFix: '去掉 tie_window_ms。',
  },
});
