// How fast one WeChat account may speak. WeChat publishes no figures for personal accounts and blocks them for haste: these are careful.
import type { Limit } from '../../src/chat/platform.ts';

export interface Pace {
  /** Between two messages, ms: at least, and at most where more are waiting. */
  apart: readonly [least: number, most: number];
  perMinute: number;
  perDay: number;
  /** In 30 days. */
  perMonth: number;
}

export const safePace: Pace = { apart: [1500, 4000], perMinute: 20, perDay: 500, perMonth: 10_000 };

/** The name of our one login among the accounts of a platform. */
export const ACCOUNT = 'login';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Everything the account says shares them: to whom it is said makes no difference to WeChat. */
export function limitsOf({ apart: [least, most], perMinute, perDay, perMonth }: Pace): Limit[] {
  const apart = { key: `${ACCOUNT}/apart`, most: 1, within: least, jitter: Math.max(most - least, 0) };
  return [
    ...(most > 0 ? [apart] : []),
    { key: `${ACCOUNT}/minute`, most: perMinute, within: MINUTE },
    { key: `${ACCOUNT}/day`, most: perDay, within: DAY },
    { key: `${ACCOUNT}/month`, most: perMonth, within: 30 * DAY },
  ];
}
