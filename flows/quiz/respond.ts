// What somebody hears who answered: in a room only in private, for an answer there is noted without a word to the others.
import type { ReplyOptions, Turn } from '../../src/engine/flow.ts';
import { optionLetter } from '../../src/text/options.ts';
import { quote } from '../../src/text/phrase.ts';
import { clockTime } from '../../src/text/when.ts';
import type { PriorAnswers } from './answer-store.ts';
import type { Answer, NotRead } from './hearing.ts';
import type { Verdict } from './rules.ts';
import type { Quiz } from './say.ts';
import { quizTexts } from './text.ts';

/** Telling somebody that their answer was noted is of no use later, ms. */
const NOTED_FOR = 10_000;
/** Longest piece of a person's text repeated back to them, characters. */
const ECHOED = 40;

/** Each refusal is said once a round. */
export function respond(
  turn: Turn,
  { round, window, reading }: Answer,
  verdict: Verdict,
  before: PriorAnswers,
  quiz: Quiz,
): void {
  const options: ReplyOptions = { onlyPrivate: true, language: quiz.language, expiresAt: turn.now + NOTED_FOR };
  const recorded = quizTexts.recorded({ answer: quote(reading.given) });
  switch (verdict) {
    case 'correct':
      return turn.reply(recorded, options);
    case 'wrong': {
      const left = quiz.definition.tries - before.tries - 1;
      return turn.reply(left > 0 ? quizTexts.tryAgain({ left }) : recorded, options);
    }
    case 'repeated':
      return before.repeated === 0 ? turn.reply(quizTexts.refuseRepeated(), options) : undefined;
    case 'late': {
      const time = clockTime(round.closedAt ?? window.closesAt ?? turn.now);
      const refusal = quiz.status === 'closed' ? quizTexts.refuseLateLast : quizTexts.refuseLate;
      return before.late === 0 ? turn.reply(refusal({ time }), options) : undefined;
    }
    case 'edited':
      return before.edited === 0 ? turn.reply(quizTexts.refuseEdited(), options) : undefined;
  }
}

/** To a player alone with the bot, who would otherwise wonder. */
export function sayNotRead(turn: Turn, heard: NotRead): void {
  if (heard.type === 'no question') return turn.reply(quizTexts.refuseNoQuestion());
  const { options } = heard.round.question;
  if (!options) return turn.reply(quizTexts.refuseTooLong());
  const text = quote([...turn.message.text].slice(0, ECHOED).join(''));
  turn.reply(quizTexts.refuseNotOption({ text, last: optionLetter(options.length - 1) }));
}
