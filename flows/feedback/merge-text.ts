import { defineTexts } from '../../src/text/texts.ts';

export const mergeTexts = defineTexts('feedback-merge', {
  en: {
    summaryMerge: 'makes one item a duplicate of another: its backers move, and it can be undone',
    summaryUnmerge: 'takes a merge back: the item stands for itself again, with its own backers',
    one: '#{number} ({backers, plural, one {# backer} other {# backers}}): “{excerpt}”',
    consequence:
      '#{from} becomes a duplicate of #{to}; {moving, plural, one {# backer moves} other {# backers move}}, the others back both. “feedback unmerge #{from}” undoes it.',
    merged:
      '#{from} is a duplicate of #{to} now, which {backers, plural, one {# person backs} other {# persons back}}. Undo: feedback unmerge #{from}',
    unmerged: '#{from} stands for itself again, with {backers, plural, one {# backer} other {# backers}}.',
    already: '#{from} is a duplicate of #{to} already. “feedback unmerge #{from}” undoes that.',
    refuseUnknown: 'There is no item {number}. “feedback top” lists those there are.',
    refuseUsage: 'Write it as: feedback merge #12 #128',
    refuseSame: '#{from} and #{to} are one item already.',
    refuseBoards: '#{from} and #{to} are on different boards; only items of one board can be merged.',
    refuseUnseen:
      '#{to} is held or hidden. Let it through first (feedback pass or unhide), or merge the other way round.',
    refuseNotMerged: '#{from} is no duplicate: there is nothing to undo.',
    refuseChain:
      '#{to}, which #{from} is part of, was itself merged into another. Undo that first: feedback unmerge #{to}',
  },
  'zh-CN': {
    summaryMerge: '把一条反馈并入另一条：支持者一起转过去，可撤销',
    summaryUnmerge: '撤销合并：恢复为单独一条，支持者也回来',
    one: '#{number}（{backers, plural, other {# 人支持}}）：“{excerpt}”',
    consequence:
      '#{from} 将并入 #{to}，转过去 {moving, plural, other {# 位支持者}}，其余的人两条都支持了。发送“feedback unmerge #{from}”可撤销。',
    merged: '#{from} 已并入 #{to}，现在共 {backers, plural, other {# 人支持}}。撤销：feedback unmerge #{from}',
    unmerged: '#{from} 已恢复为单独一条，{backers, plural, other {# 人支持}}。',
    already: '#{from} 已经并入 #{to}。发送“feedback unmerge #{from}”可撤销。',
    refuseUnknown: '没有 {number} 这条反馈。发送“feedback top”查看现有的。',
    refuseUsage: '请这样写：feedback merge #12 #128',
    refuseSame: '#{from} 和 #{to} 已经是同一条。',
    refuseBoards: '#{from} 和 #{to} 不在同一个反馈板，只能合并同一板内的。',
    refuseUnseen: '#{to} 被暂存或隐藏了。先放行（feedback pass 或 unhide），或者反过来合并。',
    refuseNotMerged: '#{from} 没有被合并过，无需撤销。',
    refuseChain: '#{from} 所在的 #{to} 又并入了别的反馈。请先撤销：feedback unmerge #{to}',
  },
});
