import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostile } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

describe('P10: a hostile message', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it.each(hostile)('$name', async ({ name, text }) => {
    await stage.hears({ account: 'eve', text });
    await stage.hears({ account: 'eve', text, edited: true });
    await stage.hears({ account: 'eve', text: '', choice: text });
    const [told] = await stage.hears({ account: `named ${name}`, name: text, text: 'me' });
    expect(told).toBeTruthy();

    await stage.hears({ account: 'eve', room: 'fans', text, addressed: true });
    await stage.hears({ account: 'eve', room: 'fans', text: `!${text}` });
    await stage.hears({ account: 'eve', room: 'fans', text: '', choice: text });
    const overheard = await stage.hears({ account: 'eve', room: 'fans', text });
    if (!/^\s*[!！]/.test(text)) expect(overheard).toEqual([]);
    await stage.answers();
  });

  const legal = hostile.filter(({ text }) => text.trim() !== '' && text.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(text));
  it.each(legal)('$name, as an account and a room', async ({ text }) => {
    const [told] = await stage.hears({ account: text, name: text, text: 'me' });
    expect(told).toBeTruthy();
    const [inRoom] = await stage.hears({ account: text, room: text, text: '!help' });
    expect(inRoom).toBeTruthy();
    await stage.answers();
  });
});

describe.each(['mrkdwn', 'html'] as const)('a hostile message on a platform that reads %s', (markup) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ markup });
  });
  afterAll(() => stage.close());

  it.each(hostile)('$name', async ({ name, text }) => {
    await stage.hears({ account: 'eve', text });
    await stage.hears({ account: `named ${name}`, name: text, text: 'me' });
    await stage.hears({ account: 'boss', text: `campaign show "${text}"` });
  });
});

describe('names', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('two people with one name are two people', async () => {
    await stage.hears({ account: 'a1', name: '小明', text: '我的 隐藏' });
    const [first] = await stage.hears({ account: 'a1', name: '小明', text: '我的' });
    const [second] = await stage.hears({ account: 'a2', name: '小明', text: '我的' });
    expect(first).toMatch(/不显示你的名字/);
    expect(second).toMatch(/\n公开榜单：显示你的名字/);
  });

  it.each(['admin', 'boss', '客服', 'Canyu', 'system'])(
    'whoever is called %s is a member like any other',
    async (name) => {
      const [told] = await stage.hears({ account: `x-${name}`, name, text: 'staff list' });
      expect(told).toMatch(/仅限工作人员|for staff/);
    },
  );

  it('a name of 2,000 characters is cut', async () => {
    const [told] = await stage.hears({ account: 'long', name: '名'.repeat(2000), text: '我的' });
    expect(told!.split('\n')[0]).toMatch(/^名{60} · 0 分$/);
  });

  it('a name stays on one line, reads from left to right, and is never empty', async () => {
    const [lines] = await stage.hears({ account: 'n1', name: 'Amy\n1. Bob\u2028x', text: '我的' });
    expect(lines!.split('\n')[0]).toBe('Amy 1. Bob x · 0 分');
    const [turned] = await stage.hears({ account: 'n2', name: '\u202eymA\u202c', text: '我的' });
    expect(turned!.split('\n')[0]).toBe('ymA · 0 分');
    const [unseen] = await stage.hears({ account: 'n3', name: '\u200b\u2060', text: '我的' });
    expect(unseen!.split('\n')[0]).toBe('n3 · 0 分');
  });
});
