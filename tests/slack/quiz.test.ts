// One quiz, played in a Slack channel from the first command to the final board.
import { afterEach, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

test.each(databases)(
  'a quiz in a channel: opened by staff, answered by typing and by pressing, won (%s)',
  async (kind) => {
    stage = await openSlack({ kind });
    const { slack } = stage;
    const [boss, amy, bob] = ['Boss', 'Amy', 'Bob'].map((name) => slack.person(`U${name.toUpperCase()}`, { name }));
    slack.channel('C1');
    for (const one of [boss!, amy!, bob!]) one.joins('C1');

    await boss!.posts('quiz new friday "Friday quiz" --scoring all --seconds 10');
    await boss!.posts('quiz ask friday "Which colour?" --options "red|green|blue" --answer B');
    await boss!.posts('quiz ask friday "One and two?" --answer 3');
    await amy!.posts('!quiz open friday', { channel: 'C1' });
    await stage.settled();
    await boss!.posts('!quiz open friday', { channel: 'C1' });
    await amy!.hears('Friday quiz: 2 questions');
    expect(bob!.unheard().filter((text) => text.includes('Friday quiz'))).toHaveLength(1);

    await stage.laterUntil(() => amy!.unheard().some((text) => text.includes('Question 1/2')));
    await amy!.hears('Question 1/2');
    await bob!.presses('A. red');
    expect(await amy!.posts('B', { channel: 'C1', event: 'Ev-b' })).toBe(true);
    await slack.events.again('Ev-b');
    await amy!.posts('C', { channel: 'C1' });
    await stage.laterUntil(() => amy!.unheard().some((text) => text.includes('Answer: B. green')));
    await stage.laterUntil(() => amy!.unheard().some((text) => text.includes('Question 2/2')));
    await bob!.posts('三', { channel: 'C1' });
    await stage.laterUntil(() => bob!.unheard().some((text) => text.includes('is over')));
    await bob!.hears(/Friday quiz is over/);

    const answers = await stage.db
      .selectFrom('quiz_answer')
      .innerJoin('person', 'person.id', 'quiz_answer.person_id')
      .select(['person.name', 'quiz_answer.verdict'])
      .orderBy('quiz_answer.arrival')
      .execute();
    expect(answers.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'Bob wrong',
      'Amy correct',
      'Amy repeated',
      'Bob correct',
    ]);
    const points = await stage.db
      .selectFrom('points')
      .innerJoin('person', 'person.id', 'points.person_id')
      .select(['person.name', 'points.amount'])
      .execute();
    expect(points.map(({ name, amount }) => `${name} ${amount}`).sort()).toEqual(['Amy 1', 'Bob 1']);
    expect(slack.processed.filter(({ answer }) => !answer.ok)).toEqual([]);
  },
);
