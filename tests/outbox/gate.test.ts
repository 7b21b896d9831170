import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases } from '../support/database.ts';
import { openOutbox, sent } from './stage.ts';

describe.each(databases)('P7: the gate, on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  let amy: string;
  let campaignId: string;
  beforeEach(async () => {
    stage = await openOutbox({ kind });
    amy = await stage.person('amy');
    campaignId = await stage.campaign('friday');
    await stage.start();
    await stage.settled();
  });
  afterEach(() => stage.close());

  const news = (text: string, more = {}) =>
    stage.say(text, { kind: 'campaign' }, { personId: amy, campaignId, topic: 'quiz/r1', ...more });

  it('lets nothing of our own accord through to a person who said stop, and tells the flow', async () => {
    await stage.stops(amy);
    await news('news');
    await stage.settled();
    expect(stage.platform.texts).toEqual([]);
    expect(await stage.rows()).toMatchObject([{ state: 'suppressed', reason: 'stopped', attempts: 0 }]);
    expect(stage.told).toMatchObject([{ topic: 'quiz/r1', account: 'amy', outcome: 'failed' }]);
  });

  it('lets what they asked for through all the same', async () => {
    await stage.stops(amy);
    await stage.say('your answer', {}, { personId: amy, campaignId });
    await stage.say('it is over', { kind: 'service' }, { personId: amy, campaignId });
    await stage.settled();
    expect(stage.platform.texts.sort()).toEqual(['it is over', 'your answer']);
  });

  it('holds what a paused campaign says, however much, until it goes on', async () => {
    await stage.becomes(campaignId, 'paused');
    for (let index = 0; index < 150; index += 1) await news(`n${index}`, { personId: undefined });
    await stage.say('of no campaign', { kind: 'campaign' });
    for (let seconds = 0; seconds < 5; seconds += 1) {
      await stage.settled();
      stage.clock.set(stage.clock.now() + 1000);
    }
    await stage.settled();
    expect(stage.platform.texts).toEqual(['of no campaign']);
    expect(new Set((await stage.rows()).map(({ state }) => state))).toEqual(new Set(['pending', 'sent']));
    await stage.becomes(campaignId, 'live');
    stage.clock.set(stage.clock.now() + 1000);
    await stage.settled();
    expect(stage.platform.texts.slice(1)).toEqual(Array.from({ length: 150 }, (_, index) => `n${index}`));
  });

  it('lets nothing through that is of no use any more', async () => {
    await news('too late', { expiresAt: stage.clock.now() });
    await stage.settled();
    expect(await stage.rows()).toMatchObject([{ state: 'suppressed', reason: 'expired' }]);
  });

  describe('asked again at the moment of sending, of what had to wait behind something slow', () => {
    beforeEach(async () => {
      stage.platform.always = undefined;
      await news('first');
      await news('second', { expiresAt: stage.clock.now() + 5000 });
      await news('third');
      await stage.until('sending');
    });

    const answerFirst = async () => {
      stage.platform.always = () => sent(stage);
      stage.platform.open[0]!.answer(sent(stage));
      await stage.settled();
    };

    it('a person who said stop meanwhile hears no more', async () => {
      await stage.stops(amy);
      stage.clock.set(stage.clock.now() + 1000);
      await answerFirst();
      expect(await stage.states()).toEqual(['first: sent', 'second: suppressed', 'third: suppressed']);
      expect(stage.told.map(({ outcome }) => outcome)).toEqual(['sent', 'failed', 'failed']);
    });

    it('P8: a campaign that was paused meanwhile says no more until it goes on, and then in order', async () => {
      await stage.becomes(campaignId, 'paused');
      stage.clock.set(stage.clock.now() + 1000);
      await answerFirst();
      expect(await stage.states()).toEqual(['first: sent', 'second: pending', 'third: pending']);
      await stage.becomes(campaignId, 'live');
      stage.clock.set(stage.clock.now() + 1000);
      await stage.settled();
      expect(stage.platform.texts).toEqual(['first', 'second', 'third']);
    });

    it('what is of no use any more is left out', async () => {
      stage.clock.set(stage.clock.now() + 5000);
      await answerFirst();
      expect(await stage.states()).toEqual(['first: sent', 'second: suppressed', 'third: sent']);
    });
  });

  it('a reply that waited until it was of no use is left out', async () => {
    stage.platform.always = undefined;
    await stage.say('slow');
    await stage.say('noted', {}, { expiresAt: stage.clock.now() + 5000 });
    stage.clock.set(stage.clock.now() + 5000);
    stage.platform.open[0]!.answer(sent(stage));
    await stage.settled();
    expect(await stage.states()).toEqual(['slow: sent', 'noted: suppressed']);
  });
});
