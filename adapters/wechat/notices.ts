// What WeChat itself says in a conversation, as gateways hand it over: nobody wrote it, and nobody waits for an answer.

/** Accounts of WeChat's own; official accounts begin with `gh_`, and answering one may begin a talk of two machines without end. */
const MACHINES = /^(?:weixin|fmessage|medianote|floatbottle|filehelper|newsapp|qqmail|tmessage|qmessage|gh_.*)$/i;

const NOTICES: readonly RegExp[] = [
  /^["“「].{1,100}["”」] ?(?:撤回了一条消息|has recalled a message\.?)$/u,
  /^(?:你撤回了一条消息|You(?:'ve| have)? recalled a message\.?)$/u,
  /请在手机上查看[\]】]?$/u,
  /^["“「].{1,100}["”」] ?(?:邀请|通过扫描|修改群名为|拍了拍|与群里其他人都不是)/u,
  /^(?:你|You) ?(?:邀请|invited |拍了拍|修改群名为)/u,
  /^以上是打招呼的内容$/u,
];

/** WeChat's own words when an account was too hasty: https://github.com/wechaty/friday/issues/89 */
const HASTE = /操作(?:过于|太)?频繁|操作频率过快|发送(?:消息)?(?:过于|太)?频繁|too (?:frequent|many attempts|fast)/i;

export function isMachine(account: string): boolean {
  return MACHINES.test(account);
}

export function isNotice(text: string): boolean {
  const line = text.slice(0, 300).trim();
  return NOTICES.some((notice) => notice.test(line));
}

export function tellsOfHaste(text: string): boolean {
  return HASTE.test(text.slice(0, 300));
}
