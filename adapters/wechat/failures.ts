// What a gateway's complaint about a text means. Pure: it is told in words, each gateway's own, in Chinese or English.
import type { Outcome } from '../../src/chat/platform.ts';
import { tellsOfHaste } from './notices.ts';

/** `haste`: not delivered, and the account must rest. */
export type Failure = Exclude<Outcome, { type: 'sent' }> | { type: 'haste' };

/** Accounts that were limited are treated like those that were too hasty: speaking on makes it worse. */
const LIMITED = /(?:帐号|账号|功能).{0,12}(?:限制|异常|封)|account.{0,20}(?:restricted|limited|blocked by wechat)/i;

const REFUSALS: readonly [RegExp, string][] = [
  [/(?:朋友|好友)验证|不是.{0,8}(?:朋友|好友)|not (?:a |your |his |her )?friend/i, 'not a friend'],
  [/拒收|拉黑|黑名单|block(?:ed|list)|rejected by/i, 'blocked'],
  [
    /不在(?:该|本|此)?群|移出(?:了)?群|已退群|群聊?(?:已)?解散|not (?:a member|in (?:the|this) room)|removed from/i,
    'not in the room',
  ],
  [
    /(?:联系人|用户|群).{0,4}不存在|(?:contact|room|conversation|payload).{0,30}not (?:found|exist)|no such (?:contact|room)|no payload found/i,
    'no such address',
  ],
];

/** The call never left us, or the gateway has nobody to speak as. */
const OFFLINE =
  /no connection established|econnrefused|enotfound|name resolution|no grpc manager|no client|nopuppet|not logged ?in|logged out|未登录|已掉线|请先登录/i;

/** Anything else leaves it open whether the text went out: a connection that broke, a deadline, words that nobody has seen yet. */
export function failureOf(error: unknown): Failure {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  if (tellsOfHaste(words) || LIMITED.test(words)) return { type: 'haste' };
  const refusal = REFUSALS.find(([pattern]) => pattern.test(words));
  if (refusal) return { type: 'refused', reason: refusal[1] };
  return OFFLINE.test(words) ? { type: 'offline' } : { type: 'unknown' };
}
