// Time as the kit needs it. Whoever tests may hand in a clock of their own and set it.

export interface Clock {
  /** ms since 1970, UTC */
  now(): number;
  /** Calls `wake` once `at` (ms) is reached; gives a function that cancels. */
  wait(at: number, wake: () => void): () => void;
}

export const realClock: Clock = {
  now: Date.now,
  wait(at, wake) {
    const timeout = setTimeout(wake, Math.max(at - Date.now(), 0));
    return () => clearTimeout(timeout);
  },
};

/**
 * Makes Slack's message stamps, "1764205200.000100": the instant, with microseconds that grow where many fall into one.
 * https://docs.slack.dev/messaging/retrieving-messages
 */
export function stamps(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(Math.round(now()) * 1000, last + 1);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
