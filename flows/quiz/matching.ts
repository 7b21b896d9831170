// What a message says to the question of the round: right, wrong, or nothing at all.
import { clean, fold } from '../../src/text/normalise.ts';
import { optionLetter, optionReader } from '../../src/text/options.ts';
import { bare, bareOf, lengthOf, slips, withoutTalk } from '../../src/text/wording.ts';
import type { Question } from './definition.ts';

/** `given` is the answer as the log shows it; `none` is chatter, which costs no try. */
export type Reading = { type: 'right' | 'wrong'; given: string } | { type: 'none' };

/** Reads one message; `choice` is the index of the option whose button was pressed. */
export type Matcher = (text: string, choice?: number) => Reading;

export type Matched = Pick<Question, 'options' | 'answer'>;

const NONE: Reading = { type: 'none' };
/** A message may be this long, or twice the longest answer, before it counts as talk. */
const SHORT = 24;
const LEADING_ZEROS = /^0+(?=\d)/;

/**
 * Compiles a question once; the matcher it gives costs some microseconds a message. With options, only what names one of them is
 * an answer. Without, every message that is short enough is, and only what says the same as an accepted text is right.
 */
export function matcher(question: Matched): Matcher {
  const answers = listOf(question.answer);
  return remembering(question.options ? matchOptions(question.options, answers) : matchText(answers.map(clean)));
}

const REMEMBERED = 1000;

/** In a rush most people say one of a few things: those are read once. */
function remembering(read: Matcher): Matcher {
  const known = new Map<string, Reading>();
  return (text, choice) => {
    if (choice !== undefined || text.length > SHORT) return read(text, choice);
    const reading = known.get(text) ?? read(text);
    if (known.size < REMEMBERED) known.set(text, reading);
    return reading;
  };
}

/** The indexes of the options that are right; empty for a question without options. Definitions name them by letter, number or text. */
export function rightOptions(question: Matched): number[] {
  const { options } = question;
  if (!options) return [];
  const read = optionReader(options);
  const found = listOf(question.answer).map((answer) => read.stated(answer));
  return found.filter((index) => index !== undefined);
}

function matchOptions(options: readonly string[], answers: readonly string[]): Matcher {
  const read = optionReader(options);
  const right = new Set(rightOptions({ options: [...options], answer: [...answers] }));
  const longest = longestFor(options);

  return (text, choice) => {
    // A typed number may come as a choice by its place: where it is an option's own text, that is what was meant.
    const typed = clean(text);
    const index = choice === undefined ? readTyped(typed) : (read.named(typed) ?? choice);
    const option = index === undefined ? undefined : options[index];
    if (index === undefined || option === undefined) return NONE;
    return { type: right.has(index) ? 'right' : 'wrong', given: `${optionLetter(index)}. ${option}` };
  };

  function readTyped(text: string): number | undefined {
    const folded = fold(text);
    if (folded === '' || lengthOf(withoutTalk(folded)) > longest) return undefined;
    return read.meant(text);
  }
}

function matchText(answers: readonly string[]): Matcher {
  const typed = new Set(answers.map(fold));
  const wanted = new Set(
    answers
      .map(bare)
      .map(inDigits)
      .filter((text) => text !== ''),
  );
  const longest = longestFor(answers);

  return (text) => {
    const given = clean(text).replace(/\s+/g, ' ').trim();
    const folded = fold(given);
    const stripped = withoutTalk(folded);
    if (folded === '' || lengthOf(stripped) > longest) return NONE;
    if (typed.has(folded)) return { type: 'right', given };
    const forms = [bareOf(folded), bareOf(stripped)].filter((form) => form !== '');
    if (forms.length === 0) return NONE;
    return { type: forms.some(isWanted) ? 'right' : 'wrong', given };
  };

  function isWanted(form: string): boolean {
    if (wanted.has(inDigits(form)) || wanted.has(form.replace(LEADING_ZEROS, ''))) return true;
    for (const text of wanted) if (slips(form, text) !== undefined) return true;
    return false;
  }
}

const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
const NUMBERS = new Map(NUMBER_WORDS.split(' ').map((word, value) => [word, String(value)]));

/** An English number word as its digits, as a Chinese one is read anyway. */
function inDigits(form: string): string {
  return NUMBERS.get(form) ?? form;
}

function longestFor(texts: readonly string[]): number {
  return Math.max(SHORT, ...texts.map((text) => 2 * lengthOf(fold(text))));
}

function listOf(answer: Matched['answer']): string[] {
  return Array.isArray(answer) ? answer : [answer];
}

/** The value of an option's button: `quiz/<roundId>/<option index>`. */
export function choiceValue(roundId: string, option: number): string {
  return `quiz/${roundId}/${option}`;
}

/** What a button's value says, or undefined where it is no button of ours. The round may be an old one: compare. */
export function readChoice(value: string): { roundId: string; option: number } | undefined {
  const match = /^quiz\/([^/]{1,64})\/(\d)$/.exec(value);
  return match ? { roundId: match[1]!, option: Number(match[2]) } : undefined;
}
