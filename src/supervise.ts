// A platform that cannot start keeps no other from running: it is tried again until it can, and says meanwhile what is wrong.
import type { Platform } from './chat/platform.ts';
import type { Clock } from './clock.ts';
import { messageOf } from './db/errors.ts';
import { StartError } from './errors.ts';
import type { Logger } from './log.ts';
import { withoutSecrets } from './people/audit.ts';
import { programTexts as texts } from './program-text.ts';

type Accept = Parameters<Platform['start']>[0];

export interface SuperviseOptions {
  clock: Clock;
  log: Logger;
  /** It runs now, or could not start for the first time since it ran or was begun. */
  changed(platform: Platform): void;
  /** A later attempt met what no further one can mend. */
  hopeless(error: StartError): void;
}

/** The start of the program waits so long for one platform, ms; what takes longer goes on beside it. */
const PATIENCE = 10_000;
/** Between two attempts, ms: doubled from the one to the other. */
const SOONEST = 5000;
const LATEST = 60_000;

/**
 * The same platform, whose `start` resolves when it runs, when an attempt failed or after ten seconds, and rejects only with a StartError: that
 * is for whoever set it up. Until it runs, deliveries are `offline` and wait.
 */
export function supervised(platform: Platform, { clock, log, changed, hopeless }: SuperviseOptions): Platform {
  let ran = false;
  let stopped = false;
  let fault: string | undefined;
  let failures = 0;
  let cancelRetry: (() => void) | undefined;
  let waitNoLonger = (): void => {};

  async function attempt(accept: Accept): Promise<void> {
    try {
      // What an attempt that failed has left open is closed first.
      if (failures > 0) await platform.stop();
      await platform.start(accept);
    } catch (error) {
      if (error instanceof StartError || stopped) throw error;
      return retry(accept, error);
    }
    if (stopped) return platform.stop();
    ran = true;
    changed(self);
  }

  function retry(accept: Accept, error: unknown): void {
    fault = withoutSecrets(messageOf(error));
    failures += 1;
    log.warn({ platform: platform.name, failures, error: fault }, 'platform did not start');
    const rest = Math.min(SOONEST * 2 ** (failures - 1), LATEST);
    cancelRetry = clock.wait(clock.now() + rest, () => void attempt(accept).then(undefined, giveUp));
    if (failures === 1) changed(self);
  }

  function giveUp(error: unknown): void {
    const { name } = platform;
    if (stopped)
      return log.info({ platform: name, error: withoutSecrets(messageOf(error)) }, 'stopped while it started');
    hopeless(error instanceof StartError ? error : new StartError(messageOf(error), { cause: error }));
  }

  const self: Platform = {
    ...platform,
    async start(accept) {
      if (stopped) return;
      let cancel: (() => void) | undefined;
      const late = new Promise<'late'>((resolve) => {
        waitNoLonger = () => resolve('late');
        cancel = clock.wait(clock.now() + PATIENCE, waitNoLonger);
      });
      const first = attempt(accept);
      const ended = await Promise.race([first, late]).finally(() => cancel?.());
      if (ended === 'late') first.then(undefined, giveUp);
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      waitNoLonger();
      await platform.stop();
    },
    deliver: (delivery) => (ran ? platform.deliver(delivery) : Promise.resolve({ type: 'offline' })),
    health() {
      if (ran) return platform.health();
      return { ok: false, detail: fault === undefined ? texts.starting() : texts.notStarted({ reason: fault }) };
    },
  };
  const { lookup } = platform;
  if (lookup) self.lookup = (delivery) => (ran ? lookup(delivery) : Promise.resolve('unknown'));
  return self;
}
