// F-codes, priority codes: whoever has one takes over a place that was held for it.
import type { Command, Flow, Word } from '../../src/engine/flow.ts';
import { forgetSaid } from '../../src/outbox/forget.ts';

export { fcodeJobs } from './fcode-expire.ts';

import { CODE_TOPIC, issueCodes } from './fcode-issue.ts';
import { passCode } from './fcode-pass.ts';
import { asksToRevoke, revokeCode } from './fcode-revoke.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { listCodes, traceCode } from './fcode-trace.ts';
import { useCode } from './fcode-use.ts';

export const fcodeWords: readonly Word[] = [
  { words: ['fcode', 'f码'], arguments: true, summary: texts.summaryWord, run: useCode },
];

export const fcodeCommands: readonly Command[] = [
  {
    name: 'fcode issue',
    role: 'staff',
    usage: '<slug> <count> [--uses n] [--lane name] [--expires "2026-12-01 10:00"] [--to name]',
    summary: texts.summaryIssue,
    options: ['uses', 'lane', 'expires', 'to'],
    run: issueCodes,
  },
  {
    name: 'fcode revoke',
    role: 'staff',
    usage: '<slug> <last four or id> [reason] [--used]',
    summary: texts.summaryRevoke,
    options: ['used'],
    confirm: asksToRevoke,
    run: revokeCode,
  },
  {
    name: 'fcode trace',
    role: 'staff',
    usage: '<slug> <code or last four>',
    summary: texts.summaryTrace,
    run: traceCode,
  },
  { name: 'fcode list', role: 'staff', usage: '<slug>', summary: texts.summaryList, run: listCodes },
  { name: 'fcode pass', role: 'member', usage: '<code> <to whom>', summary: texts.summaryPass, run: passCode },
];

/** Codes that were said stay as hashes alone. */
export const forgetCodes: NonNullable<Flow['delivered']> = forgetSaid(CODE_TOPIC);
