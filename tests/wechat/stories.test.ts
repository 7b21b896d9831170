// What people in WeChat live through, from their phone to the database and back.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { readCampaignFile } from '../../src/campaigns/files.ts';
import { apply } from '../../src/campaigns/plan.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { quote } from '../../src/text/phrase.ts';
import { databases } from '../support/database.ts';
import { hostile } from '../support/hostile.ts';
import { type Gateway, startGateway } from '../support/wechat/gateway.ts';
import { until } from './live.ts';
import { openWeChat, type WeChatStage } from './stage.ts';

let gateway: Gateway;
let stage: WeChatStage;
beforeAll(async () => {
  gateway = await startGateway({ seed: 11 });
});
afterAll(() => gateway.close());
afterEach(() => stage.close());

async function open(kind: (typeof databases)[number], changed?: (platform: Platform) => Platform): Promise<void> {
  await gateway.reset();
  stage = await openWeChat(gateway, kind, changed);
}

const PLANETS = { text: '离太阳最近的行星是？', options: ['金星', '水星', '火星'], answer: 'B' };

async function applyQuiz(): Promise<void> {
  const text = JSON.stringify({
    kind: 'quiz',
    slug: 'friday',
    title: '周五抢答',
    language: 'zh-CN',
    zone: 'Asia/Shanghai',
    rooms: ['wechat:fans'],
    definition: { seconds: 10, reading: 0, scoring: 'all', questions: [PLANETS] },
  });
  const read = readCampaignFile(text, flows);
  if (read.type === 'faults') return expect.fail(JSON.stringify(read.faults));
  await stage.engine.perform((scope) => apply(scope, flows, read.file));
}

describe.each(databases)('in a room (%s)', (kind) => {
  test('a quiz is played by letters, numbers, words and full-width signs, and the room sees who was right', async () => {
    await open(kind);
    await applyQuiz();
    await stage.says('boss', '@Canyu\u2005quiz open friday', 'fans');
    await stage.passes(5000);
    const question = stage.heard('fans').find((text) => text.includes(PLANETS.text))!;
    expect(question.split('\n').slice(-3)).toEqual(['A. 金星', 'B. 水星', 'C. 火星']);
    const right = { amy: 'b', bob: '2', cai: '选B', dan: 'Ｂ', eve: '水星', fei: '②', gu: '２' };
    for (const [person, text] of Object.entries(right)) await stage.says(person, text, 'fans');
    await stage.says('hu', 'A', 'fans');
    await stage.says('ivy', '今天天气不错', 'fans');
    await stage.passes(15_000);
    const answers = await stage.db
      .selectFrom('quiz_answer')
      .innerJoin('person', 'person.id', 'quiz_answer.person_id')
      .select(['person.name', 'quiz_answer.verdict'])
      .orderBy('quiz_answer.arrival')
      .execute();
    expect(answers).toEqual([
      ...Object.keys(right).map((name) => ({ name, verdict: 'correct' })),
      { name: 'hu', verdict: 'wrong' },
    ]);
    expect(stage.heard('fans').join('\n')).toContain('1. amy · 1');
    expect(gateway.heard.filter(({ to }) => to !== 'fans')).toEqual([]);
  });
});

describe.each(databases)('a broadcast (%s)', (kind) => {
  const persons = Array.from({ length: 60 }, (_, index) => `p${index}`);
  const send = (audience: readonly string[]) =>
    stage.engine.perform(async (scope) => {
      for (const account of audience) {
        scope.send({ platform: 'wechat', account }, quote(`${account}，新版本来了`), {
          kind: 'campaign',
          reader: { language: 'zh-CN', zone: 'Asia/Shanghai' },
          dedupe: `news/${account}`,
        });
      }
    });
  const states = async () => {
    const rows = await stage.db
      .selectFrom('outbox')
      .select(['account', 'state'])
      .where('kind', '=', 'campaign')
      .execute();
    return new Map(rows.map(({ account, state }) => [account!, state]));
  };

  test('P4: pauses at a logout in its middle, goes on after the login, and reaches each person at most once', async () => {
    await open(kind);
    const gone = ['p3', 'p40'];
    const lost = ['p5', 'p50'];
    for (const account of gone) await gateway.answer({ type: 'refused', message: '你还不是他（她）的朋友' }, account);
    for (const account of lost) await gateway.answer({ type: 'lost' }, account);
    await send(persons.slice(0, 30));
    await until(() => gateway.heard.length >= 10);
    await gateway.logout();
    await until(() => !stage.platform.health().ok);
    const before = gateway.heard.length;
    await send(persons.slice(30));
    await stage.passes(60_000);
    expect(gateway.heard.length).toBeLessThan(persons.length);
    expect(gateway.heard.length).toBeLessThanOrEqual(before + 20);
    expect([...(await states()).values()]).toContain('pending');
    await gateway.login();
    await until(() => stage.platform.health().ok);
    await until(async () => {
      stage.clock.set(stage.clock.now() + 1000);
      return [...(await states()).values()].every((state) => state !== 'pending' && state !== 'sending');
    });
    await gateway.settled();
    const final = await states();
    const having = (wanted: string) => persons.filter((person) => final.get(person) === wanted);
    expect(having('failed')).toEqual(gone);
    expect(having('uncertain')).toEqual(expect.arrayContaining(lost));
    expect(having('sent').length + having('uncertain').length + having('failed').length).toBe(persons.length);
    const reached = gateway.heard.map(({ to }) => to);
    expect(new Set(reached).size).toBe(reached.length);
    for (const person of having('sent')) expect(reached).toContain(person);
  });

  test('control: a platform that takes silence for a refusal reaches somebody twice', async () => {
    await open(kind, (platform) => ({
      ...platform,
      async deliver(delivery) {
        const outcome = await platform.deliver(delivery);
        return outcome.type === 'unknown' ? { type: 'retry', after: 1000 } : outcome;
      },
    }));
    await gateway.answer({ type: 'lost' }, 'p1');
    await send(['p1']);
    await until(() => {
      stage.clock.set(stage.clock.now() + 1000);
      return gateway.heard.length > 1;
    });
    expect(gateway.heard.map(({ to }) => to).slice(0, 2)).toEqual(['p1', 'p1']);
  });
});

describe('hostile messages', () => {
  test('P10: none of them ends the process or stops the next one, in private or in the room of a live quiz', async () => {
    await open('sqlite');
    await applyQuiz();
    await stage.says('boss', 'quiz open friday');
    await stage.passes(5000);
    for (const { text } of hostile) {
      // gRPC takes at most 4 MB in one message: a gateway cannot hand over more.
      const told = { from: 'eve', text: text.slice(0, 1024 * 1024), timestamp: stage.clock.now() };
      await gateway.say(told);
      await gateway.say({ ...told, room: 'fans' });
    }
    await stage.says('amy', '我的');
    expect(stage.heard('amy').join('\n')).not.toBe('');
    for (const { text } of gateway.heard) expect(text.isWellFormed() && text.length <= 2000).toBe(true);
    expect(stage.platform.health().ok).toBe(true);
  });
});
