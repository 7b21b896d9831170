// What a message says to a question: a pressed choice, its number or its words typed, or free text.
import { fold } from '../text/normalise.ts';
import { readNumeral } from '../text/numerals.ts';
import type { Reader } from '../text/phrase.ts';
import type { Turn } from './flow.ts';
import type { PhraseChoice } from './scope.ts';

/**
 * The value of a choice where one was pressed or typed (its number, value or label), else the text as it was typed.
 * Undefined when the message holds no answer: no text, or a button of another message.
 */
export function readAnswer(turn: Turn, choices: readonly PhraseChoice[]): string | undefined {
  const { choice, text } = turn.message;
  if (choice !== undefined) return choices.find(({ value }) => value === choice)?.value;
  if (text.trim() === '') return undefined;
  if (choices.length === 0) return text;
  return typedChoice(turn, fold(text), choices)?.value ?? text;
}

function typedChoice(turn: Turn, typed: string, choices: readonly PhraseChoice[]): PhraseChoice | undefined {
  const reader: Reader = {
    language: turn.language,
    zone: turn.person.zone ?? turn.installation.zone,
    markup: 'plain',
    now: turn.now,
  };
  const words = choices.map(({ label, value }) => [fold(value), fold(label.render(reader))]);
  const named = words.findIndex((names) => names.includes(typed));
  if (named >= 0) return choices[named];
  // "2" and 二 mean the second choice, unless the choices are numbers themselves.
  const number = readNumeral(typed);
  if (number === undefined || words.flat().some((name) => readNumeral(name) !== undefined)) return undefined;
  return choices[number - 1];
}
