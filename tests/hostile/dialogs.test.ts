import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostile } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What leads to each question of the dialog. */
const questions: [string, string[]][] = [
  ['slug', []],
  ['title', ['a-quiz']],
  ['scoring', ['a-quiz', 'A quiz']],
  ['seconds', ['a-quiz', 'A quiz', 'speed']],
];

describe.each(questions)('hostile answers to the question for the %s', (_question, before) => {
  it.each(hostile)('$name', async ({ text }) => {
    const boss = (said: string, more = {}) => stage.hears({ account: 'boss', text: said, ...more });
    await boss('quiz new');
    for (const said of before) await boss(said);
    await boss(text);
    await boss('', { choice: text });
    await boss(text, { edited: true });
    await boss('', { choice: 'canyu/go-on' });
    const [left] = await boss('cancel');
    expect(left).toMatch(/已退出|没有进行中的对话|Left|not in the middle/);
    await stage.answers();
  });
});

describe('hostile titles', () => {
  it.each(hostile)('$name', async ({ text }) => {
    const boss = (said: string) => stage.hears({ account: 'boss', text: said });
    const count = (await stage.world.db.selectFrom('campaign').select('id').execute()).length;
    const slug = `t-${count}`;
    await boss('quiz new');
    await boss(slug);
    await boss(text);
    await boss('all');
    await boss('20');
    await boss(`campaign show ${slug}`);
    await boss('cancel');
    await stage.answers();
  });

  it('make campaigns whose slugs and titles can be shown', async () => {
    const campaigns = await stage.world.db.selectFrom('campaign').select(['slug', 'title']).execute();
    expect(campaigns.length).toBeGreaterThan(50);
    for (const { slug, title } of campaigns) {
      expect(slug).toMatch(/^[a-z][a-z0-9-]{1,40}$/);
      expect(title.trim()).not.toBe('');
      expect(title).not.toMatch(/[\n\r\u2028\u2029\p{Cc}\p{Cs}]/u);
      expect(title.length).toBeLessThanOrEqual(100);
      await stage.hears({ account: 'boss', text: `campaign show ${slug}` });
    }
  });
});
