// A poll and a quiz in one room. The rule: what is typed answers the question of the quiz while that is open and reads as an answer to
// it; a button, and a vote said to the bot ("!vote B"), always reach the poll; between questions everything typed may be a vote.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function both(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const [boss, amy, bob] = [world.person('boss'), world.person('amy'), world.person('bob')];
  await boss.says('quiz new duo "Duo" --seconds 30');
  await boss.says('quiz ask duo "Capital of France?" --options "Rome|Paris" --answer B');
  await boss.says('quiz ask duo "A dozen is how many?" --answer 12');
  await boss.says('poll open "Lunch?" --options "Pizza|Sushi|12" terminal:fans');
  await boss.says('quiz open duo terminal:fans');
  await world.set(6000);
  const fans = world.room('fans');
  const poll = await fans.hears('Lunch?');
  const question = await fans.hears('Capital of France?');
  return { boss, amy, bob, poll, question, fans: (name: string) => world.person(name).in('fans') };
}

const votesSeen = async () => {
  const carl = world.person('carl');
  await carl.says('poll show');
  return (await carl.hears('📊')).text.split('\n').slice(1, 4);
};
const answersSeen = () => world.db.selectFrom('quiz_answer').select(['text', 'verdict']).orderBy('arrival').execute();

describe.each(databases)('%s', (kind) => {
  test('a letter typed while the question is open answers the question, and is no vote', async () => {
    const { amy, fans } = await both(kind);
    await fans('amy').says('B');
    await amy.hears('Got it: B. Paris');
    expect(await votesSeen()).toEqual(['A. Pizza · 0', 'B. Sushi · 0', 'C. 12 · 0']);
  });

  test('“!vote B” and the button vote while the question is open, and use up no try', async () => {
    const { amy, bob, poll, fans } = await both(kind);
    await fans('amy').says('!vote B');
    await amy.hears('Your vote: B. Sushi');
    await bob.presses(poll.choices[0]!.value, { room: 'fans' });
    await bob.hears('Your vote: A. Pizza');
    expect(await answersSeen()).toEqual([]);
    await fans('amy').says('B');
    await amy.hears('Got it: B. Paris');
    expect(await votesSeen()).toEqual(['A. Pizza · 1', 'B. Sushi · 1', 'C. 12 · 0']);
  });

  test('the button of a question answers it, whatever else is open', async () => {
    const { amy, question } = await both(kind);
    await amy.presses(question.choices[1]!.value, { room: 'fans' });
    await amy.hears('Got it: B. Paris');
    expect(await votesSeen()).toEqual(['A. Pizza · 0', 'B. Sushi · 0', 'C. 12 · 0']);
  });

  test('words that only the poll knows are votes even then; what answers a question in free text is none', async () => {
    const { amy, bob, fans } = await both(kind);
    await fans('amy').says('sushi');
    await amy.hears('Your vote: B. Sushi');
    await world.set(45_000);
    await world.room('fans').hears('A dozen is how many?');
    await fans('bob').says('12');
    await bob.hears('Got it: 12');
    expect(await votesSeen()).toEqual(['A. Pizza · 0', 'B. Sushi · 1', 'C. 12 · 0']);
    expect(await answersSeen()).toEqual([{ text: '12', verdict: 'correct' }]);
  });

  test('once the quiz is over, everything typed may be a vote', async () => {
    const { boss, amy, fans } = await both(kind);
    await boss.says('quiz close duo --confirm duo');
    await fans('amy').says('B');
    await amy.hears('Your vote: B. Sushi');
    expect(await answersSeen()).toEqual([]);
  });

  test('of two polls in a room a letter is for the newer, and words are for the one that has them', async () => {
    const { boss, amy, fans } = await both(kind);
    await boss.says('quiz close duo --confirm duo');
    await boss.says('poll open "Drink?" --options "Tea|Coffee" terminal:fans');
    await fans('amy').says('A');
    await amy.hears('Your vote: A. Tea');
    await fans('amy').says('pizza');
    await amy.hears('Your vote: A. Pizza');
    await amy.says('poll show poll-2');
    await amy.hears('A. Tea · 1');
  });
});
