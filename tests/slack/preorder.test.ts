// A pre-order, lived through in a Slack channel: signed up for, opened, claimed by button and by word, given back, offered on.
import { afterEach, expect, test } from 'vitest';
import { placesIn } from '../preorder/stage.ts';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

test('a pre-order in a channel: each hears of their own part alone, by button and by word', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const [boss, amy, bob] = ['Boss', 'Amy', 'Bob'].map((name) => slack.person(`U${name.toUpperCase()}`, { name }));
  slack.channel('C1');
  for (const one of [boss!, amy!, bob!]) one.joins('C1');

  await boss!.posts('!preorder new mi "Mi phone" --lanes "public:1"', { channel: 'C1' });
  await stage.laterUntil(() => amy!.unheard().some((text) => text.includes('sign-up is open')));
  await amy!.presses('Sign up');
  await amy!.hears('You are signed up for Mi phone');
  await boss!.posts('!preorder open mi', { channel: 'C1' });
  await stage.laterUntil(() => bob!.unheard().some((text) => text.includes('Mi phone is open')));
  await amy!.presses('Claim');
  await amy!.hears('Place 1 in public of Mi phone is yours');
  await bob!.posts('claim', { channel: 'C1' });
  await bob!.hears('you are no. 1 on its waiting list');
  expect(amy!.unheard().join()).not.toContain('waiting list');
  await amy!.posts('preorder cancel mi --confirm mi');
  await stage.laterUntil(() => bob!.unheard().some((text) => text.includes('came free')));
  await bob!.presses('Accept');
  await bob!.hears('Place 1 in public of Mi phone is yours');
  expect(await placesIn(stage)).toEqual(['Bob public 1 confirmed']);
  expect(slack.processed.filter(({ answer }) => !answer.ok)).toEqual([]);
});
