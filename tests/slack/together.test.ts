// One quiz, played in a Slack channel and in a WeChat room at the same time, on one board.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { type Gateway, startGateway } from '../support/wechat/gateway.ts';
import { platformOf } from '../support/wechat/platform.ts';
import { openSlack, type SlackStage } from './stage.ts';

const ROOM = 'fans@chatroom';
/** The gateway is another process: the clock goes on in small steps, so that its answers are not late. */
const STEP = 50;

let gateway: Gateway;
let stage: SlackStage;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(async () => {
  const closed = stage.close();
  const goOn = setInterval(() => stage.clock.set(stage.clock.now() + 100), 5);
  await closed;
  clearInterval(goOn);
  // The gateway takes a second client only when the first is gone, a while after its stop.
  stage.clock.set(stage.clock.now() + 5000);
  await gateway.left();
});
afterAll(() => gateway.close());

const inWeChat = (text: string): boolean => gateway.heard.some((one) => one.to === ROOM && one.text.includes(text));

test.each(databases)(
  'one quiz in a Slack channel and a WeChat room: both play it, on one board (%s)',
  { timeout: 60_000 },
  async (kind) => {
    await gateway.reset();
    stage = await openSlack({ kind, beside: (clock) => [platformOf(gateway, { clock })] });
    const { slack, clock } = stage;
    const [boss, amy] = ['Boss', 'Amy'].map((name) => slack.person(`U${name.toUpperCase()}`, { name }));
    slack.channel('C1');
    boss!.joins('C1');
    amy!.joins('C1');
    await gateway.meet({ id: 'wei', name: '小伟' });
    const wei = (text: string) => gateway.say({ from: 'wei', room: ROOM, text, timestamp: clock.now() });
    const inSlack = (text: string) => amy!.sees().some((sight) => sight.channel === 'C1' && sight.text.includes(text));
    const both = (text: string) => stage.laterUntil(() => inSlack(text) && inWeChat(text), STEP);

    await boss!.posts('quiz new friday "Friday quiz" --scoring podium --seconds 10');
    await boss!.posts('quiz ask friday "Which colour?" --options "red|green|blue" --answer B');
    await boss!.posts('quiz ask friday "One and two?" --answer 3');
    await boss!.posts(`quiz open friday slack:T1.C1 wechat:${ROOM}`);

    await both('Question 1/2');
    await wei('选B');
    await stage.laterUntil(async () => (await answers()).length === 1, STEP);
    await amy!.posts('b', { channel: 'C1' });
    await both('Answer: B. green');
    await both('Question 2/2');
    await amy!.posts('３', { channel: 'C1' });
    await stage.laterUntil(async () => (await answers()).length === 3, STEP);
    await wei('三');
    await both('is over');

    expect(await answers()).toEqual(['小伟 correct', 'Amy correct', 'Amy correct', '小伟 correct']);
    const boards = [
      amy!.sees().findLast(({ text }) => text.includes('is over'))!.text,
      gateway.heard.findLast(({ to, text }) => to === ROOM && text.includes('is over'))!.text,
    ];
    for (const board of boards) {
      expect(board).toMatch(/1\. .*(小伟|Amy)/);
      expect(board).toContain('小伟 · 8');
      expect(board).toContain('Amy · 8');
    }
    expect(gateway.heard.filter(({ text }) => text.includes('Question 1/2'))).toHaveLength(1);
  },
);

async function answers(): Promise<string[]> {
  const rows = await stage.db
    .selectFrom('quiz_answer')
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .select(['person.name', 'quiz_answer.verdict'])
    .orderBy('quiz_answer.arrival')
    .execute();
  return rows.map(({ name, verdict }) => `${name} ${verdict}`);
}
