// What a train says fits a chat without markup: at most 300 characters on WeChat, and never an item cut in two.
import { expect, test } from 'vitest';
import { announcementPhrase } from '../../flows/release/announcement.ts';
import type { Item, Release } from '../../flows/release/store.ts';
import { releaseTexts } from '../../flows/release/text.ts';
import type { Train } from '../../flows/release/train.ts';
import type { Language } from '../../src/text/language.ts';
import { languages } from '../../src/text/language.ts';
import { people, trainWorld, who } from './train-stage.ts';

const train = { title: 'OS weekly 每周系统', definition: {} } as Train;
const release = {
  number: 12,
  note_en: 'Sleep well',
  note_zh: '睡个好觉',
  link: 'https://example.com/download',
} as Release;
const item = (number: number) =>
  ({
    id: `i${number}`,
    number,
    title: `A title as long as titles get, ${number}`.padEnd(60, '…'),
    owner: 'Kim',
    team: 'Display',
  }) as Item;

test.each(languages)('an announcement of many long items, in %s', (language: Language) => {
  const items = Array.from({ length: 8 }, (_, place) => item(place + 1));
  const asked = new Map([['i1', { number: 128, backers: 12_345 }]]);
  const phrase = announcementPhrase({ train, release, items, asked }, { footer: releaseTexts.why() });
  const text = phrase.render({ language, zone: 'Asia/Shanghai', markup: 'plain', now: 0 });
  expect(text.length).toBeLessThanOrEqual(300);
  expect(text).toContain(items[0]!.title);
  expect(text).toMatch(/\+ \d more|另有 \d 项/);
  const slack = phrase.render({ language, zone: 'Asia/Shanghai', markup: 'mrkdwn', now: 0 });
  for (const { title } of items) expect(slack).toContain(title);
});

test('a ballot of long titles, page by page', async () => {
  const world = await trainWorld();
  await people(world, ['amy'], { wants: false });
  for (let number = 1; number <= 7; number += 1)
    await who(world, 'boss').says(`release propose "${'A very long title indeed '.repeat(2)}${number}"`);
  await who(world, 'amy').says('vote');
  const first = await who(world, 'amy').hears('🗳');
  expect(first.text.length).toBeLessThanOrEqual(300);
  expect(first.choices.at(-1)).toEqual({ label: 'More (2)', value: 'release vote page 2' });
  await who(world, 'amy').presses('release vote page 2');
  expect((await who(world, 'amy').hears('🗳')).choices.map(({ value }) => value)).toEqual(['vote 6', 'vote 7']);
  await world.close();
});
