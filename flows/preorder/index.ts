// The pre-order (预约购买): sign-up, opening, places in lanes, a waiting list, and nothing ever sold twice.
import type { Flow } from '../../src/engine/flow.ts';
import { claims } from './claims.ts';
import { commands, words } from './commands.ts';
import { fcodeCommands, fcodeJobs, fcodeWords, forgetCodes } from './fcode.ts';
import { importCommand } from './import.ts';
import { jobs } from './jobs.ts';
import { life } from './life.ts';
import { listed } from './listed.ts';
import { guestJobs } from './listed-guests.ts';
import { newCommand } from './making.ts';
import { leave, mergeParts, moveLists, takesPartIn } from './part.ts';
import { reportOf } from './report.ts';
import { exportCommand } from './report-command.ts';
import { signups } from './signups.ts';
import { whyCommands } from './why.ts';

export const preorder: Flow = {
  ...life,
  commands: [newCommand, ...commands, ...whyCommands, exportCommand, importCommand, ...fcodeCommands],
  words: [...words, ...fcodeWords],
  dialogs: async () => [(await import('./dialog.ts')).signupDialog()],
  bulk: [claims, signups, listed],
  jobs: [...jobs, ...guestJobs, ...fcodeJobs],
  leave,
  joined: takesPartIn,
  merged: mergeParts,
  roomMoved: moveLists,
  delivered: forgetCodes,
  report: reportOf,
};
