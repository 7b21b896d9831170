// The live quiz (抢答): answer first, in one or more rooms, on one board.
import { z } from 'zod';
import type { Flow } from '../../src/engine/flow.ts';
import { answers } from './answers.ts';
import { runCommands } from './commands.ts';
import { editingCommands } from './editing.ts';
import { ask, close, delivered, life } from './game.ts';
import { leave } from './join.ts';
import { logReport } from './log.ts';
import { answeredIn, mergeAnswers, moveQuizzes } from './moving.ts';
import { memberCommands, words } from './words.ts';

export const quiz: Flow = {
  name: 'quiz',
  commands: [...memberCommands, ...editingCommands, ...runCommands],
  words,
  dialogs: async () => [(await import('./dialog.ts')).newQuizDialog()],
  bulk: [answers],
  jobs: [
    {
      name: 'ask',
      async run(scope, payload) {
        await ask(scope, z.object({ campaignId: z.string() }).parse(payload).campaignId);
      },
    },
    { name: 'close', run: (scope, payload) => close(scope, z.object({ roundId: z.string() }).parse(payload).roundId) },
  ],
  ...life,
  delivered,
  leave,
  joined: answeredIn,
  merged: ({ trx }, from, to) => mergeAnswers(trx, from, to),
  roomMoved: moveQuizzes,
  report: logReport,
};
