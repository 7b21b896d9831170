// "quiz new" step by step, for staff who know no options.
import { findCampaign, slugPattern } from '../../src/campaigns/store.ts';
import { type BotkitConversation, conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { quote } from '../../src/text/phrase.ts';
import { createQuiz, NEW_QUIZ } from './editing.ts';
import { staffTexts } from './staff-text.ts';

const scorings = () => [
  { label: staffTexts.choiceFirst(), value: 'first' },
  { label: staffTexts.choiceSpeed(), value: 'speed' },
  { label: staffTexts.choicePodium(), value: 'podium' },
  { label: staffTexts.choiceAll(), value: 'all' },
];

/** Slug, title, scoring, seconds; each answer is checked before the next question is asked. */
export function newQuizDialog(): BotkitConversation {
  return conversation(NEW_QUIZ)
    .ask(
      saying(staffTexts.askSlug()),
      async (answer, convo, bot) => {
        const slug = fold(answer);
        if (!slugPattern.test(slug)) {
          turnOf(bot).reply(staffTexts.refuseSlug({ slug: quote(answer.slice(0, 60)) }));
          return convo.repeat();
        }
        if (!(await findCampaign(turnOf(bot).trx, slug))) return;
        turnOf(bot).reply(staffTexts.refuseTaken({ slug }));
        await convo.repeat();
      },
      'slug',
    )
    .ask(saying(staffTexts.askTitle()), async () => {}, 'title')
    .ask(
      saying(staffTexts.askScoring(), scorings()),
      async (answer, convo) => {
        if (!scorings().some(({ value }) => value === answer)) await convo.repeat();
      },
      'scoring',
    )
    .ask(
      saying(staffTexts.askSeconds()),
      async (answer, convo, bot) => {
        const seconds = readNumeral(answer);
        if (seconds === undefined || !Number.isInteger(seconds) || seconds < 1 || seconds > 600) {
          turnOf(bot).reply(staffTexts.refuseSeconds());
          return convo.repeat();
        }
        const { slug, title, scoring } = convo.vars as Record<'slug' | 'title' | 'scoring', string>;
        await createQuiz(turnOf(bot), { slug, title, scoring, seconds: String(seconds) });
      },
      'seconds',
    );
}
