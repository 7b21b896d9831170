// What the campaign commands say.
import type { Phrase } from '../text/phrase.ts';
import { defineTexts } from '../text/texts.ts';
import { when } from '../text/when.ts';
import type { Campaign, Status } from './campaign.ts';
import type { Refusal } from './lifecycle.ts';

export const campaignTexts = defineTexts('campaign', {
  en: {
    draft: 'draft',
    approved: 'approved',
    scheduled: 'scheduled',
    live: 'live',
    paused: 'paused',
    closed: 'closed',
    summaryList: 'all campaigns that are not closed; --all shows the closed ones too',
    summaryShow: 'one campaign: state, rooms, instants, and what to do next',
    summaryOpen: 'opens a campaign in its rooms now',
    summaryPause: 'pauses a live campaign',
    summaryResume: 'goes on with a paused campaign',
    summaryClose: 'ends a campaign for good (asks first)',
    listHead: '{count, plural, one {# campaign} other {# campaigns}}:',
    listLine: '{slug} · {kind} · {title} · {status}',
    listLineNext: '{slug} · {kind} · {title} · {status}, {next}',
    listMore: '+ {count, number} more.',
    none: 'There is no campaign yet. Apply a campaign file with: canyu campaign apply FILE',
    noneOpen: 'No campaign is waiting or running. The closed ones: campaign list --all',
    opens: 'opens {when}',
    closes: 'closes {when}',
    opened: 'opened {when}',
    wasClosed: 'closed {when}',
    showHead: '{title} ({slug}): {kind}, {status}',
    showRooms: 'Rooms: {rooms}',
    showNoRooms: 'Rooms: none yet',
    showLanguage: 'Language {language}, zone {zone}',
    next: 'Next: {commands}',
    done: '{title} is {status} now.',
    already: '{title} is {status} already: nothing was changed.',
    slugMissing: 'Say which campaign: {command} <slug>. The slugs are in: campaign list',
    slugMissingOneOf: 'Say which campaign: {command} <slug>. It may be {slugs}.',
    tooManyWords: '“{word}” is one word too many. Write: {command} <slug>',
    notFound: 'There is no campaign {slug}. The list: campaign list',
    notFoundNearest: 'There is no campaign {slug}. Did you mean {nearest}?',
    whichOne: 'Say which one: write its slug behind the command. The slugs are in: campaign list',
    whichRoom: 'Say where: write this in the room, or name rooms behind the command, like slack:C123',
    refuseRoom: '“{room}” is not a room. Write platform:room, for example terminal:fans.',
    noFlow: '{title} is of the kind {kind}, which this program does not know. Start a version of Canyu that has it.',
    closing:
      'This ends {title} ({slug}, {status}) for good, in {rooms, plural, =0 {no room} one {# room} other {# rooms}}. It cannot be opened again; its results stay.',
    summaryStanding: 'how it stands',
    noneHere: 'Nothing of that kind is open here right now.',
    notOpen: 'That was not counted: {title} is not open ({state}).',
    closingNow: 'This ends {title} for good and posts how it came out in its rooms.',
    refuseLaunch: 'That cannot be opened ({where}): {message} Fix: {fix}',
    missedOpening:
      '{title} ({slug}) should have opened {when}, but the program stood still until after its closing. It was closed without having been open.',
    refuseDraft: '{title} is still a draft. Apply its file, or open it with: campaign open {slug}',
    refuseNotOpen: '{title} is not live ({status}). Open it with: campaign open {slug}',
    refuseLive: '{title} is live. First pause it (campaign pause {slug}) or close it (campaign close {slug}).',
    refusePaused: '{title} is paused. Go on with it: campaign resume {slug}',
    refuseClosed: '{title} is closed and stays closed. Make a new campaign with another slug.',
    refuseNoOpening: '{title} has no opening instant. Open it by hand: campaign open {slug}',
    refuseOpeningPassed: 'The opening of {title} has gone by. Open it by hand: campaign open {slug}',
    refuseClosingPassed: 'The closing instant of {title} has gone by. Close it: campaign close {slug}',
    refuseClosingPassedAt: 'The closing instant of {title} was {when}. Close it: campaign close {slug}',
    refuseDefinition:
      'What {title} is about does not fit its kind any more. Correct its file, then: canyu campaign apply FILE',
  },
  'zh-CN': {
    draft: '草稿',
    approved: '已通过',
    scheduled: '已排期',
    live: '进行中',
    paused: '已暂停',
    closed: '已结束',
    summaryList: '列出没结束的活动，加 --all 连结束的一起看',
    summaryShow: '看一个活动：状态、群、时间和下一步',
    summaryOpen: '现在就在活动的群里开始',
    summaryPause: '暂停进行中的活动',
    summaryResume: '让暂停的活动继续',
    summaryClose: '彻底结束活动（会先问一句）',
    listHead: '共 {count, plural, other {#}} 个活动：',
    listLine: '{slug} · {kind} · {title} · {status}',
    listLineNext: '{slug} · {kind} · {title} · {status}，{next}',
    listMore: '还有 {count, number} 个。',
    none: '还没有活动。先导入一个活动文件：canyu campaign apply FILE',
    noneOpen: '没有在等或在进行的活动。想看结束了的：campaign list --all',
    opens: '{when} 开始',
    closes: '{when} 结束',
    opened: '开始于 {when}',
    wasClosed: '结束于 {when}',
    showHead: '{title}（{slug}）：{kind}，{status}',
    showRooms: '群：{rooms}',
    showNoRooms: '群：还没有',
    showLanguage: '语言 {language}，时区 {zone}',
    next: '接下来可以：{commands}',
    done: '「{title}」现在是「{status}」。',
    already: '「{title}」已经是「{status}」状态，没有改动。',
    slugMissing: '请说明是哪个活动：{command} <slug>。代号可以用 campaign list 查。',
    slugMissingOneOf: '请说明是哪个活动：{command} <slug>，比如 {slugs}。',
    tooManyWords: '多了一个词「{word}」。这样写就行：{command} <slug>',
    notFound: '没有叫 {slug} 的活动。看看有哪些：campaign list',
    notFoundNearest: '没有叫 {slug} 的活动，是不是想说 {nearest}？',
    whichOne: '请说明是哪一个：在命令后面写上代号。代号可以用 campaign list 查。',
    whichRoom: '请说明在哪个群：在群里发这条命令，或者在后面写上群，比如 slack:C123',
    refuseRoom: '「{room}」不是群。请写成 平台:房间，例如 terminal:fans。',
    noFlow: '「{title}」属于 {kind}，这个版本还不认识。请换一个带它的版本启动。',
    closing:
      '这会彻底结束「{title}」（{slug}，{status}），涉及 {rooms, plural, other {#}} 个群。结束后不能再开，成绩会保留。',
    summaryStanding: '看看现在的情况',
    noneHere: '这里现在没有进行中的这类活动。',
    notOpen: '这次没有计入：「{title}」没有在进行（{state}）。',
    closingNow: '这会彻底结束「{title}」，并把结果发到它的群里。',
    refuseLaunch: '这样还不能开始（{where}）：{message}改法：{fix}',
    missedOpening:
      '「{title}」（{slug}）本该在 {when} 开始，但程序停着，恢复时连结束时间都过了。活动没有开始，已直接结束。',
    refuseDraft: '「{title}」还是草稿。先导入它的文件，或者直接开始：campaign open {slug}',
    refuseNotOpen: '「{title}」没有在进行（{status}）。先开始：campaign open {slug}',
    refuseLive: '「{title}」正在进行。先暂停（campaign pause {slug}）或结束（campaign close {slug}）。',
    refusePaused: '「{title}」暂停着，让它继续用：campaign resume {slug}',
    refuseClosed: '「{title}」已经结束，不能再开。请换个代号新建一个活动。',
    refuseNoOpening: '「{title}」没有定开始时间，可以手动开始：campaign open {slug}',
    refuseOpeningPassed: '「{title}」的开始时间已经过了，可以手动开始：campaign open {slug}',
    refuseClosingPassed: '「{title}」的结束时间已经过了，请结束它：campaign close {slug}',
    refuseClosingPassedAt: '「{title}」的结束时间是 {when}，已经过了。请结束它：campaign close {slug}',
    refuseDefinition: '「{title}」的内容已经不符合这类活动的格式。改好文件再导入：canyu campaign apply FILE',
  },
});

/** A state by name. */
export function statusName(status: Status): Phrase {
  return campaignTexts[status]();
}

/** To a member who came before the opening or after the end: the state, and since when. */
export function notOpen({ title, status, closedAt }: Campaign): Phrase {
  const state = closedAt === undefined ? statusName(status) : campaignTexts.wasClosed({ when: when(closedAt) });
  return campaignTexts.notOpen({ title, state });
}

/** Why an event has no place in the state a campaign is in, and what to do instead. */
export function explainRefusal({ title, slug, status, closesAt }: Campaign, why: Refusal | 'definition'): Phrase {
  switch (why) {
    case 'draft':
      return campaignTexts.refuseDraft({ title, slug });
    case 'not-open':
      return campaignTexts.refuseNotOpen({ title, slug, status: statusName(status) });
    case 'live':
      return campaignTexts.refuseLive({ title, slug });
    case 'paused':
      return campaignTexts.refusePaused({ title, slug });
    case 'closed':
      return campaignTexts.refuseClosed({ title });
    case 'no-opening':
      return campaignTexts.refuseNoOpening({ title, slug });
    case 'opening-passed':
      return campaignTexts.refuseOpeningPassed({ title, slug });
    case 'closing-passed':
      if (closesAt === undefined) return campaignTexts.refuseClosingPassed({ title, slug });
      return campaignTexts.refuseClosingPassedAt({ title, slug, when: when(closesAt) });
    case 'definition':
      return campaignTexts.refuseDefinition({ title });
  }
}
