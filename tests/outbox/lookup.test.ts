import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/chat/message.ts';
import { databases } from '../support/database.ts';
import { openOutbox, sent } from './stage.ts';

describe.each(databases)('a platform that can be asked, on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  /** What it has, whatever it told us. */
  let arrived: string[];
  let asked: string[];
  beforeEach(async () => {
    arrived = [];
    asked = [];
    stage = await openOutbox({ kind, capabilities: { lookup: true } });
    stage.platform.finds = async ({ text }) => {
      asked.push(text);
      return arrived.includes(text) ? 'sent' : 'absent';
    };
    await stage.start();
    await stage.settled();
  });
  afterEach(() => stage.close());

  /** Takes it and breaks the connection before it can say so. */
  const cutAfter = ({ text }: Delivery) => {
    arrived.push(text);
    throw new Error('connection reset');
  };
  const cutBefore = () => Promise.reject(new Error('connection reset'));

  it.each(['reply', 'campaign'] as const)(
    'knows of a %s that was cut after it arrived: it is sent, once',
    async (one) => {
      stage.platform.always = cutAfter;
      await stage.say('hello', { kind: one }, { topic: 'quiz/r1' });
      await stage.passes(60_000, 1000);
      expect(await stage.states()).toEqual(['hello: sent']);
      expect(arrived).toEqual(['hello']);
      expect(stage.told).toMatchObject([{ outcome: 'sent' }]);
    },
  );

  it.each(['reply', 'campaign'] as const)(
    'knows of a %s that was cut before it arrived: it is sent again',
    async (one) => {
      stage.platform.always = cutBefore;
      await stage.say('hello', { kind: one });
      await stage.passes(0);
      expect(await stage.rows()).toMatchObject([{ state: 'pending', reason: 'did not arrive', attempts: 1 }]);
      stage.platform.always = () => sent(stage);
      await stage.passes(1000);
      expect(await stage.states()).toEqual(['hello: sent']);
    },
  );

  it('P4: and that cannot tell is asked about a campaign message for an hour, then it is uncertain; a reply is sent again (P5)', async () => {
    stage.platform.finds = () => Promise.reject(new Error('history is not to be had'));
    stage.platform.always = cutAfter;
    await stage.say('news', { to: 'amy', kind: 'campaign' });
    await stage.say('answer', { to: 'bob' });
    await stage.passes(0);
    stage.platform.always = ({ text }) => {
      arrived.push(text);
      return sent(stage);
    };
    await stage.passes(60_000, 1000);
    expect(await stage.states()).toEqual(['news: sending', 'answer: sent']);
    await stage.passes(62 * 60_000, 60_000);
    expect(await stage.states()).toEqual(['news: uncertain', 'answer: sent']);
    expect([...arrived].sort()).toEqual(['answer', 'answer', 'news']);
  });

  it('P4: and that can tell again after a while tells what arrived and what did not', async () => {
    const { finds } = stage.platform;
    stage.platform.finds = () => Promise.reject(new Error('history is not to be had'));
    stage.platform.always = cutAfter;
    await stage.say('arrived', { to: 'amy', kind: 'campaign' });
    await stage.passes(0);
    stage.platform.always = cutBefore;
    await stage.say('lost', { to: 'bob', kind: 'campaign' });
    await stage.passes(10 * 60_000, 60_000);
    expect(await stage.states()).toEqual(['arrived: sending', 'lost: sending']);
    stage.platform.finds = finds;
    stage.platform.always = ({ text }) => {
      arrived.push(text);
      return sent(stage);
    };
    await stage.passes(3 * 60_000, 1000);
    expect(await stage.states()).toEqual(['arrived: sent', 'lost: sent']);
    expect(arrived).toEqual(['arrived', 'lost']);
  });

  it('what is said to a person while an answer to them is to be tried again comes behind it', async () => {
    stage.platform.always = cutBefore;
    await stage.say('first', { to: 'amy' });
    await stage.passes(0);
    stage.platform.always = ({ text }) => {
      arrived.push(text);
      return sent(stage);
    };
    for (const text of ['second', 'third']) await stage.say(text, { to: 'amy' });
    await stage.say('to somebody else', { to: 'bob' });
    await stage.passes(0);
    expect(arrived).toEqual(['to somebody else']);
    await stage.passes(5000, 100);
    expect(arrived).toEqual(['to somebody else', 'first', 'second', 'third']);
  });

  it('and does not answer is waited for 10 s, and cannot tell; what is of no use later is not looked for again', async () => {
    stage.platform.finds = () => new Promise(() => {});
    stage.platform.always = cutAfter;
    await stage.say('news', { kind: 'campaign' }, { expiresAt: stage.clock.now() + 60_000 });
    await stage.platform.asked(1);
    await new Promise(setImmediate);
    expect(await stage.states()).toEqual(['news: sending']);
    stage.clock.set(stage.clock.now() + 10_000);
    await stage.passes(0);
    expect(await stage.states()).toEqual(['news: uncertain']);
  });

  it('of 200 of which each third was cut after it arrived, doubles none and loses none', async () => {
    let count = 0;
    stage.platform.always = (delivery) => {
      count += 1;
      if (count % 3 === 0) return cutAfter(delivery);
      if (count % 7 === 0) return cutBefore();
      arrived.push(delivery.text);
      return sent(stage);
    };
    const texts = Array.from({ length: 200 }, (_, index) => `m${index}`);
    for (const text of texts) await stage.say(text, { to: text, kind: 'campaign' });
    await stage.passes(120_000, 1000);
    expect([...arrived].sort()).toEqual([...texts].sort());
    expect(new Set((await stage.rows()).map(({ state }) => state))).toEqual(new Set(['sent']));
  });

  describe('after a crash', () => {
    beforeEach(async () => {
      stage.platform.always = undefined;
      await stage.say('news', { kind: 'campaign' }, { topic: 'quiz/r1' });
      await stage.platform.asked(1);
      stage.crash();
    });
    const comesBack = async () => {
      await stage.start();
      // On PostgreSQL others may still be alive: what they took is theirs for a minute.
      await stage.passes(kind === 'postgres' ? 60_000 : 0);
    };

    it('is asked about what was under way: it had arrived', async () => {
      arrived.push('news');
      await comesBack();
      expect(await stage.states()).toEqual(['news: sent']);
      expect(stage.told).toMatchObject([{ outcome: 'sent' }]);
      expect(stage.platform.texts).toEqual(['news']);
    });

    it('is asked about what was under way: it had not, and is sent', async () => {
      await comesBack();
      stage.platform.always = () => sent(stage);
      await stage.passes(2000, 1000);
      expect(await stage.states()).toEqual(['news: sent']);
      expect(stage.platform.texts).toEqual(['news', 'news']);
    });

    it('is asked once it is in order, and not before', async () => {
      stage.platform.health = () => ({ ok: false });
      await comesBack();
      await stage.passes(60_000);
      expect([asked, await stage.states()]).toEqual([[], ['news: sending']]);
      arrived.push('news');
      stage.platform.health = () => ({ ok: true });
      await stage.passes(120_000, 60_000);
      expect(await stage.states()).toEqual(['news: sent']);
    });
  });

  it('what is under way 5 s after a stop is left as it is, and asked about by the next process', async () => {
    stage.platform.always = undefined;
    await stage.say('news', { to: 'amy', kind: 'campaign' });
    await stage.say('answer', { to: 'bob' });
    await stage.platform.asked(2);
    const stopping = stage.outbox.stop();
    stage.clock.set(stage.clock.now() + 5000);
    await stopping;
    expect(await stage.states()).toEqual(['news: sending', 'answer: pending']);
    expect(asked).toEqual([]);
    arrived.push('news');
    stage.platform.always = () => sent(stage);
    await stage.restart();
    await stage.passes(61_000, 1000);
    expect(await stage.states()).toEqual(['news: sent', 'answer: sent']);
    expect(stage.platform.texts.filter((text) => text === 'news')).toHaveLength(1);
  });
});
