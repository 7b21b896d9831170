// What the program does for itself at night.
import type { Flow } from './flow.ts';
import { ARRIVALS_PER_MS } from './intake.ts';
import { forgetSeen } from './seen.ts';

const HOUR = 3_600_000;
/** Marks are kept so long: no platform delivers an event again after a month. */
const SEEN_KEPT = 31 * 24 * HOUR;
/** So many go in one statement. */
const FORGOTTEN_AT_ONCE = 5000;

export const housekeepingFlow: Flow = {
  name: 'housekeeping',
  commands: [],
  words: [],
  jobs: [
    {
      name: 'forget-seen',
      cron: { rule: '20 4 * * *', zone: 'UTC', grace: 12 * HOUR, missed: 'run-late' },
      async run(scope) {
        const before = (scope.now - SEEN_KEPT) * ARRIVALS_PER_MS;
        while ((await forgetSeen(scope.trx, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
      },
    },
  ],
};
