// The WeChat platform of a test, on a gateway of the kit: in no hurry to rest, and with a clock of its own where it is given one.
import { type WeChatOptions, weChatPlatform } from '../../../adapters/wechat/index.ts';
import { systemClock } from '../../../src/clock.ts';
import { uuids } from '../../../src/ids.ts';
import { createLog } from '../../../src/log.ts';
import { memoryKeep } from '../keep.ts';
import type { Gateway } from './gateway.ts';
import { seeded } from './seeded.ts';

/** No pause between two messages: what a test is not about must not slow it down. */
export const unpaced = { apart: [0, 0], perMinute: 1e6, perDay: 1e6, perMonth: 1e6 } as const;

export function platformOf(gateway: Pick<Gateway, 'endpoint' | 'token'>, more: Partial<WeChatOptions> = {}) {
  return weChatPlatform({
    puppet: 'wechaty-puppet-service',
    token: gateway.token,
    endpoint: gateway.endpoint,
    pace: unpaced,
    keep: memoryKeep(),
    clock: systemClock,
    newId: uuids(systemClock.now),
    random: seeded(1),
    log: createLog('silent'),
    language: 'zh-CN',
    show: () => {},
    ...more,
  });
}
