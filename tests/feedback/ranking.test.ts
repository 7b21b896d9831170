// Heat: what is said of it in flows/feedback/ranking.ts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addBackers, removeBacker } from '../../flows/feedback/backing.ts';
import { definitionSchema } from '../../flows/feedback/definition.ts';
import { mergeItems, mergeOf, unmergeItems } from '../../flows/feedback/merge-store.ts';
import { heatOf, rankingOf, severityWorth, warmed, worth } from '../../flows/feedback/ranking.ts';
import { holdItems, itemsOf } from '../../flows/feedback/store.ts';
import { faultsOf } from '../../src/campaigns/schema-faults.ts';
import { oneDatabase } from '../support/database.ts';
import { createWorld } from '../support/world.ts';
import { keepingWorld } from './rows.ts';
import { HOUR, openIdeas, WORKING } from './stage.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const instant = fc.integer({ min: START, max: START + 3650 * DAY });
const instants = fc.array(instant, { minLength: 1, maxLength: 50 }).map((all) => all.sort((one, other) => one - other));
const usual = rankingOf({ definition: definitionSchema.parse({}) });
const weighing = { ranking: { half_life: '2d', severity: { 3: 1.5, 4: 4 } } };
const ranking = rankingOf({ definition: definitionSchema.parse(weighing) });
const item = (severity: number) => ({ severity, createdAt: START });

test('two backers weigh as much as one who comes a half-life later: a week, where the board says nothing', () => {
  for (const [rules, later] of [
    [usual, 7 * DAY],
    [ranking, 2 * DAY],
  ] as const) {
    const heat = (at: number[]) => heatOf(rules, item(2), at);
    expect(heat([START, START])).toBe(heat([START]) + 1e9);
    expect(heat([START + later])).toBe(heat([START, START]));
    expect(worth(rules, heat([START, START]), START)).toBeCloseTo(2, 6);
  }
});

test('severity counts as backers who came with the item, and fades like them', () => {
  const worths = [2, 3, 4].map((severity) => worth(ranking, heatOf(ranking, item(severity), [START]), START + 2 * DAY));
  expect(worths[0]).toBeCloseTo(0.5, 6);
  expect(worths[1]).toBeCloseTo(1.25, 6);
  expect(worths[2]).toBeCloseTo(2.5, 6);
  expect(severityWorth(ranking, item(4), START + 2 * DAY)).toBeCloseTo(2, 6);
  expect(severityWorth(usual, item(4), START)).toBe(0);
});

test('heat is a safe integer, one more never cools, and adding up one by one is as good as all at once', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(1, 3, 4), fc.constantFrom(1, 24, 10_000), (all, severity, hours) => {
      const rules = { ...ranking, halfLife: hours * HOUR };
      const heat = heatOf(rules, item(severity), all);
      expect(Number.isSafeInteger(heat)).toBe(true);
      const last = all.at(-1)!;
      const powers = all.map((at) => 2 ** ((at - last) / rules.halfLife));
      const whole = powers.reduce((sum, power) => sum + power, severityWorth(rules, item(severity), last));
      expect(worth(rules, heat, last)).toBeCloseTo(whole, 4);
      const known = { ...item(severity), heat, backers: all.length };
      expect(warmed(rules, known, last)).toBeGreaterThanOrEqual(heat);
    }),
  );
  const rush = heatOf(usual, item(2), Array<number>(20_000).fill(START));
  expect(worth(usual, rush, START)).toBeCloseTo(20_000, 0);
});

test('a campaign file that asks for what cannot be is told so, with what to write instead', () => {
  const told = (definition: object) =>
    faultsOf(definitionSchema, definition).map(({ path, message, fix }) => {
      const said = (language: 'en' | 'zh-CN') =>
        [message, fix].map((phrase) => phrase.render({ language, zone: 'UTC', markup: 'plain', now: 0 })).join(' ');
      return [path.join('.'), said('en'), said('zh-CN')].join(': ');
    });
  expect(told({ ranking: { half_life: '5m' } })).toEqual([
    'ranking.half_life: “5m” is no length of time from 1h to 3650d. Write 7d, for example.: “5m”不是 1h 到 3650d 之间的一段时间。 比如写 7d。',
  ]);
  expect(told({ ranking: { severity: { 4: -1, 5: 1 } } })).toHaveLength(2);
  expect(told({ budget: {} })).toEqual([expect.stringContaining('items')]);
  expect(told({ limits: { flood: { items: 0 }, copies: { persons: 1, within: '60d' } } })).toHaveLength(3);
});

test.for(oneDatabase)('%s: whatever comes and goes, the heat kept is the heat counted anew', async (kind) => {
  const names = ['amy', 'bob', 'cat', 'dan'];
  const world = await keepingWorld(names, { kind, definition: weighing });
  const step = fc.record({
    what: fc.constantFrom('back', 'back', 'unback', 'merge', 'unmerge'),
    which: fc.nat(2),
    other: fc.nat(2),
    who: fc.constantFrom(...names),
    hours: fc.nat(60),
  });
  const course = fc.array(step, { minLength: 4, maxLength: 14 });
  const kept = async (steps: typeof course extends fc.Arbitrary<infer S> ? S : never) => {
    const made = await world.engine.perform(async (scope) => [
      await world.write(scope, 'It drains', ['amy', 'bob'], { severity: 4 }),
      await world.write(scope, 'It is empty', ['bob'], { severity: 3 }),
      await world.write(scope, 'It shuts down', ['cat'], { severity: 1 }),
    ]);
    const ids = made.map(({ id }) => id);
    await world.engine.perform(async (outer) => {
      let scope = outer;
      for (const { what, which, other, who, hours } of steps) {
        scope = { ...scope, now: scope.now + hours * HOUR };
        const [id, to] = [ids[which]!, ids[other]!];
        const items = await holdItems(scope.trx, ids);
        const free = (one: string) => items.get(one)!.duplicateOf === undefined;
        const merge = await mergeOf(scope.trx, id);
        if (what === 'back' && free(id)) await addBackers(scope, items, [{ itemId: id, personId: world.idOf(who) }]);
        if (what === 'unback') await removeBacker(scope, id, world.idOf(who));
        if (what === 'merge' && id !== to && free(id) && free(to)) await mergeItems(scope, id, to, world.idOf('boss'));
        if (what === 'unmerge' && merge && free(merge.toId)) await unmergeItems(scope, merge, world.idOf('boss'));
      }
    });
    const rows = await world.db
      .selectFrom('feedback_backer')
      .select(['item_id', 'at'])
      .where('item_id', 'in', ids)
      .orderBy('at')
      .execute();
    for (const one of (await itemsOf(world.db, ids)).values()) {
      const ats = rows.filter(({ item_id }) => item_id === one.id).map(({ at }) => at);
      expect(one).toMatchObject({ backers: ats.length, heat: heatOf(ranking, one, ats) });
    }
  };
  await fc.assert(fc.asyncProperty(course, kept), { numRuns: 20 });
  await world.close();
});

test.for(oneDatabase)(
  '%s: what a board says of its ranking is what `feedback top` goes by, and tells',
  async (kind) => {
    const world = await createWorld({ kind, at: WORKING });
    await openIdeas(world, weighing);
    const amy = world.person('amy');
    await amy.says('feedback bug: the phone is unusable after the update');
    await amy.says('feedback please add a dark mode');
    await world.person('bob').says('back #2');
    await world.person('cat').says('feedback top --why');
    const { text } = await world.person('cat').hears('on people’s minds');
    expect(text.split('\n').slice(1, 5)).toEqual([
      expect.stringContaining('#1 '),
      '   1 backer, worth 1 of today, and severity 4, worth 4: 5 in all; 0 days old',
      expect.stringContaining('#2 '),
      '   2 backers, worth 2 of today, and severity 2, worth 0: 2 in all; 0 days old',
    ]);
    expect(text).toContain(
      'half as much for every 2 days gone by. Severity 1 to 4 counts as 0, 0, 1.5 and 4 backers who came with the item.',
    );
    // A board counts heads of all time, whatever its severity.
    await amy.says('feedback top --all-time');
    expect((await amy.hears('most wanted')).text.split('\n')[1]).toContain('#2 ');
    await world.set(4 * DAY);
    await world.person('bob').says('back #2');
    await world.person('dan').says('back #2');
    const wei = world.person('wei');
    await wei.says('反馈');
    await wei.says('取消');
    await wei.says('feedback top --why');
    const { text: later } = await wei.hears('最关心');
    expect(later).toContain('3 人支持，相当于今天的 1.5 人；严重程度 2，相当于 0 人；合计 1.5；4 天前提出');
    expect(later).toContain('1 人支持，相当于今天的 0.3 人；严重程度 4，相当于 1 人；合计 1.3；4 天前提出');
    expect(later).toContain('每位支持者每过 2 天只算一半。严重程度 1 到 4 级，折算成提出时的 0、0、1.5、4 人。');
    await world.close();
  },
);
