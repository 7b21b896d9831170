// Feedback (反馈): written in chat, ranked by who wants it, owned and answered.

import type { Flow } from '../../src/engine/flow.ts';
import { mediaAlone } from './board.ts';
import { clockJobs } from './clock.ts';
import { commands, words } from './commands.ts';
import { digestJob } from './digest.ts';
import { fileJob } from './filing.ts';
import { life } from './making.ts';
import { spreadJob } from './news.ts';
import { newsJob } from './news-tell.ts';
import { mergeFeedback, wroteOrBacks } from './persons.ts';
import { releaseJob } from './releasing.ts';
import { reportOf } from './report.ts';

export const feedback: Flow = {
  ...life,
  commands,
  words,
  jobs: [newsJob, spreadJob, ...clockJobs, digestJob, releaseJob, fileJob],
  joined: wroteOrBacks,
  mediaAlone,
  report: reportOf,
  merged: mergeFeedback,
  dialogs: async () => [(await import('./dialog.ts')).feedbackDialog()],
};
