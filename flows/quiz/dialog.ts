// "quiz new" step by step, for staff who know no options.

import type { BotkitConversation } from 'botkit';
import { findCampaign, slugPattern } from '../../src/campaigns/store.ts';
import { conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { quote } from '../../src/text/phrase.ts';
import { createQuiz } from './editing.ts';
import { quizTexts } from './text.ts';

export const NEW_QUIZ = 'quiz-new@1';

const scorings = () => [
  { label: quizTexts.choiceFirst(), value: 'first' },
  { label: quizTexts.choiceSpeed(), value: 'speed' },
  { label: quizTexts.choicePodium(), value: 'podium' },
  { label: quizTexts.choiceAll(), value: 'all' },
];

/** Slug, title, scoring, seconds; each answer is checked before the next question is asked. */
export function newQuizDialog(): BotkitConversation {
  return conversation(NEW_QUIZ)
    .ask(
      saying(quizTexts.askSlug()),
      async (answer, convo, bot) => {
        const slug = fold(answer);
        if (!slugPattern.test(slug)) {
          turnOf(bot).reply(quizTexts.refuseSlug({ slug: quote(answer.slice(0, 60)) }));
          return convo.repeat();
        }
        if (!(await findCampaign(turnOf(bot).trx, slug))) return;
        turnOf(bot).reply(quizTexts.refuseTaken({ slug }));
        await convo.repeat();
      },
      'slug',
    )
    .ask(saying(quizTexts.askTitle()), async () => {}, 'title')
    .ask(
      saying(quizTexts.askScoring(), scorings()),
      async (answer, convo) => {
        if (!scorings().some(({ value }) => value === answer)) await convo.repeat();
      },
      'scoring',
    )
    .ask(
      saying(quizTexts.askSeconds()),
      async (answer, convo, bot) => {
        const seconds = readNumeral(answer);
        if (seconds === undefined || !Number.isInteger(seconds) || seconds < 1 || seconds > 600) {
          turnOf(bot).reply(quizTexts.refuseSeconds());
          return convo.repeat();
        }
        const { slug, title, scoring } = convo.vars as Record<'slug' | 'title' | 'scoring', string>;
        await createQuiz(turnOf(bot), { slug, title, scoring, seconds: String(seconds) });
      },
      'seconds',
    );
}
