// What is said about figures as files.
import { defineTexts } from '../text/texts.ts';

export const reportTexts = defineTexts('report', {
  en: {
    exported: '{file} is written.',
    refuseFile: '{file} could not be written ({reason}). Make room there, or name another file.',
    refuseKind: 'There is nothing to export of “{kind}”. Name one of these instead: {kinds}.',
    refuseSlug: 'There is no {kind} “{slug}”. Name one of these instead: {slugs}.',
    refuseNone: 'There is no {kind} “{slug}”, nor any other to export yet. Make one first: {kind} new, in the chat.',
    refuseNearest: 'There is no {kind} “{slug}”. Did you mean {nearest}?',
    refuseSize:
      'This is too much for one Excel file: more than {cells, number} cells, {rows, number} rows or {characters, number} characters. Leave --xlsx out: as CSV it may be of any size.',
  },
  'zh-CN': {
    exported: '{file} 已写好。',
    refuseFile: '无法写入 {file}（{reason}）。请腾出空间，或换一个文件名。',
    refuseKind: '「{kind}」没有可导出的内容。请改用其中之一：{kinds}。',
    refuseSlug: '没有名为「{slug}」的 {kind}。请改用其中之一：{slugs}。',
    refuseNone: '没有名为「{slug}」的 {kind}，也还没有别的可以导出。请先在聊天里新建：{kind} new',
    refuseNearest: '没有名为「{slug}」的 {kind}。你是想找 {nearest} 吗？',
    refuseSize:
      '内容太多，放不进一个 Excel 文件：超过 {cells, number} 个单元格、{rows, number} 行或 {characters, number} 个字符。请去掉 --xlsx 导出 CSV，大小不限。',
  },
});
