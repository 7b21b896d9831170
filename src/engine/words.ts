// The words that always work: help and cancel. Also where old marks are forgotten.

import { help } from './commands.ts';
import type { Conversations } from './conversations.ts';
import type { Flow, Turn } from './flow.ts';
import { leave } from './handle.ts';
import { ARRIVALS_PER_MS } from './intake.ts';
import type { Registry } from './registry.ts';
import { forgetSeen } from './seen.ts';
import { engineTexts } from './text.ts';
import type { OpenTurn } from './turn.ts';

/** Marks are kept so long: no platform delivers an event again after a month. */
const SEEN_KEPT = 31 * 24 * 3_600_000;
/** So many go in one transaction, so that nobody waits for it. */
const FORGOTTEN_AT_ONCE = 5000;

export function engineFlow(registry: () => Registry, conversations: () => Conversations): Flow {
  return {
    name: 'engine',
    commands: [],
    words: [
      {
        words: ['help', '帮助'],
        always: true,
        summary: () => engineTexts.helpSummary(),
        run: (turn: Turn) => turn.reply(help(registry(), turn.role)),
      },
      {
        words: ['cancel', '取消'],
        always: true,
        summary: () => engineTexts.cancelSummary(),
        async run(turn: Turn) {
          const left = await leave(turn as OpenTurn, conversations());
          turn.reply(left ? engineTexts.cancelled() : engineTexts.nothingToCancel());
        },
      },
    ],
    jobs: [
      {
        name: 'forget-seen',
        cron: { rule: '20 4 * * *', zone: 'UTC', grace: 12 * 3_600_000, missed: 'run-late' },
        async run(scope) {
          const before = (scope.now - SEEN_KEPT) * ARRIVALS_PER_MS;
          while ((await forgetSeen(scope.trx, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
        },
      },
    ],
  };
}
