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
