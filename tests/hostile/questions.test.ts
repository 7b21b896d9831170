// What staff put into a quiz: by command, by import, by file; and what rooms then see of it, on every kind of platform.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { flows } from '../../flows/index.ts';
import { lint, printFault, readCampaignFile } from '../../src/campaigns/files.ts';
import { apply } from '../../src/campaigns/plan.ts';
import { hostile, short } from '../support/hostile.ts';
import { openStage, type Stage, showable } from './stage.ts';

const reader = { language: 'en', zone: 'UTC', now: 0 } as const;

/** A campaign file with the text in every place where a text may stand. */
const files: [string, (text: string) => unknown][] = [
  ['its kind', (text) => ({ ...sound(), kind: text })],
  ['its slug', (text) => ({ ...sound(), slug: text })],
  ['its title', (text) => ({ ...sound(), title: text })],
  ['its language', (text) => ({ ...sound(), language: text })],
  ['its zone', (text) => ({ ...sound(), zone: text })],
  ['its opening', (text) => ({ ...sound(), opens: text })],
  ['its closing', (text) => ({ ...sound(), closes: text })],
  ['its rooms', (text) => ({ ...sound(), rooms: [text, `terminal:${text}`] })],
  ['keys', (text) => ({ ...sound(), [`k${text}`]: 1, definition: { [text]: text } })],
  ['numbers and rules', (text) => ({ ...sound(), definition: { scoring: text, seconds: text, prize: text } })],
  ['its prize', (text) => ({ ...sound(), definition: { prize: text, questions: [{ text: 'x', answer: 'y' }] } })],
  ['all of a question', (text) => ({ ...sound(), definition: { questions: [everywhere(text)] } })],
  [
    'options',
    (text) => ({ ...sound(), definition: { questions: [{ text: 'x', options: [text, 'b'], answer: 'B' }] } }),
  ],
];

function sound() {
  const rooms = ['terminal:fans'];
  return { kind: 'quiz', slug: 'friday', title: 'Friday', language: 'en', zone: 'UTC', rooms, definition: {} };
}

function everywhere(text: string) {
  return { text, category: text, answer: text, explain: text, seconds: text };
}

describe('a campaign file with something hostile', () => {
  it.each(files)('as %s is read soon, and its faults can be shown', (_place, write) => {
    for (const { text } of hostile) {
      const before = process.cpuUsage();
      const faults = lint(stringify(write(text)), flows);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(2000);
      for (const markup of ['plain', 'mrkdwn', 'html'] as const) {
        for (const fault of faults) showable(printFault('a.yaml', fault).render({ ...reader, markup }), markup);
      }
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe.each(['plain', 'mrkdwn', 'html'] as const)(
  'a quiz full of hostile texts, on a platform that reads %s',
  (markup) => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await openStage({ markup });
    });
    afterEach(() => stage.close());

    it('from a file is announced, asked, answered, closed and given its prize', async () => {
      let played = 0;
      for (const [index, { text }] of short.entries()) {
        const file = { ...sound(), slug: `q-${index}`, title: text.slice(0, 80), rooms: [`terminal:r-${index}`] };
        const question = { text: text.slice(0, 500), category: text.slice(0, 50), explain: text.slice(0, 500) };
        const options = [text.slice(0, 100), 'right', `${text.slice(0, 99)}!`];
        const definition = {
          scoring: 'all',
          prize: text.slice(0, 300),
          prize_players: 1,
          questions: [{ ...question, options, answer: 'B' }],
        };
        const read = readCampaignFile(stringify({ ...file, definition }), flows);
        if (read.type === 'faults') continue;
        played += 1;
        await stage.world.engine.perform((scope) => apply(scope, flows, read.file));
        await stage.hears({ account: 'boss', text: `quiz open q-${index}` });
        await stage.hears({ account: `amy${index}`, text: `quiz join q-${index}` });
      }
      expect(played).toBeGreaterThan(40);
      for (let seconds = 0; seconds < 15; seconds += 5) await stage.passes(5000);
      const playing = await stage.world.db
        .selectFrom('quiz_round_room')
        .select('room')
        .where('room', '<>', '')
        .execute();
      await stage.crowd(playing.map(({ room }) => ({ account: `eve in ${room}`, name: room, room, text: 'B' })));
      for (let seconds = 0; seconds < 60; seconds += 10) await stage.passes(10_000);
      await stage.answers();
      const open = await stage.world.db.selectFrom('campaign').select('slug').where('status', '=', 'live').execute();
      expect(open).toEqual([]);
    }, 60_000);

    const onPlain = markup === 'plain' ? it : () => {};
    onPlain(
      'by command and by import is refused with a reason, or taken',
      async () => {
        const { boss } = stage;
        await boss.says('quiz new friday');
        const ask = (text: string) => stage.hears({ account: 'boss', text });
        for (const { text } of short) {
          const [asked] = await ask(
            `quiz ask friday "${text}" --answer "${text}" --category "${text}" --explain "${text}"`,
          );
          expect(asked).toBeTruthy();
          const [options] = await ask(`quiz ask friday "Which?" --options "a|${text}|c" --answer "${text}"`);
          expect(options).toBeTruthy();
          const [imported] = await ask(`quiz import friday\n${text} | ${text}\n${text} | a | *${text} | c`);
          expect(imported).toBeTruthy();
          await ask(`quiz import friday\nbefore | x\n${text}`);
        }
        await stage.answers();
      },
      60_000,
    );
  },
);
