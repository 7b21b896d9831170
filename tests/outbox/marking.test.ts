import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { escape } from '../../src/chat/escape.ts';
import { createMarking } from '../../src/outbox/marking.ts';
import type { Outgoing } from '../../src/outbox/outgoing.ts';
import { judge } from '../../src/outbox/results.ts';
import { intercept } from '../support/faults.ts';
import { openOutbox, sent } from './stage.ts';

const someone: Outgoing = {
  ...{ id: 'd1', kind: 'reply', address: { platform: 'terminal', account: 'amy' }, text: escape('plain', 'hi') },
  ...{ choices: [], attempt: 1, personId: null, campaignId: null, topic: null, dedupe: null, consent: null },
  ...{ createdAt: 0, expiresAt: null, direct: true },
};

describe('what became of deliveries', () => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  /** What the database refuses. */
  let refuses: ((sql: string) => boolean) | undefined;
  beforeEach(async () => {
    refuses = undefined;
    const wrap = intercept(async (call, proceed) => {
      if (refuses?.(call)) throw new Error(`the disk is full: ${call.slice(0, 40)}`);
      return proceed();
    });
    stage = await openOutbox({ wrap });
    await stage.start();
    await stage.settled();
  });
  afterEach(async () => {
    refuses = undefined;
    await stage.close();
  });

  const marks = (sql: string) => sql.startsWith('update outbox set state = made.state');

  it('is kept while the database does not take it, and nothing is delivered again for that', async () => {
    refuses = marks;
    await stage.say('answer', { to: 'amy' });
    await stage.say('news', { to: 'bob', kind: 'campaign' }, { topic: 'quiz/r1' });
    await stage.platform.asked(2);
    while ((await stage.incidents()).length < 1);
    // More than the lease goes by, and each try fails.
    for (let times = 0; times < 5; times += 1) {
      stage.clock.set(stage.clock.now() + 30_000);
      await stage.say(`more ${times}`, { to: 'cleo' });
    }
    expect(stage.platform.texts.filter((text) => !text.startsWith('more'))).toEqual(['answer', 'news']);
    refuses = undefined;
    stage.clock.set(stage.clock.now() + 2000);
    await stage.settled();
    expect(new Set((await stage.rows()).map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(stage.told).toMatchObject([{ topic: 'quiz/r1', outcome: 'sent' }]);
    stage.clock.set(stage.clock.now() + 3_600_000);
    await stage.settled();
    expect(stage.platform.texts.filter((text) => !text.startsWith('more'))).toEqual(['answer', 'news']);
  });

  it('is stored although a flow fails, that is an incident, and the other deliveries are told of', async () => {
    stage.platform.always = undefined;
    for (const name of ['a', 'b', 'c']) await stage.say(name, { to: name, kind: 'service' }, { topic: `quiz/${name}` });
    const { flow } = stage;
    const tell = flow.delivered!;
    flow.delivered = async (scope, deliveries) => {
      if (deliveries.some(({ topic }) => topic === 'quiz/b')) throw new Error('b is too much');
      await tell(scope, deliveries);
    };
    for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
    await stage.settled();
    expect(await stage.states()).toEqual(['a: sent', 'b: sent', 'c: sent']);
    expect(stage.told.map(({ topic }) => topic).sort()).toEqual(['quiz/a', 'quiz/c']);
    for (const { error } of await stage.incidents()) expect(error).toContain('b is too much');
    expect(await stage.incidents()).not.toEqual([]);
    stage.clock.set(stage.clock.now() + 3_600_000);
    await stage.settled();
    expect(stage.platform.texts).toHaveLength(3);
  });

  it('is tried once more at the stop, and what is left then is not blindly sent again', async () => {
    refuses = marks;
    await stage.say('news', { kind: 'campaign' }, { topic: 'quiz/r1' });
    await stage.platform.asked(1);
    while ((await stage.incidents()).length < 1);
    await stage.outbox.stop();
    stage.crash();
    refuses = undefined;
    await stage.start();
    await stage.settled();
    expect(await stage.states()).toEqual(['news: uncertain']);
    expect(stage.platform.texts).toEqual(['news']);
  });

  it('does not change the last word: what was taken back meanwhile stays so, but that it was sent is true', async () => {
    stage.platform.always = undefined;
    await stage.say('asked again', { to: 'amy' });
    await stage.say('sent after all', { to: 'bob' });
    await stage.perform(({ trx }) => trx.updateTable('outbox').set({ state: 'suppressed' }).execute());
    stage.platform.open[0]!.answer({ type: 'retry', after: 5 });
    stage.platform.open[0]!.answer(sent(stage));
    await stage.settled();
    expect(await stage.states()).toEqual(['asked again: suppressed', 'sent after all: sent']);
  });

  it('a table that cannot be read is an incident, and read again soon', async () => {
    const due = (sql: string) => /select .* from "outbox"/.test(sql);
    refuses = due;
    await stage.say('news', { kind: 'campaign' });
    await stage.settled();
    refuses = undefined;
    expect(await stage.incidents()).toMatchObject([{ origin: 'outbox terminal' }]);
    stage.clock.set(stage.clock.now() + 2000);
    await stage.settled();
    expect(stage.platform.texts).toEqual(['news']);
  });

  it('the gate that cannot be asked lets nothing through, and is asked again', async () => {
    stage.platform.always = undefined;
    const campaignId = await stage.campaign('friday');
    await stage.say(['one', 'two'], { kind: 'campaign' }, { campaignId });
    await stage.until('sending');
    stage.clock.set(stage.clock.now() + 1000);
    refuses = (sql) => /from "campaign"/.test(sql);
    stage.platform.always = () => sent(stage);
    stage.platform.open[0]!.answer(sent(stage));
    await stage.settled();
    refuses = undefined;
    expect(stage.platform.texts).toEqual(['one']);
    stage.clock.set(stage.clock.now() + 2000);
    await stage.settled();
    expect(stage.platform.texts).toEqual(['one', 'two']);
  });

  it('is stored at once, at whatever moment it comes: none waits for the next one', async () => {
    for (let depth = 0; depth < 12; depth += 1) {
      let count = 0;
      const { perform, clock } = stage;
      const recordIncident = async () => '';
      const marking = createMarking({ perform, clock, flows: [], recordIncident, marked: () => void goOn() });
      const add = () => marking.add(judge(someone, { type: 'sent', at: clock.now() }, clock.now(), () => 0));
      const goOn = async () => {
        count += 1;
        if (count === 4) return;
        for (let step = 0; step < depth; step += 1) await undefined;
        add();
      };
      add();
      for (let looks = 0; looks < 500 && count < 4; looks += 1) await stage.rows();
      expect(count, `a result ${depth} steps behind the last`).toBe(4);
    }
  });
});
