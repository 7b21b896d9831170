// Why something was held back, in words.
import type { Phrase } from '../text/phrase.ts';
import { quote } from '../text/phrase.ts';
import { defineTexts } from '../text/texts.ts';
import type { Reason } from './gate-rules.ts';

const texts = defineTexts('held', {
  en: {
    expired: 'too late',
    stopped: 'said stop',
    noConsent: 'did not choose it',
    noAddress: 'no account',
    quietHours: 'quiet hours',
    cap: 'had enough lately',
    budget: 'the platform allows no more',
    paused: 'paused',
    withdrawn: 'withdrawn',
  },
  'zh-CN': {
    expired: '太晚',
    stopped: '已退订',
    noConsent: '没有订阅',
    noAddress: '没有账号',
    quietHours: '免打扰时段',
    cap: '近期已收到不少',
    budget: '平台额度已满',
    paused: '暂停中',
    withdrawn: '已收回',
  },
});

const phrases: Record<Reason, () => Phrase> = {
  expired: texts.expired,
  stopped: texts.stopped,
  'no consent': texts.noConsent,
  'no address': texts.noAddress,
  'quiet hours': texts.quietHours,
  cap: texts.cap,
  budget: texts.budget,
  paused: texts.paused,
  withdrawn: texts.withdrawn,
};

/** A reason as it stands in the table; what is none of the gate's stands as it is. */
export function reasonName(reason: string): Phrase {
  return phrases[reason as Reason]?.() ?? quote(reason);
}
