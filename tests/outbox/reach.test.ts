// P7 over real rows: consent, quiet hours, caps and budgets hold at the moment of sending, whatever was planned.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContactRules, UNLIMITED } from '../../src/outbox/contact.ts';
import { capOpens, quietEnds } from '../../src/outbox/gate-rules.ts';
import { spanOf } from '../../src/schedule/spans.ts';
import { databases } from '../support/database.ts';
import { NOON, openOutbox } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Stage = Awaited<ReturnType<typeof openOutbox>>;

const wants = (stage: Stage, personId: string, topic: string, given = 1) =>
  stage.perform(({ trx, now: at }) =>
    trx
      .insertInto('consent')
      .values({ topic, person_id: personId, given, at, source: 'test', version: 1 })
      .onConflict((conflict) => conflict.columns(['topic', 'person_id']).doUpdateSet({ given, at }))
      .execute(),
  );

const change = (
  stage: Stage,
  personId: string,
  set: { zone?: string; quiet?: string | null; stopped_at?: number | null },
) => stage.perform(({ trx }) => trx.updateTable('person').set(set).where('id', '=', personId).execute());

async function open(kind: 'sqlite' | 'postgres', contact: Partial<ContactRules>) {
  const stage = await openOutbox({ kind, contact: { quiet: 'none', caps: {}, budgets: {}, ...contact } });
  await stage.start();
  const amy = await stage.person('amy');
  const news = (text: string, more = {}) =>
    stage.say(text, { kind: 'campaign' }, { personId: amy, consent: 'release', ...more });
  return { stage, amy, news };
}

describe.each(databases)('P7: a message that needs a consent, on %s', (kind) => {
  test('goes to who gave it, and leaves the reason where it does not', async () => {
    const { stage, amy, news } = await open(kind, {});
    await news('before');
    await stage.settled();
    await wants(stage, amy, 'release');
    await news('after');
    await stage.settled();
    await wants(stage, amy, 'release', 0);
    await news('taken back');
    await stage.settled();
    expect(stage.platform.texts).toEqual(['after']);
    expect((await stage.rows()).map(({ state, reason }) => reason ?? state)).toEqual([
      'no consent',
      'sent',
      'no consent',
    ]);
    await stage.close();
  });

  test('waits for the end of the night of its reader, and is not sent if they say stop in their sleep', async () => {
    const { stage, amy, news } = await open(kind, { quiet: { from: 22 * 60, to: 8 * 60 } });
    await wants(stage, amy, 'release');
    await change(stage, amy, { zone: 'America/Los_Angeles' });
    await news('good morning');
    await news('to you');
    await stage.passes(0);
    expect(stage.platform.texts).toEqual([]);
    expect((await stage.rows()).map(({ next_at, reason }) => [next_at, reason])).toEqual(
      Array(2).fill([Date.parse('2026-11-27T08:00:00-08:00'), 'quiet hours']),
    );
    await stage.passes(4 * HOUR - 1);
    expect(stage.platform.texts).toEqual([]);
    await stage.say('an answer', {}, { personId: amy });
    await stage.settled();
    expect(stage.platform.texts).toEqual(['an answer']);
    await stage.passes(1000);
    expect(stage.platform.texts).toEqual(['an answer', 'good morning', 'to you']);
    await stage.passes(15 * HOUR);
    await news('good night');
    await stage.passes(HOUR);
    await change(stage, amy, { stopped_at: stage.clock.now() });
    await stage.passes(12 * HOUR);
    expect(stage.platform.texts.length).toBe(3);
    expect((await stage.rows()).at(-1)).toMatchObject({ state: 'suppressed', reason: 'stopped' });
    await stage.close();
  });

  test('counts over all channels of a person, in any window and not by the day, and not what never arrived', async () => {
    const { stage, amy, news } = await open(kind, {
      caps: { release: { most: 2, within: DAY }, all: { most: 3, within: DAY } },
    });
    await wants(stage, amy, 'release');
    await wants(stage, amy, 'quiz');
    stage.platform.always = ({ text }) =>
      text === 'refused' ? { type: 'refused', reason: 'left' } : { type: 'sent', at: stage.clock.now() };
    await news('refused');
    await news('one');
    await stage.passes(13 * HOUR);
    await news('two');
    await news('three');
    await news('quiz', { consent: 'quiz' });
    await news('quiz, too late', { consent: 'quiz', expiresAt: stage.clock.now() + 10 * HOUR });
    await stage.passes(0);
    expect(stage.platform.texts).toEqual(['refused', 'one', 'two', 'quiz']);
    await stage.passes(11 * HOUR);
    expect(stage.platform.texts).toEqual(['refused', 'one', 'two', 'quiz', 'three']);
    expect((await stage.rows()).find(({ reason }) => reason === 'cap')).toMatchObject({ state: 'suppressed' });
    await stage.close();
  });

  test('keeps to what the platform allows in a calendar month', async () => {
    const { stage, amy, news } = await open(kind, { budgets: { terminal: { month: 1 } } });
    await wants(stage, amy, 'release');
    await news('november');
    await news('december');
    await news('too late', { expiresAt: NOON + DAY });
    await stage.passes(0);
    await stage.passes(4 * DAY, DAY);
    expect(stage.platform.texts).toEqual(['november', 'december']);
    expect((await stage.rows())[2]).toMatchObject({ state: 'suppressed', reason: 'budget' });
    await stage.close();
  });
});

const ZONES = ['Asia/Shanghai', 'America/Los_Angeles', 'Europe/Berlin'];
const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      who: fc.nat(3),
      topic: fc.constantFrom('release' as const, 'quiz' as const),
      lasts: fc.constantFrom(2 * HOUR, 40 * HOUR),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('answer' as const), who: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('stop' as const), who: fc.nat(3), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('consent' as const),
      who: fc.nat(3),
      topic: fc.constantFrom('release' as const, 'quiz' as const),
      given: fc.integer({ min: 0, max: 1 }),
    }),
  },
);

const RULES: ContactRules = {
  quiet: { from: 22 * 60, to: 8 * 60 },
  caps: { release: { most: 2, within: 30 * HOUR }, all: { most: 3, within: 50 * HOUR } },
  budgets: { terminal: { day: 2 } },
};

type Operation = typeof operation extends fc.Arbitrary<infer One> ? One : never;

/** Plays it under `contact`; gives what went out against RULES, was blocked that must not be, or was left without a verdict. */
async function play(operations: readonly Operation[], contact: ContactRules): Promise<string[]> {
  const stage = await openOutbox({ kind: 'sqlite', contact });
  await stage.start();
  const people: { id: string; zone: string; stopped: boolean; wants: Record<string, number> }[] = [];
  for (const [place, zone] of [...ZONES, ''].entries()) {
    const id = await stage.person(`p${place}`);
    if (zone) await change(stage, id, { zone });
    people.push({ id, zone: zone || 'UTC', stopped: false, wants: {} });
  }
  const wrong: string[] = [];
  const had: { who: number; topic: string; at: number }[] = [];
  let answered = 0;

  function check(who: number, topic: string, now: number): void {
    const { stopped, wants: wanted, zone } = people[who]!;
    const mine = had.filter((one) => one.who === who);
    const instants = (some: typeof had) => some.map(({ at }) => at);
    if (stopped) wrong.push('stopped');
    if (wanted[topic] !== 1) wrong.push('no consent');
    if (quietEnds(RULES.quiet, zone, now) !== now) wrong.push('quiet hours');
    if (capOpens(RULES.caps.all!, instants(mine), now) !== now) wrong.push('cap of all');
    const same = mine.filter((one) => one.topic === topic);
    if (topic === 'release' && capOpens(RULES.caps.release!, instants(same), now) !== now) wrong.push('cap of release');
    if (mine.filter(({ at }) => at >= spanOf(now, 'day', 'UTC').from).length >= 2) wrong.push('budget');
  }

  stage.platform.always = ({ text }) => {
    const now = stage.clock.now();
    const [kind, number, topic = ''] = text.split(' ');
    if (kind === 'answer') answered += 1;
    else {
      check(Number(number), topic, now);
      had.push({ who: Number(number), topic, at: now });
    }
    return { type: 'sent', at: now };
  };

  let asked = 0;
  let answers = 0;
  for (const one of operations) {
    switch (one.type) {
      case 'say': {
        asked += 1;
        const { id } = people[one.who]!;
        const expiresAt = stage.clock.now() + one.lasts;
        const saying = { kind: 'campaign', to: `p${one.who}` } as const;
        await stage.say(`news ${one.who} ${one.topic}`, saying, { personId: id, consent: one.topic, expiresAt });
        break;
      }
      case 'answer':
        answers += 1;
        await stage.say(`answer ${one.who}`, { to: `p${one.who}` }, { personId: people[one.who]!.id });
        await stage.settled();
        if (answered !== answers) wrong.push('an answer was blocked');
        break;
      case 'pass':
        await stage.passes(one.hours * HOUR, 2 * HOUR);
        break;
      case 'stop':
        people[one.who]!.stopped = one.on;
        await change(stage, people[one.who]!.id, { stopped_at: one.on ? stage.clock.now() : null });
        break;
      case 'consent':
        people[one.who]!.wants[one.topic] = one.given;
        await wants(stage, people[one.who]!.id, one.topic, one.given);
    }
  }
  await stage.passes(60 * HOUR, 4 * HOUR);
  const rows = (await stage.rows()).filter(({ kind }) => kind === 'campaign');
  if (rows.length !== asked) wrong.push(`${asked - rows.length} have no row`);
  for (const { state, reason } of rows)
    if (state !== 'sent' && (state !== 'suppressed' || reason === null)) wrong.push(`${state} without a reason`);
  await stage.close();
  return wrong;
}

test('P7: no order of consents, stops, hours and messages sends one outside of them, blocks an answer, or leaves one without a verdict', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40 }), async (operations) => {
      expect(await play(operations, RULES)).toEqual([]);
    }),
    { numRuns: 12, seed: 20_261_201, endOnFailure: true },
  );
});

test('P7, the control: where the gate has no rules, the same check finds what goes out against them', async () => {
  const say = { type: 'say', who: 0, topic: 'release', lasts: 40 * HOUR } as const;
  const consent = { type: 'consent', who: 0, topic: 'release', given: 1 } as const;
  const wrong = await play([consent, say, say, say, say], UNLIMITED);
  expect(new Set(wrong)).toEqual(new Set(['cap of all', 'cap of release', 'budget']));
});
