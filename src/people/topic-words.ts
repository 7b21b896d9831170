// `topics`: what a person hears of by message, shown and changed.
import type { Turn } from '../engine/flow.ts';
import type { PhraseChoice } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { lines } from '../text/phrase.ts';
import { consentsOf, setConsent, topicsOn } from './consent.ts';
import { contactTexts, saidShort, switchName, topicAbout, topicCommand, topicList, topicName } from './contact-text.ts';
import { readTopics } from './read-topics.ts';
import { type Topic, topics } from './topics.ts';

/** `topics` with what stands behind it. */
export async function chooseTopics(turn: Turn, rest: string): Promise<void> {
  if (rest === '') return listTopics(turn);
  const asked = readTopics(rest);
  if (asked.type === 'set') return turnTopics(turn, asked.topics, asked.given);
  throw new UserError(
    contactTexts.refuseTopics({
      said: saidShort(rest),
      on: topicCommand(['release'], true),
      off: topicCommand(['release'], false),
      topics: topicList(topics),
    }),
  );
}

async function listTopics(turn: Turn): Promise<void> {
  const on = await topicsOn(turn.trx, turn.person.id);
  const states = topics.map((topic) => ({ topic, given: on.includes(topic) }));
  turn.reply(
    lines(
      contactTexts.topicsHead(),
      ...states.map(({ topic, given }) =>
        contactTexts.topicLine({ topic: topicName(topic), about: topicAbout(topic), state: switchName(given) }),
      ),
      contactTexts.topicsHow({
        on: topicCommand(['release'], true),
        off: topicCommand(['release'], false),
        both: topicCommand(['release', 'quiz'], true),
      }),
      turn.person.stopped && contactTexts.topicsStopped(),
    ),
    { choices: states.map(({ topic, given }) => switchChoice(topic, !given)) },
  );
}

/** What is pressed can be typed as well, in either language. */
function switchChoice(topic: Topic, given: boolean): PhraseChoice {
  return {
    label: contactTexts.button({ topic: topicName(topic), state: switchName(given) }),
    value: typed([topic], given),
  };
}

function typed(chosen: readonly Topic[], given: boolean): string {
  return `topics ${chosen.join(' ')} ${given ? 'on' : 'off'}`;
}

/** Turns topics on or off and says so. The undo turns back what changed, and nothing else. */
export async function turnTopics(turn: Turn, chosen: readonly Topic[], given: boolean): Promise<void> {
  const { platform, choice } = turn.message;
  const source = `${platform}:${choice === undefined ? 'word' : 'button'}`;
  const changed: Topic[] = [];
  const before = await consentsOf(turn.trx, turn.person.id);
  for (const topic of chosen) {
    const [moved] = await setConsent(turn, [turn.person.id], topic, given, source);
    if (moved !== undefined && (before.get(topic)?.given ?? false) !== given) changed.push(topic);
  }
  const named = { topics: topicList(chosen) };
  const again = changed.length === 0;
  const back = again ? chosen : changed;
  turn.reply(
    lines(
      given
        ? (again ? contactTexts.onAlready : contactTexts.turnedOn)(named)
        : (again ? contactTexts.offAlready : contactTexts.turnedOff)(named),
      contactTexts.kept({ place: platform, undo: topicCommand(back, !given) }),
      given && turn.person.stopped && contactTexts.topicsStopped(),
    ),
    { choices: again ? [] : [{ label: contactTexts.undo(), value: typed(back, !given) }] },
  );
}
