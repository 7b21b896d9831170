import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import { setRole } from '../../src/people/store.ts';
import { hostile } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.world.engine.perform(async (scope) => {
    for (const index of hostile.keys()) await setRole(scope, { platform: 'terminal', account: `s${index}` }, 'staff');
  });
});
afterAll(() => stage.close());

/** Everyone says theirs, each in a dialog of their own. */
const all = (said: (text: string, index: number) => Partial<InboundMessage>) =>
  stage.crowd(hostile.map(({ text }, index) => ({ account: `s${index}`, text: '', ...said(text, index) })));

const steps: ((index: number) => string)[] = [(index) => `quiz-${index}`, () => 'A quiz', () => 'speed', () => '20'];

describe('the dialog of quiz new', () => {
  it.each([
    ['slug', 0],
    ['title', 1],
    ['scoring', 2],
    ['seconds', 3],
  ])('survives hostile answers to the question for the %s', async (_question, before) => {
    await all(() => ({ text: 'quiz new' }));
    for (const step of steps.slice(0, before)) await all((_, index) => ({ text: step(index) }));
    await all((text) => ({ text }));
    await all((text) => ({ choice: text }));
    await all((text) => ({ text, edited: true }));
    await all(() => ({ choice: 'canyu/go-on' }));
    const left = await all(() => ({ text: 'cancel' }));
    expect(left).toHaveLength(hostile.length);
    for (const told of left) expect(told).toMatch(/已退出|没有进行中的对话|Left|not in the middle/);
    await stage.noIncidents();
    await stage.answers();
  });

  it('makes campaigns whose slugs and titles can be shown', async () => {
    await all(() => ({ text: 'quiz new' }));
    await all((_, index) => ({ text: `titled-${index}` }));
    await all((text) => ({ text }));
    await all(() => ({ text: 'all' }));
    await all(() => ({ text: '20' }));
    await all(() => ({ text: 'cancel' }));
    const campaigns = await stage.world.db.selectFrom('campaign').select(['slug', 'title']).execute();
    expect(campaigns.length).toBeGreaterThan(100);
    for (const { slug, title } of campaigns) {
      expect(slug).toMatch(/^[a-z][a-z0-9-]{1,40}$/);
      expect(title.trim()).not.toBe('');
      expect(title).not.toMatch(/[\n\r\u2028\u2029\p{Cc}\p{Cs}]/u);
      expect(Array.from(title).length).toBeLessThanOrEqual(80);
    }
    await stage.crowd(campaigns.map(({ slug }) => ({ account: 'boss', text: `campaign show ${slug}` })));
    await stage.answers();
  });
});
