// What people say about being written to: topics, quiet, stop, start and why.
import type { Turn, Word } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { lines, type Phrase } from '../text/phrase.ts';
import { topicsOn } from './consent.ts';
import { contactTexts, saidShort, topicList } from './contact-text.ts';
import { quiet, quietShown } from './quiet-words.ts';
import { readNamed } from './read-topics.ts';
import { updatePerson } from './store.ts';
import { peopleTexts } from './text.ts';
import { chooseTopics, turnTopics } from './topic-words.ts';
import { topics } from './topics.ts';
import { why } from './why.ts';

/** "stop the music" in the middle of a dialog is an answer to it; "stop" and "stop release" never are. */
const plain = (rest: string): boolean => rest === '' || readNamed(rest) !== undefined;

export const contactWords: readonly Word[] = [
  { words: ['topics', '主题'], arguments: true, summary: contactTexts.topicsSummary, run: chooseTopics },
  { words: ['quiet', '免打扰'], arguments: true, summary: contactTexts.quietSummary, run: quiet },
  {
    words: ['stop', '退订', 'td'],
    arguments: true,
    always: plain,
    leaves: (rest) => rest === '',
    summary: peopleTexts.stopSummary,
    run: stop,
  },
  { words: ['start', '订阅'], arguments: true, always: plain, summary: peopleTexts.startSummary, run: start },
  { words: ['why', '为什么'], summary: contactTexts.whySummary, run: why },
];

/** For a person's own page: the topics that are on, and the quiet hours. */
export async function contactLines(turn: Turn): Promise<Phrase> {
  const on = await topicsOn(turn.trx, turn.person.id);
  return lines(
    contactTexts.topicsOn({ topics: on.length > 0 ? topicList(on) : contactTexts.noneOn() }),
    contactTexts.quietLine({ quiet: await quietShown(turn) }),
  );
}

/** Everything of our own accord ends, and the topics stay as they are for whoever starts again; with topics behind it these are turned off. */
async function stop(turn: Turn, rest: string): Promise<void> {
  const named = readNamed(rest);
  if (named) return turnTopics(turn, named, false);
  if (rest !== '') throw new UserError(contactTexts.refuseStop({ said: saidShort(rest), topics: topicList(topics) }));
  await updatePerson(turn.trx, turn.person.id, { stopped_at: turn.now });
  turn.reply(peopleTexts.stopped());
}

async function start(turn: Turn, rest: string): Promise<void> {
  const named = readNamed(rest);
  if (named) return turnTopics(turn, named, true);
  if (rest !== '') throw new UserError(contactTexts.refuseStart({ said: saidShort(rest), topics: topicList(topics) }));
  await updatePerson(turn.trx, turn.person.id, { stopped_at: null });
  const on = await topicsOn(turn.trx, turn.person.id);
  turn.reply(
    lines(
      peopleTexts.started(),
      on.length > 0 ? contactTexts.startTopics({ topics: topicList(on) }) : contactTexts.startNoTopics(),
    ),
  );
}
