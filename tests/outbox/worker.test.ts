import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases } from '../support/database.ts';
import { openOutbox, sent } from './stage.ts';

const names = (count: number, prefix = 'm') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe.each(databases)('the outbox on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  beforeEach(async () => {
    stage = await openOutbox({ kind });
  });
  afterEach(() => stage.close());

  const hasStarted = async () => {
    await stage.start();
    await stage.settled();
  };

  it('the same dedupe key is sent once, whatever happens', async () => {
    await hasStarted();
    await stage.say('welcome', {}, { dedupe: 'welcome/amy' });
    await stage.settled();
    await stage.say('welcome', {}, { dedupe: 'welcome/amy' });
    await stage.say(['welcome', 'welcome'], { kind: 'campaign' }, { dedupe: 'welcome/amy' });
    await stage.settled();
    await stage.restart();
    await stage.settled();
    expect(stage.platform.texts).toEqual(['welcome']);
    expect(await stage.states()).toEqual(['welcome: sent']);
  });

  it('replies go before service messages, and those before campaigns', async () => {
    for (const name of names(3, 'c')) await stage.say(name, { to: name, kind: 'campaign' });
    for (const name of names(3, 's')) await stage.say(name, { to: name, kind: 'service' });
    for (const name of names(3, 'r')) await stage.say(name, { to: name });
    await hasStarted();
    expect(stage.platform.texts).toEqual(['r0', 'r1', 'r2', 's0', 's1', 's2', 'c0', 'c1', 'c2']);
  });

  it('a restart delivers what had not been delivered, in order', async () => {
    await stage.say(['a', 'b'], { to: 'amy' });
    await stage.say('c', { to: 'amy', kind: 'campaign' });
    expect(stage.platform.texts).toEqual([]);
    await hasStarted();
    expect(stage.platform.texts).toEqual(['a', 'b', 'c']);
    await stage.restart();
    await stage.settled();
    expect(stage.platform.texts).toHaveLength(3);
  });

  it('what is said right after a restart does not overtake what was left', async () => {
    await stage.say(names(200));
    const starting = stage.start();
    await stage.say('now');
    await starting;
    await stage.settled();
    expect(stage.platform.texts).toEqual([...names(200), 'now']);
  });

  it('settled waits for all that was due in the table, more than is read ahead', async () => {
    await hasStarted();
    for (const name of names(300)) await stage.say(name, { to: name, kind: 'campaign' });
    await stage.settled();
    expect(new Set(await stage.states())).toEqual(new Set(names(300).map((name) => `${name}: sent`)));
    expect(stage.platform.texts).toHaveLength(300);
  });

  it('settled waits for what a slow lane had no room for', async () => {
    await hasStarted();
    stage.platform.always = undefined;
    for (const name of names(100)) await stage.say(name, { to: name });
    await stage.say('news', { kind: 'campaign' }, { topic: 'quiz/r1' });
    let settled = false;
    const waiting = stage.settled().then(() => {
      settled = true;
    });
    for (let index = 0; index < 100; index += 1) {
      await stage.platform.asked(index + 1);
      expect(settled).toBe(false);
      stage.platform.open[0]!.answer(sent(stage));
    }
    await stage.platform.asked(101);
    expect(stage.platform.texts.at(-1)).toBe('news');
    expect(settled).toBe(false);
    stage.platform.open[0]!.answer(sent(stage));
    await waiting;
    expect(stage.told).toHaveLength(1);
  });

  it('settled comes although there is always something on its way', async () => {
    await hasStarted();
    let settled = false;
    stage.platform.always = async () => {
      // Each delivery is followed by another before it is marked.
      const { length } = stage.platform.texts;
      if (!settled && length < 2000) void stage.say('more', { to: `p${length}` });
      return sent(stage);
    };
    await stage.say('first', { to: 'p' });
    await stage.settled();
    settled = true;
    expect(stage.platform.texts.length).toBeLessThan(2000);
  });

  it('a full memory spills into the table, and all of it is delivered once and in order', async () => {
    await hasStarted();
    stage.platform.always = undefined;
    const accounts = names(100, 'p');
    const said: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      await stage.perform(async (scope) => {
        for (const account of accounts) {
          said.push(`${account} ${round}`);
          const phrase = { code: 'x', render: () => `${account} ${round}` as never };
          const reader = { language: 'en', zone: 'UTC' } as const;
          scope.send({ platform: 'terminal', account }, phrase, { kind: 'reply', reader });
        }
      });
    }
    const direct = (await stage.rows()).filter(({ next_at }) => next_at > stage.clock.now()).length;
    expect(direct).toBe(4000);
    stage.platform.always = () => sent(stage);
    for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
    // While memory has room again and the table is not empty yet, somebody goes on talking.
    for (let round = 50; round < 60; round += 1) {
      await stage.platform.asked(64 + (round - 49) * 450);
      const text = `p7 ${round}`;
      said.push(text);
      await stage.say(text, { to: 'p7' });
    }
    await stage.settled();
    expect(stage.platform.texts).toHaveLength(said.length);
    for (const account of accounts) {
      const own = (text: string) => text.startsWith(`${account} `);
      expect(stage.platform.texts.filter(own)).toEqual(said.filter(own));
    }
    await stage.say('again directly', { to: 'zoe' });
    expect(stage.platform.texts.at(-1)).toBe('again directly');
  }, 60_000);

  describe('stop', () => {
    beforeEach(async () => {
      await hasStarted();
      stage.platform.always = undefined;
      await stage.say(['r1', 'r2'], { to: 'amy' });
      await stage.say(['c1', 'c2', 'c3'], { room: 'fans', kind: 'campaign' });
      await stage.platform.asked(2);
    });

    it('lets what is under way come to its end, and gives the rest back: nothing is lost, nothing comes twice', async () => {
      const stopping = stage.outbox.stop();
      for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
      await stopping;
      expect(await stage.states()).toEqual(['r1: sent', 'r2: pending', 'c1: sent', 'c2: pending', 'c3: pending']);
      expect((await stage.rows()).filter(({ state }) => state === 'pending')).toEqual(
        Array.from({ length: 3 }, () => expect.objectContaining({ attempts: 0, next_at: stage.clock.now() })),
      );
      stage.platform.always = () => sent(stage);
      await stage.restart();
      await stage.settled();
      expect(stage.platform.texts).toEqual(['r1', 'c1', 'r2', 'c2', 'c3']);
    });

    it('waits 5 s for a platform that does not answer, and no longer', async () => {
      const stopping = stage.outbox.stop();
      stage.clock.set(stage.clock.now() + 5000);
      await stopping;
      expect(await stage.states()).toEqual([
        'r1: pending',
        'r2: pending',
        'c1: uncertain',
        'c2: pending',
        'c3: pending',
      ]);
    });

    it('gives back what was being read at that moment', async () => {
      stage.platform.always = () => sent(stage);
      const saying = stage.say(names(10, 'x'), { to: 'bob', kind: 'campaign' });
      for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
      const stopping = stage.outbox.stop();
      await Promise.all([saying, stopping]);
      const states = await stage.states();
      expect(states.filter((state) => state.endsWith('sending'))).toEqual([]);
      await stage.restart();
      await stage.settled();
      expect(new Set(stage.platform.texts).size).toBe(stage.platform.texts.length);
      expect(stage.platform.texts).toHaveLength(15);
    });

    it('leaves nobody waiting', async () => {
      const waiting = stage.settled();
      const stopping = stage.outbox.stop();
      for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
      await stopping;
      await waiting;
    });
  });

  it('P4: what a dead process was sending of its own accord is uncertain, the flow is told, and it is not sent again', async () => {
    await hasStarted();
    stage.platform.always = undefined;
    await stage.say('news', { kind: 'campaign' }, { topic: 'quiz/r1' });
    await stage.say('answer', { to: 'bob' });
    await stage.platform.asked(2);
    stage.crash();
    stage.platform.always = () => sent(stage);
    await stage.start();
    if (kind === 'postgres') {
      // Others may still be alive: what they took is theirs for a minute.
      await stage.settled();
      expect(stage.platform.texts).toHaveLength(2);
      stage.clock.set(stage.clock.now() + 60_000);
    }
    await stage.settled();
    expect((await stage.states()).sort()).toEqual(['answer: sent', 'news: uncertain']);
    expect(stage.told).toMatchObject([{ outcome: 'uncertain' }]);
    expect(stage.platform.texts.slice(2)).toEqual(['answer']);
    await stage.restart();
    await stage.settled();
    expect(stage.platform.texts).toHaveLength(3);
  });
});
