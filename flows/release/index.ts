// The weekly release train (每周发布): proposed, voted on, confirmed by staff, announced on its slot, reported on and awarded.
import type { Flow } from '../../src/engine/flow.ts';
import { announceJob } from './announcing.ts';
import { countJob } from './audience.ts';
import { commands, words } from './commands.ts';
import { exportOf } from './export.ts';
import { fanoutJob } from './fanout.ts';
import { freezeJob, nudgeJob } from './freezing.ts';
import { life } from './life.ts';
import { mergePart, takesPartIn } from './part.ts';
import { reportJobs } from './report-jobs.ts';
import { reportBulk } from './report-words.ts';
import { ballots } from './voting.ts';

export const release: Flow = {
  ...life,
  commands,
  words,
  bulk: [ballots, reportBulk],
  jobs: [freezeJob, nudgeJob, announceJob, countJob, fanoutJob, ...reportJobs],
  dialogs: async () => [(await import('./dialog.ts')).reportDialog()],
  joined: takesPartIn,
  report: exportOf,
  merged: mergePart,
};
