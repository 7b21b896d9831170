// What is said of photos and files that come with feedback.
import { defineTexts } from '../../src/text/texts.ts';

export const mediaTexts = defineTexts('feedback-media', {
  en: {
    photo: '{count, plural, one {# photo} other {# photos}}',
    file: '{count, plural, one {# file} other {# files}}',
    video: '{count, plural, one {# video} other {# videos}}',
    audio: '{count, plural, one {# recording} other {# recordings}}',
    photoName: 'photo',
    fileName: 'file',
    videoName: 'video',
    audioName: 'recording',
    reference: '· {kind} ({platform}): {reference}',
    kept: 'Kept with it: {media}.',
    keptMost: 'Kept with it: {media}. One item takes {most}, and no more.',
    askAnonymous:
      'Of your {media} nothing is downloaded; what the platform calls them is stored. Without your name it is shown to nobody but you, and exported nowhere.',
    taken: 'With it: {media}. Nothing was downloaded; staff see what the platform calls them.',
    takenAnonymous:
      'With it: {media}. What the platform calls them is stored, shown to nobody but you, and exported nowhere.',
    dropped: 'You posted nothing of your own, so this was not kept: {media}.',
    shown: 'With it: {media}',
    alone:
      'To hand this in as feedback, write “feedback” and send it again when I ask. Where it can have words, “feedback …” under it does the same.',
  },
  'zh-CN': {
    photo: '{count, plural, other {# 张图片}}',
    file: '{count, plural, other {# 个文件}}',
    video: '{count, plural, other {# 个视频}}',
    audio: '{count, plural, other {# 段语音}}',
    photoName: '图片',
    fileName: '文件',
    videoName: '视频',
    audioName: '语音',
    reference: '· {kind}（{platform}）：{reference}',
    kept: '已附上：{media}。',
    keptMost: '已附上：{media}。一条反馈最多附 {most} 个，多的没有保存。',
    askAnonymous: '{media}不会下载，只保存它们在平台上的编号。不留名时，编号只有你自己能看，也不导出。',
    taken: '附有 {media}。没有下载，工作人员看得到它们在平台上的编号。',
    takenAnonymous: '附有 {media}。只保存它们在平台上的编号，只有你自己能看，也不导出。',
    dropped: '你没有新发反馈，所以没有保存：{media}。',
    shown: '附有 {media}',
    alone: '想随反馈一起发，请先发“反馈”，我问的时候再发一次。能配文字的话，配上“反馈 …”也行。',
  },
});
