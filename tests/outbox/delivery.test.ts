import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/chat/message.ts';
import { openOutbox, sent } from './stage.ts';

type Stage = Awaited<ReturnType<typeof openOutbox>>;
let stage: Stage;
beforeEach(async () => {
  stage = await openOutbox();
  await stage.start();
  await stage.settled();
});
afterEach(() => stage.close());

const names = (count: number, prefix = 'm') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('a reply', () => {
  it('goes out straight from its commit and is marked by itself', async () => {
    stage.platform.always = undefined;
    await stage.say('hello');
    expect(stage.platform.texts).toEqual(['hello']);
    stage.platform.open[0]!.answer({ type: 'sent', at: 42, id: 'm-1' });
    await stage.until('sent');
    expect(await stage.rows()).toMatchObject([{ sent_at: 42, message_id: 'm-1', attempts: 1, reason: null }]);
  });

  it('is marked by itself each time, however the marks of the one before end', async () => {
    for (const name of names(20)) {
      await stage.say(name);
      await stage.until('sent');
    }
  });

  it('that was rolled back is never delivered', async () => {
    const failing = stage.perform(async (scope) => {
      scope.send(
        { platform: 'terminal', account: 'amy' },
        { code: 'x', render: () => 'lost' as never },
        {
          kind: 'reply',
          reader: { language: 'en', zone: 'UTC' },
        },
      );
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await stage.settled();
    expect(stage.platform.texts).toEqual([]);
  });

  it('to a platform that is not here waits in the table', async () => {
    await stage.say('later', { platform: 'slack' });
    await stage.settled();
    expect(await stage.states()).toEqual(['later: pending']);
  });
});

describe('order', () => {
  it('of each address is kept, one at a time, whatever the platform answers first', async () => {
    const busy = new Set<string>();
    const open: { delivery: Delivery; answer: () => void }[] = [];
    stage.platform.always = (delivery) => {
      const address = delivery.address.account!;
      expect(busy.has(address)).toBe(false);
      busy.add(address);
      return new Promise((resolve) => {
        const answer = () => {
          busy.delete(address);
          resolve(sent(stage));
        };
        open.push({ delivery, answer });
      });
    };
    const accounts = ['amy', 'bob', 'cleo', 'dan', 'eve'];
    for (const name of names(20))
      for (const account of accounts) await stage.say(`${account} ${name}`, { to: account });
    const left = new Map(accounts.map((account) => [account, 19]));
    let asked = accounts.length;
    for (let answered = 0; answered < 100; answered += 1) {
      await stage.platform.asked(asked);
      // Another one each time: neither the first nor the last that was asked.
      const [one] = open.splice((answered * 7) % open.length, 1);
      const account = one!.delivery.address.account!;
      if (left.get(account)! > 0) asked += 1;
      left.set(account, left.get(account)! - 1);
      one!.answer();
    }
    await stage.settled();
    for (const account of accounts) {
      const own = stage.platform.texts.filter((text) => text.startsWith(account));
      expect(own).toEqual(names(20).map((name) => `${account} ${name}`));
    }
  });

  it('of a room, of a person in it and of that person alone are three', async () => {
    stage.platform.always = undefined;
    await stage.say('a', { room: 'fans' });
    await stage.say('b', { room: 'fans', to: 'amy' });
    await stage.say('c', { to: 'amy' });
    expect(stage.platform.texts).toEqual(['a', 'b', 'c']);
  });

  it('at most 64 are under way, and each answer lets one more go', async () => {
    stage.platform.always = undefined;
    for (const name of names(100)) await stage.say(name, { to: name });
    expect(stage.platform.open).toHaveLength(64);
    stage.platform.open[10]!.answer(sent(stage));
    await stage.platform.asked(65);
    expect(stage.platform.open).toHaveLength(64);
    stage.platform.always = () => sent(stage);
    for (const asked of [...stage.platform.open]) asked.answer(sent(stage));
    await stage.settled();
    expect(new Set(stage.platform.texts).size).toBe(100);
    expect(stage.platform.texts).toHaveLength(100);
  });
});

describe('a platform that says wait', () => {
  it('is obeyed for that address alone, and nothing overtakes what is to be tried again', async () => {
    stage.platform.always = ({ address: { account } }) =>
      account === 'amy' ? { type: 'retry', after: 30_000 } : sent(stage);
    await stage.say(['a1', 'a2'], { to: 'amy' });
    await stage.say('b1', { to: 'bob' });
    await stage.settled();
    expect(stage.platform.texts).toEqual(['a1', 'b1']);

    stage.platform.always = () => sent(stage);
    await stage.say('a3', { to: 'amy' });
    await stage.settled();
    stage.clock.set(stage.clock.now() + 29_999);
    await stage.settled();
    expect(stage.platform.texts).toEqual(['a1', 'b1']);

    stage.clock.set(stage.clock.now() + 1);
    await stage.say('a4', { to: 'amy' });
    await stage.settled();
    expect(stage.platform.texts).toEqual(['a1', 'b1', 'a1', 'a2', 'a3', 'a4']);
    expect((await stage.rows()).map(({ attempts }) => attempts)).toEqual([2, 1, 1, 1, 1]);
  });

  it('for a day is given up, and the address is free again', async () => {
    stage.platform.always = () => ({ type: 'retry', after: 3_600_000 });
    await stage.say('a1');
    for (let hours = 0; hours < 24; hours += 1) {
      await stage.settled();
      stage.clock.set(stage.clock.now() + 3_600_000);
    }
    await stage.settled();
    expect(await stage.rows()).toMatchObject([{ state: 'failed', attempts: 25, reason: 'too many tries' }]);
    stage.platform.always = () => sent(stage);
    stage.clock.set(stage.clock.now() + 3_600_000);
    await stage.say('a2');
    await stage.settled();
    expect(stage.platform.texts.slice(25)).toEqual(['a2']);
  });
});

describe('a platform that refuses', () => {
  it('is not asked again, and the flow is told', async () => {
    stage.platform.always = () => ({ type: 'refused', reason: 'the room is gone' });
    await stage.say('question', { room: 'fans', kind: 'campaign' }, { topic: 'quiz/r1' });
    await stage.settled();
    stage.clock.set(stage.clock.now() + 3_600_000);
    await stage.settled();
    expect(stage.platform.texts).toEqual(['question']);
    expect(await stage.rows()).toMatchObject([{ state: 'failed', reason: 'the room is gone' }]);
    expect(stage.told).toMatchObject([{ topic: 'quiz/r1', room: 'fans', account: '', outcome: 'failed' }]);
  });
});

describe('a platform that does not answer', () => {
  it('P5: is asked for a reply again, after 10 s and a pause, and nobody else waits for that', async () => {
    stage.platform.always = undefined;
    await stage.say('to amy', { to: 'amy' });
    await stage.say('to bob', { to: 'bob' });
    stage.platform.open[1]!.answer(sent(stage));
    await new Promise(setImmediate);
    stage.clock.set(stage.clock.now() + 9_999);
    expect(stage.platform.texts).toHaveLength(2);
    stage.clock.set(stage.clock.now() + 1);
    await stage.settled();
    expect(await stage.states()).toEqual(['to amy: pending', 'to bob: sent']);
    stage.clock.set(stage.clock.now() + 1000);
    await stage.platform.asked(3);
    stage.platform.open.at(-1)!.answer(sent(stage));
    await stage.settled();
    expect(await stage.states()).toEqual(['to amy: sent', 'to bob: sent']);
  });

  it('P4: leaves a campaign message uncertain, and is never asked again', async () => {
    stage.platform.always = undefined;
    await stage.say('news', { kind: 'campaign' }, { topic: 'quiz/r1' });
    await stage.platform.asked(1);
    stage.clock.set(stage.clock.now() + 10_000);
    await stage.settled();
    expect(await stage.states()).toEqual(['news: uncertain']);
    expect(stage.told).toMatchObject([{ outcome: 'uncertain' }]);
    stage.clock.set(stage.clock.now() + 86_400_000);
    await stage.settled();
    await stage.restart();
    await stage.settled();
    expect(stage.platform.texts).toEqual(['news']);
  });

  it('and answers after all is not believed twice', async () => {
    stage.platform.always = undefined;
    await stage.say('hello');
    const [late] = stage.platform.open;
    stage.clock.set(stage.clock.now() + 10_000);
    await stage.settled();
    late!.fail(new Error('too late'));
    await stage.settled();
    expect(await stage.states()).toEqual(['hello: pending']);
    expect(await stage.incidents()).toEqual([]);
  });
});

describe('a platform that throws', () => {
  it.each([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('and %s has told us nothing: a reply comes again, and one incident a minute says so', async (_how, broken) => {
    stage.platform.always = broken;
    for (const name of names(3)) await stage.say(name, { to: name });
    await stage.say('news', { kind: 'campaign' });
    await stage.settled();
    expect(await stage.states()).toEqual([...names(3).map((name) => `${name}: pending`), 'news: uncertain']);
    expect(await stage.incidents()).toMatchObject([
      { origin: 'delivery terminal', error: expect.stringContaining('broken') },
    ]);
    stage.platform.always = () => sent(stage);
    stage.clock.set(stage.clock.now() + 1000);
    await stage.settled();
    expect((await stage.states()).slice(0, 3)).toEqual(names(3).map((name) => `${name}: sent`));
  });

  it('nonsense instead of an outcome is no harm', async () => {
    const nonsense = [
      undefined,
      { type: 'sent', at: 0.5 },
      { type: 'retry', after: Number.NaN },
      'ok',
      { type: 'nothing' },
    ];
    stage.platform.always = ({ text }) => nonsense[Number(text)] as never;
    for (const index of nonsense.keys()) await stage.say(String(index), { to: `p${index}` });
    await stage.settled();
    stage.platform.always = () => sent(stage);
    stage.clock.set(stage.clock.now() + 1000);
    await stage.settled();
    expect((await stage.rows()).map(({ state }) => state)).toEqual(nonsense.map(() => 'sent'));
    expect(await stage.incidents()).toEqual([]);
  });
});
