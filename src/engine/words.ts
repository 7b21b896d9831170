// The engine's own words, which always work: help and cancel.

import { help } from './commands.ts';
import type { Conversations } from './conversations.ts';
import type { Flow, Turn } from './flow.ts';
import { leave } from './handle.ts';
import type { Registry } from './registry.ts';
import { engineTexts } from './text.ts';
import type { OpenTurn } from './turn.ts';

export function engineFlow(registry: () => Registry, conversations: () => Conversations): Flow {
  return {
    name: 'engine',
    commands: [],
    words: [
      {
        words: ['help', '帮助'],
        always: true,
        summary: () => engineTexts.helpSummary(),
        run: (turn: Turn) => turn.reply(help(registry(), turn.role, turn.capabilities(turn.message.platform))),
      },
      {
        words: ['cancel', '取消'],
        always: true,
        summary: () => engineTexts.cancelSummary(),
        async run(turn: Turn) {
          if (await leave(turn as OpenTurn, conversations())) return turn.reply(engineTexts.cancelled());
          for (const flow of registry().flows) {
            const left = await flow.leave?.(turn);
            if (left) return turn.reply(left);
          }
          turn.reply(engineTexts.nothingToCancel());
        },
      },
    ],
  };
}
