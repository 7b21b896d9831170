// A platform in memory: takes every delivery at once and keeps it, unless the test says otherwise.
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import type { Capabilities, Outcome, Platform } from '../../src/chat/platform.ts';

export interface Loopback extends Platform {
  /** Everything delivered, in order. */
  readonly delivered: Delivery[];
  accept(message: InboundMessage): Promise<void>;
  /** What becomes of deliveries from now on; undefined: sent at once. */
  answer: ((delivery: Delivery) => Promise<Outcome> | Outcome) | undefined;
}

export const capable: Capabilities = {
  markup: 'plain',
  buttons: true,
  threads: false,
  privateReplies: true,
  lookup: false,
  stableIds: true,
  latency: 0,
  longestText: 4000,
};

export function loopback(name: string, now: () => number, capabilities: Partial<Capabilities> = {}): Loopback {
  let listener: (message: InboundMessage) => Promise<void> = () => Promise.reject(new Error('not started'));
  const delivered: Delivery[] = [];
  const platform: Loopback = {
    name,
    capabilities: { ...capable, ...capabilities },
    delivered,
    answer: undefined,
    accept: (message) => listener(message),
    async start(accept) {
      listener = accept;
    },
    async stop() {
      listener = () => Promise.reject(new Error('stopped'));
    },
    async deliver(delivery) {
      const outcome = platform.answer ? await platform.answer(delivery) : { type: 'sent' as const, at: now() };
      if (outcome.type === 'sent') delivered.push(delivery);
      return outcome;
    },
    health: () => ({ ok: true }),
  };
  return platform;
}
