// `fcode pass`: notes who has a code now; nothing else changes.
import type { Arguments, Turn } from '../../src/engine/flow.ts';
import { readCode } from '../../src/keep/code.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { nameOf } from './fcode-issue.ts';
import { addEvents, eventsOf } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { findTyped } from './fcode-typed.ts';
import { hold, refusalOf, sayPrivately } from './fcode-use.ts';

/** So often a code is noted as passed on. */
const MOST_PASSED = 50;
/** A code typed with spaces is so many words at most. */
const MOST_WORDS = 12;

export async function passCode(turn: Turn, { words }: Arguments): Promise<void> {
  const pieces = Array.from({ length: Math.min(words.length, MOST_WORDS) }, (_, index) => index + 1);
  const reads = (type: 'code' | 'slip') =>
    pieces.find((count) => readCode(words.slice(0, count).join('')).type === type);
  const length = reads('code') ?? reads('slip') ?? 1;
  const other = nameOf(words.slice(length).join(' '));
  if (other === '') return sayPrivately(turn, { phrase: texts.refusePassTo() });
  sayPrivately(turn, { phrase: await passed(turn, words.slice(0, length).join(''), other) });
}

async function passed(turn: Turn, written: string, other: string): Promise<Phrase> {
  const typed = await findTyped(turn, written);
  if (typed.type === 'refused') return typed.why;
  const held = await hold(turn, typed.code);
  if (!held) return texts.refuseUnknown();
  const why = refusalOf(turn, held);
  if (why) return why;
  const { id, last_four } = held.code;
  const code = quote(last_four);
  const before = (await eventsOf(turn.trx, id)).filter(({ kind }) => kind === 'passed');
  const last = before.at(-1);
  if (last?.person_id === turn.person.id && last.other === other) return texts.passed({ code, to: other });
  if (before.length >= MOST_PASSED) return texts.refusePassMost({ code });
  await addEvents(turn, [{ fcode_id: id, kind: 'passed', person_id: turn.person.id, other }]);
  return texts.passed({ code, to: other });
}
