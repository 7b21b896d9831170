// What staff hear of pre-orders.
import { defineTexts } from '../../src/text/texts.ts';

export const staffTexts = defineTexts('preorder-staff', {
  en: {
    summaryNew: 'make a pre-order; its sign-up begins at once',
    summaryOpen: 'open a pre-order now: claims are taken, or its places are drawn',
    summaryDraw: 'draw the places now (asks first)',
    summaryOffer: 'offer free places to those who wait; with a lane and a number, give the lane so many places first',
    standing:
      '{lane} {size, number}: free {free, number}, held {held, number}, offered {offered, number}, confirmed {confirmed, number} · signed up {signed, number}, waiting {waiting, number}',
    drawing:
      'This ends the sign-up of {title} and draws its places among {signed, plural, one {# sign-up} other {# sign-ups}}, for good.',
    offered:
      '{count, plural, =0 {Nobody waits for the free places} one {# person was offered places} other {# persons were offered places}}.',
    created: '{title} ({slug}) is there, and its sign-up has begun. Open it: preorder open {slug}',
    createdOpens: '{title} ({slug}) is there, and its sign-up has begun. It opens {when}.',
    refuseNoDraw: 'Nothing is drawn in {title}: it is first come, first served. Open it: preorder open {slug}',
    refuseSize:
      'Lane {lane} of {slug} cannot have so few places: somebody has place {least}. Give it at least {least}.',
    refuseDrawing:
      'The places of {title} are being drawn at this moment. Change sizes in a minute, when the result is out.',
    refuseSizeNumber: 'How many places is {lane} to have? Write a whole number from 0 to 1000000 behind it.',
    refuseLane: 'There is no such lane. There are: {lanes}.',
    refuseUnapproved: '{slug} is a draft and has no places yet. Open it: preorder open {slug}',
    refuseSlug:
      '“{slug}” is no slug. Write 2 to 41 small letters, digits and dashes, a letter first, for example mi-launch.',
    refuseTaken: 'There is a campaign {slug} already. Choose another slug.',
    refuseLanes:
      '“{lane}” is no lane. Write --lanes "public:100, vip:20:tag=vip>public@30m" (name:places:who, and where free places spill to, and when).',
    refuseDefinition: 'That cannot be a pre-order ({where}): {message} Fix: {fix}',
    refuseInstant: '“{written}” is no instant I can read. Write for example "fri 17:00" or "2026-12-01 10:00".',
    refusePast: '{when} has gone by. Choose an instant that is still to come.',
    usageNew: 'Write: preorder new <slug> "title" --lanes "public:100"',
  },
  'zh-CN': {
    summaryNew: '新建预约购买，马上开始预约',
    summaryOpen: '现在开放：开始抢购，或者抽签',
    summaryDraw: '现在抽签（会先问一句）',
    summaryOffer: '把空名额给候补的人；后面写通道和数字，就先把通道改成这么多名额',
    standing:
      '{lane} {size, number}：空 {free, number}，待确认 {held, number}，待接受 {offered, number}，已确认 {confirmed, number} · 预约 {signed, number}，候补 {waiting, number}',
    drawing: '这会结束「{title}」的预约，并在 {signed, plural, other {# 个}}预约中抽签，不能重来。',
    offered: '{count, plural, =0 {没有人在等空名额} other {给了 # 个人}}。',
    created: '「{title}」（{slug}）建好了，已开始预约。开放：preorder open {slug}',
    createdOpens: '「{title}」（{slug}）建好了，已开始预约，{when} 开放。',
    refuseNoDraw: '「{title}」不抽签，是先到先得。开放：preorder open {slug}',
    refuseSize: '{slug} 的 {lane} 不能这么少：第 {least} 号名额已有人。至少要 {least}。',
    refuseDrawing: '「{title}」正在抽签。一分钟后结果出来再改。',
    refuseSizeNumber: '{lane} 要多少名额？请在后面写 0 到 1000000 的整数。',
    refuseLane: '没有这条通道。现有：{lanes}。',
    refuseUnapproved: '{slug} 还是草稿，没有名额。开放：preorder open {slug}',
    refuseSlug: '“{slug}”不能作代号。请用 2 到 41 个小写字母、数字和短横线，字母开头，比如 mi-launch。',
    refuseTaken: '代号 {slug} 已经有活动了，请换一个。',
    refuseLanes:
      '“{lane}”不是通道。请写 --lanes "public:100, vip:20:tag=vip>public@30m"（名字:名额:谁，以及余量给哪条、多久后）。',
    refuseDefinition: '这样不能成为预约购买（{where}）：{message}改法：{fix}',
    refuseInstant: '“{written}”不是能读的时间。比如写 "fri 17:00" 或 "2026-12-01 10:00"。',
    refusePast: '{when} 已经过了，请选一个还没到的时间。',
    usageNew: '请写：preorder new <slug> "标题" --lanes "public:100"',
  },
});
