// What staff hear of schedules and timers.
import { defineTexts } from '../text/texts.ts';

export const scheduleTexts = defineTexts('schedule', {
  en: {
    summary: 'Shows what runs by the clock, and when next',
    none: 'Nothing runs by a schedule.',
    heading: '{schedule}: {rule} ({zone})',
    graceAndRunLate: 'At most {grace} late; after that only the latest missed one is made up for.',
    graceAndSkip: 'At most {grace} late; after that it is skipped and staff are told.',
    bothDays: 'Note: this rule names days of the month and weekdays. It runs only on days that are both.',
    slot: '– {at}',
    never: 'It never falls due: no day satisfies the rule.',
    noJob: 'Nothing runs: this version of Canyu has no job {job}. Its slots wait for a version that has it.',
    overMonth:
      'Note: {platform} allows {most} a month to each person, and this is number {nth} in {month}. Those who had {most} by then are held back. Leave one out before, or raise CANYU_BUDGETS if {platform} allows more.',
    overDay:
      'Note: {platform} allows {most} a day to each person, and this is number {nth} of that day{more, plural, =0 {} one {; # later day has too many as well} other {; # later days have too many as well}}. Those who had {most} by then are held back. Move one to another day, or raise CANYU_BUDGETS if {platform} allows more.',
    overNone:
      'Note: {platform} allows none at all by CANYU_BUDGETS, so nobody there hears of this{more, plural, =0 {} other { or of what comes after}}. Raise it if {platform} allows some.',
    overIn: '{schedule}, {at}. {note}',
    noJobIn: '{schedule}. {note}',
    refuseRule:
      'The rule {rule} cannot be read: {fault}. Write five fields (minute, hour, day, month, weekday), such as 0 17 * * 5 for Friday 17:00. Nothing was changed.',
    refuseNever: 'The rule {rule} never falls due: no day satisfies it. Nothing was changed.',
    refuseZone: '{zone} is no time zone. Write one such as Asia/Shanghai. Nothing was changed.',
    timers:
      '{count, plural, =0 {No timers of campaigns are waiting.} one {# timer of a campaign is waiting.} other {# timers of campaigns are waiting.}}',
    failedTimers:
      '{count, plural, one {# timer has failed for good} other {# timers have failed for good}}: staff were told each time, with an incident number.',
    missedSkipped:
      '{schedule} was not run in time.\n{count, plural, one {Due: {first}} other {Due # times, from {first} to {last}}}\nNothing was done, so please check what is still needed.\nYou hear this because you are staff.',
    missedRunLate:
      '{schedule} was not run in time.\n{count, plural, one {Due: {first}} other {Due # times, from {first} to {last}}}\nOnly the latest one is made up for, now.\nYou hear this because you are staff.',
    refused: '{why}\nIt is tried again for about ten minutes.\nYou hear this because you are staff.',
    failed:
      '{job} has failed {tries, plural, one {once} other {# times}} and will not be tried again.\nLast try: {last}\nPlease give incident number {incident} to whoever runs the bot.\nYou hear this because you are staff.',
  },
  'zh-CN': {
    summary: '看看哪些事按时间自动执行、下次是什么时候',
    none: '目前没有定时任务。',
    heading: '{schedule}：{rule}（{zone}）',
    graceAndRunLate: '最多晚 {grace}还会照常执行；再晚就只补最近的一次。',
    graceAndSkip: '最多晚 {grace}还会照常执行；再晚就跳过，并告诉工作人员。',
    bothDays: '注意：这条规则同时写了日期和星期，两个都对上的那天才会执行。',
    slot: '– {at}',
    never: '永远不会执行：没有哪一天符合这条规则。',
    noJob: '现在不会执行：这个版本的 Canyu 没有 {job} 这项工作。换成有它的版本后再处理。',
    overMonth:
      '注意：{platform} 每人每月最多 {most} 条，这是{month}的第 {nth} 次。到时已收满 {most} 条的人会先收不到。请在这之前少发一次；如果 {platform} 允许更多，请调高 CANYU_BUDGETS。',
    overDay:
      '注意：{platform} 每人每天最多 {most} 条，这是当天的第 {nth} 次{more, plural, =0 {} other {，之后还有 # 天也超出}}。到时已收满 {most} 条的人会先收不到。请挪一次到别的日子；如果 {platform} 允许更多，请调高 CANYU_BUDGETS。',
    overNone:
      '注意：CANYU_BUDGETS 规定 {platform} 一条也不发，那里没有人会收到这次{more, plural, =0 {} other {以及之后的}}消息。如果 {platform} 允许，请调高。',
    overIn: '{schedule}，{at}。{note}',
    noJobIn: '{schedule}：{note}',
    refuseRule:
      '规则 {rule} 看不懂：{fault}。请写五个字段（分、时、日、月、星期），例如 0 17 * * 5 表示周五 17:00。什么都没有改。',
    refuseNever: '规则 {rule} 永远不会执行：没有哪一天符合。什么都没有改。',
    refuseZone: '{zone} 不是时区，请写成 Asia/Shanghai 这样的名称。什么都没有改。',
    timers: '{count, plural, =0 {没有等待中的活动定时。} other {还有 # 个活动定时在等待。}}',
    failedTimers: '{count, plural, other {有 # 个定时最终没有成功}}，每次都已把故障编号告诉工作人员。',
    missedSkipped:
      '{schedule} 没有按时执行。\n{count, plural, =1 {原定：{first}} other {共 # 次，从 {first} 到 {last}}}\n时间已经过了，所以什么都没有做，请看看还有什么要补。\n你是工作人员，所以收到这条消息。',
    missedRunLate:
      '{schedule} 没有按时执行。\n{count, plural, =1 {原定：{first}} other {共 # 次，从 {first} 到 {last}}}\n现在只补最近的一次，前面的不再补。\n你是工作人员，所以收到这条消息。',
    refused: '{why}\n接下来十分钟左右会再试几次。\n你是工作人员，所以收到这条消息。',
    failed:
      '{job} 试了 {tries} 次都没有成功，不会再试了。\n最后一次：{last}\n请把故障编号 {incident} 告诉维护机器人的同事。\n你是工作人员，所以收到这条消息。',
  },
});
