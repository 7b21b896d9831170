// What staff hear of the export of a pre-order.
import { defineTexts } from '../../src/text/texts.ts';

export const reportTexts = defineTexts('preorder-report', {
  en: {
    summary: 'how to get all rows of a pre-order as a file, and how many there are',
    how: '{title}: {rows, plural, =0 {no rows yet} one {# row} other {# rows}}. The file holds names and answers, so it is made where Canyu runs: npx canyu export preorder {slug} > {slug}.csv, or for Excel: npx canyu export preorder {slug} --xlsx {slug}.xlsx',
    lane: '{lane}: {counts}',
    signed: 'signed up {count, number}',
    claimed: 'being decided {count, number}',
    waiting: 'waiting {count, number}',
    held: 'held {count, number}',
    offered: 'offered {count, number}',
    confirmed: 'confirmed {count, number}',
    cancelled: 'given up {count, number}',
    declined: 'declined {count, number}',
    expired: 'run out {count, number}',
    revoked: 'taken back {count, number}',
    check: 'Anyone can check the draw with this file: node verify-draw.mjs {slug}.csv SEED HASH',
  },
  'zh-CN': {
    summary: '怎样把预约购买的全部记录导出成文件，现在有多少行',
    how: '「{title}」：{rows, plural, =0 {还没有记录} other {# 行}}。文件里有名字和填写内容，请在运行 Canyu 的地方导出：npx canyu export preorder {slug} > {slug}.csv，要 Excel 就用：npx canyu export preorder {slug} --xlsx {slug}.xlsx',
    lane: '{lane}：{counts}',
    signed: '预约 {count, number}',
    claimed: '排定中 {count, number}',
    waiting: '候补 {count, number}',
    held: '待确认 {count, number}',
    offered: '待接受 {count, number}',
    confirmed: '已确认 {count, number}',
    cancelled: '已退出 {count, number}',
    declined: '已放弃 {count, number}',
    expired: '已过期 {count, number}',
    revoked: '已收回 {count, number}',
    check: '人人可以用这个文件核对抽签：node verify-draw.mjs {slug}.csv SEED HASH',
  },
});
