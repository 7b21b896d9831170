// A WeChat platform on a gateway of the kit, with a clock that the test may take into its hands, and everything it hands over.
import { vi } from 'vitest';
import type { WeChatOptions } from '../../adapters/wechat/index.ts';
import type { SafeText } from '../../src/chat/escape.ts';
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import type { Gateway } from '../support/wechat/gateway.ts';
import { platformOf } from '../support/wechat/platform.ts';

export type Live = ReturnType<typeof live>;

export function live(gateway: Gateway, more: Partial<WeChatOptions> = {}) {
  const clock = settableClock();
  const accepted: InboundMessage[] = [];
  const shown: string[] = [];
  const platform = platformOf(gateway, { clock, show: (lines) => void shown.push(lines), ...more });
  let deliveries = 0;

  function delivery(to: string, text: string, labels: readonly string[]): Delivery {
    deliveries += 1;
    return {
      id: `d${deliveries}`,
      kind: 'reply',
      address: { platform: 'wechat', account: to },
      text: text as SafeText,
      choices: labels.map((label) => ({ label: label as SafeText, value: label })),
      attempt: 1,
    };
  }

  return {
    platform,
    clock,
    accepted,
    shown,
    start: () => platform.start(async (message) => void accepted.push(message)),
    deliver: (to: string, text = 'hi', labels: readonly string[] = []) => platform.deliver(delivery(to, text, labels)),
    /** Lets the clock run on, a second at a time, until it holds. */
    passes: (holds: () => boolean) =>
      until(() => {
        if (holds()) return true;
        clock.set(clock.now() + 1000);
        return false;
      }),
    /** Stops it, and waits until its connection is gone. */
    async stop(): Promise<void> {
      let stopped = false;
      void platform.stop().then(() => {
        stopped = true;
      });
      await until(() => {
        clock.set(clock.now() + 5000);
        return stopped;
      });
      clock.set(clock.now() + 5000);
    },
  };
}

/** Looks again and again; fails when it never holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`never: ${holds}`);
    },
    { interval: 5, timeout: 15_000 },
  );
}
