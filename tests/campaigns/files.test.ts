import { describe, expect, it } from 'vitest';
import { definitionSchema } from '../../flows/quiz/definition.ts';
import { lint, printFault, readCampaignFile } from '../../src/campaigns/files.ts';
import type { Flow } from '../../src/engine/flow.ts';
import type { Language } from '../../src/text/language.ts';
import { gameFlow } from './stage.ts';

const quiz: Flow = { name: 'quiz', definition: definitionSchema, commands: [], words: [] };
const flows = [gameFlow(), quiz];

const sound = `kind: game
slug: friday-game
title: Friday game
language: en
zone: Asia/Shanghai
opens: 2026-11-27 17:00
closes: 2026-11-27T18:00+08:00
rooms: ['terminal:fans', 'slack:C024BE91L']
definition:
  rounds: 5
`;

function faults(text: string, language: Language = 'en'): string[] {
  const reader = { language, zone: 'UTC', markup: 'plain', now: 0 } as const;
  return lint(text, flows).map((fault) => printFault('game.yaml', fault).render(reader));
}

describe('a campaign file', () => {
  it('is read with its instants in its own zone', () => {
    expect(readCampaignFile(sound, flows)).toEqual({
      type: 'file',
      file: {
        kind: 'game',
        slug: 'friday-game',
        title: 'Friday game',
        language: 'en',
        zone: 'Asia/Shanghai',
        opensAt: Date.parse('2026-11-27T17:00:00+08:00'),
        closesAt: Date.parse('2026-11-27T18:00:00+08:00'),
        rooms: [
          { platform: 'terminal', room: 'fans' },
          { platform: 'slack', room: 'C024BE91L' },
        ],
        definition: { rounds: 5 },
      },
    });
  });

  it('may begin with a BOM, have Windows line ends, and leave rooms and instants out', () => {
    expect(faults(`\ufeff${sound.replaceAll('\n', '\r\n')}`)).toEqual([]);
    expect(faults('kind: game\nslug: ab\ntitle: 游戏\nlanguage: zh-CN\nzone: UTC\ndefinition: {}\n')).toEqual([]);
  });

  it('tells all its faults at once, in their order, each with line, column and fix', () => {
    const text = `kind: gane
slug: Friday Game
title: 2048
langauge: en
zone: asia/shanghai
opens: 2026-02-29 12:00
closes: 2026-11-27 24:00
rooms:
  - terminal：fans
  - fans
  - terminal: fans
definition: {}
`;
    expect(faults(text)).toEqual([
      'game.yaml:1:1: The key language is missing. Fix: add language: zh-CN',
      'game.yaml:1:7: There is no kind of campaign called “gane”. Fix: write game',
      'game.yaml:2:7: “Friday Game” is no slug. Fix: use 2 to 41 small letters, digits and hyphens, a letter first: write friday-game.',
      'game.yaml:3:8: This should be text; what was read is the number 2048. Fix: write "2048"',
      'game.yaml:4:1: The key langauge is unknown. Fix: did you mean language?',
      'game.yaml:5:7: There is no time zone “asia/shanghai”. Fix: write Asia/Shanghai',
      expect.stringMatching(
        /^game\.yaml:6:8: “2026-02-29 12:00” is no day and time of the calendar\. Fix: write it like /,
      ),
      expect.stringMatching(/^game\.yaml:7:9: “2026-11-27 24:00” .* midnight is 00:00 of the next day\.$/),
      'game.yaml:9:5: “terminal：fans” names no room. Fix: write platform and room with a colon between: terminal:fans',
      'game.yaml:10:5: “fans” names no room. Fix: write platform and room with a colon between: terminal:fans',
      'game.yaml:11:5: This should be text; what was read is keys with values. Fix: write "terminal:fans"',
    ]);
  });

  it('says it in Chinese to who reads Chinese', () => {
    expect(faults(sound.replace('slug: friday-game', 'slug: 周五').replace('title:', 'titel:'), 'zh-CN')).toEqual([
      'game.yaml:1:1: 少了键 title。改法：加上 title: "Friday quiz"',
      'game.yaml:2:7: 「周五」不能作代号。改法：用 2 到 41 个小写字母、数字和连字符，字母开头：写成 friday-quiz。',
      'game.yaml:3:1: 不认识键 titel。改法：是不是想写 title？',
    ]);
  });

  const one: [string, (text: string) => string, string][] = [
    [
      'a time that the clocks jump over',
      (text) => text.replace('Asia/Shanghai', 'America/New_York').replace('2026-11-27 17:00', '2026-03-08 02:30'),
      '6:8: “2026-03-08 02:30” never comes in America/New_York: the clocks are put forward over it.',
    ],
    [
      'a month 13',
      (text) => text.replace('2026-11-27 17:00', '2026-13-01 17:00'),
      '6:8: “2026-13-01 17:00” is no day and time of the calendar.',
    ],
    [
      'a time that moves with the reader',
      (text) => text.replace('2026-11-27 17:00', 'fri 17:00'),
      '6:8: “fri 17:00” is no day and time of the calendar.',
    ],
    [
      'a day without time',
      (text) => text.replace('2026-11-27 17:00', '2026-11-27'),
      '6:8: “2026-11-27” is no day and time of the calendar.',
    ],
    [
      'closing before opening',
      (text) => text.replace('T18:00', 'T17:00'),
      '7:9: The campaign would close before it opens.',
    ],
    [
      'a room twice',
      (text) => text.replace('slack:C024BE91L', 'terminal:fans'),
      '8:26: The room “terminal:fans” is in the list twice.',
    ],
    ['a room without platform', (text) => text.replace('terminal:fans', ':fans'), '8:9: “:fans” names no room.'],
    [
      'an unknown zone',
      (text) => text.replace('Asia/Shanghai', 'Asia/Nope'),
      '5:7: There is no time zone “Asia/Nope”.',
    ],
    [
      'a language that is not spoken here',
      (text) => text.replace('language: en', 'language: fr'),
      '4:11: “fr” is none of the values that are possible here.',
    ],
    [
      'an empty title',
      (text) => text.replace('title: Friday game', 'title:'),
      '3:1: This should be text; what was read is nothing.',
    ],
    [
      'a blank title',
      (text) => text.replace('title: Friday game', 'title: "  "'),
      '3:8: The title is blank or has several lines.',
    ],
    [
      'a title on two lines',
      (text) => text.replace('title: Friday game', 'title: "a\\nb"'),
      '3:8: The title is blank or has several lines.',
    ],
    [
      'a title of 81 characters',
      (text) => text.replace('Friday game', 'x'.repeat(81)),
      '3:8: The text is too long: at most 80 characters.',
    ],
    [
      'a fraction',
      (text) => text.replace('rounds: 5', 'rounds: 1.5'),
      '10:11: This should be a whole number; what was read is the number 1.5.',
    ],
    ['a number below the least', (text) => text.replace('rounds: 5', 'rounds: -1'), '10:11: -1 is too small.'],
    ['a number above the most', (text) => text.replace('rounds: 5', 'rounds: 1000'), '10:11: 1000 is too large.'],
    [
      'full-width digits',
      (text) => text.replace('rounds: 5', 'rounds: １２'),
      '10:11: This should be a number; what was read is “１２”.',
    ],
    [
      'a hexadecimal number, read as what it is',
      (text) => text.replace('rounds: 5', 'rounds: 0x10ff'),
      '10:11: 4351 is too large.',
    ],
    [
      'infinity',
      (text) => text.replace('rounds: 5', 'rounds: 1e309'),
      '10:11: The number 1e309 is beyond what can be counted exactly.',
    ],
    [
      'a number that would be rounded',
      (text) => text.replace('rounds: 5', 'rounds: 9007199254740993'),
      '10:11: The number 9007199254740993 is beyond what can be counted exactly.',
    ],
    [
      'an unknown choice',
      (text) => `${text}  mode: quik\n`,
      '11:9: “quik” is none of the values that are possible here.',
    ],
    ['an unknown key inside', (text) => `${text}  round: 3\n`, '11:3: The key round is unknown.'],
    ['a list that is none', (text) => `${text}  words: all\n`, '11:10: This should be a list; what was read is “all”.'],
    ['no definition', (text) => text.slice(0, text.indexOf('definition')), '1:1: The key definition is missing.'],
    [
      'a definition that is a list',
      (text) => text.replace(/definition:[\s\S]*$/, 'definition: [1]'),
      '9:13: This should be keys with values; what was read is a list.',
    ],
  ];
  it.each(one)('is told of %s, and of nothing else', (_name, change, expected) => {
    const changed = change(sound);
    expect(changed).not.toBe(sound);
    expect(faults(changed)).toEqual([expect.stringContaining(`game.yaml:${expected} Fix: `)]);
  });

  it('is checked by the schema of its kind, down to each question of a quiz', () => {
    const text = `kind: quiz
slug: friday-quiz
title: Friday quiz
language: en
zone: Asia/Shanghai
definition:
  scoring: fist
  second: 20
  questions:
    - text: Capital of France?
      options: [Paris, Paris]
      answer: A
    - txt: What ends a round?
      answer: the clock
`;
    expect(faults(text)).toEqual([
      'game.yaml:7:12: “fist” is none of the values that are possible here. Fix: write first',
      'game.yaml:8:3: The key second is unknown. Fix: did you mean seconds?',
      expect.stringMatching(/^game\.yaml:11:24: .*the same as option A/),
      'game.yaml:13:7: The key text is missing. Fix: add text: "…"',
      'game.yaml:13:7: The key txt is unknown. Fix: did you mean text?',
    ]);
  });
});
