// A train in a Slack channel, its week pressed into a quarter of an hour: voted on by button, slash command and mention, confirmed, announced in
// the channel and by message, reported on; and titles that look like mentions ping nobody.
import { afterEach, expect, test } from 'vitest';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

const STEP = 5000;

test('a week in a channel: by button and by word, each hears of their own vote alone, and nobody is pinged', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const [boss, amy, bob, cat] = ['Boss', 'Amy', 'Bob', 'Cat'].map((name) =>
    slack.person(`U${name.toUpperCase()}`, { name }),
  );
  slack.channel('C1');
  for (const one of [boss!, amy!, bob!, cat!]) one.joins('C1');
  const heardBy = (person: typeof boss, text: string) => () => person!.unheard().some((one) => one.includes(text));

  await boss!.posts(
    '!release new os "OS weekly" --announce "fri 09:10" --freeze 5m --votes 2 --minimum 1 --report "fri 09:12|fri 09:14"',
    { channel: 'C1' },
  );
  await stage.laterUntil(heardBy(amy, 'OS weekly: the next release goes out'), STEP);
  await boss!.posts('release propose "Dark <!channel> & <@UAMY>" --owner slack:T1.UBOSS --team Display');
  await boss!.hears('Item 1 is up for the vote');
  await boss!.posts('release propose "Faster camera"');
  await amy!.posts('vote');
  await amy!.hears('OS weekly · release 1');
  await amy!.presses('👍 1');
  await amy!.hears('Your vote counts (yes): 1. Dark');
  await bob!.posts('!vote 1 2', { channel: 'C1' });
  await bob!.hears('Your 2 votes count (yes)');
  expect(amy!.unheard().join()).not.toContain('Your 2 votes');
  await amy!.posts('topics release on');
  await amy!.hears('From now on I write to you of: release');
  await cat!.posts('topics release on');
  await cat!.posts('stop');

  await stage.laterUntil(heardBy(boss, '1 item was approved'), STEP);
  await boss!.posts('release confirm os');
  await stage.quiet();
  const preview = boss!.unheard().find((one) => one.includes('To do it, write:'))!;
  await boss!.posts(/To do it, write: (\w+)/.exec(preview)![1]!);
  await boss!.hears('is confirmed');
  await stage.laterUntil(heardBy(amy, 'You voted on'), STEP);
  await stage.laterUntil(heardBy(bob, 'is here'), STEP);
  const raw = JSON.stringify(slack.processed);
  expect(raw).toContain('Dark &lt;!channel&gt; &amp; &lt;@UAMY&gt;');
  expect(raw).not.toMatch(/Dark <!channel>|& <@UAMY>/);
  expect(cat!.unheard().filter((one) => one.includes('You get this because'))).toEqual([]);

  await stage.laterUntil(heardBy(amy, 'how do you like release 1'), STEP);
  await amy!.posts('report 5 1 0 2');
  await amy!.hears('Your report on OS weekly, release 1 is in');
  await stage.laterUntil(heardBy(bob, 'Popcorn award goes to'), STEP);
  expect(slack.processed.filter(({ answer }) => !answer.ok)).toEqual([]);
});
