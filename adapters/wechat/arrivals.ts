// Messages in the order in which they arrived, although reading them takes each its own time, and kept until they are committed.
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Clock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';
import type { Reader } from './reading.ts';

export interface Arrivals {
  /** From now on messages are taken, and handed to `accept` without awaiting the one before. */
  open(accept: (message: InboundMessage) => Promise<void>): void;
  arrived(id: string): void;
  /** Takes no more; resolves when everything that arrived before has been handed over. */
  close(): Promise<void>;
}

/** WeChat delivers nothing again, so what could not be committed is tried again by us, after so many ms; the last one repeats. */
const BACK_OFF = [1000, 2000, 5000, 10_000, 30_000];
const TRIES = 20;

export function createArrivals(read: Reader, clock: Clock, log: Logger): Arrivals {
  const retries = new Set<() => void>();
  let accept: ((message: InboundMessage) => Promise<void>) | undefined;
  let tail: Promise<void> = Promise.resolve();
  let closed = false;

  function hand(message: InboundMessage, tried: number): void {
    accept!(message).then(undefined, (error: unknown) => {
      const { event } = message;
      if (closed || tried >= TRIES) {
        log.error({ event, error }, 'WeChat: a message could not be committed and is lost');
        return;
      }
      log.warn({ event, error }, 'WeChat: a message could not be committed and is tried again');
      const cancel = clock.wait(clock.now() + (BACK_OFF[tried] ?? BACK_OFF.at(-1)!), () => {
        retries.delete(cancel);
        hand(message, tried + 1);
      });
      retries.add(cancel);
    });
  }

  return {
    open(taking) {
      accept = taking;
    },
    arrived(id) {
      if (!accept || closed) return;
      const reading = read(id, clock.now());
      tail = tail.then(async () => {
        const message = await reading;
        if (message) hand(message, 0);
      });
    },
    async close() {
      closed = true;
      await tail;
      if (retries.size > 0)
        log.error({ messages: retries.size }, 'WeChat: messages that were never committed are lost');
      for (const cancel of retries) cancel();
      retries.clear();
    },
  };
}
