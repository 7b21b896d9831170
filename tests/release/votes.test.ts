// Votes in any order, from many, taken back, counted by the freeze, and of persons who turn out to be one: the tallies are those of the rows.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportOf } from '../../flows/release/export.ts';
import { mergePart } from '../../flows/release/part.ts';
import { judgeItem, passes, percentYes } from '../../flows/release/rules.ts';
import { readBallot } from '../../flows/release/vote-read.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import { databases } from '../support/database.ts';
import { passed, people, trainWorld, who, wrongIn } from './train-stage.ts';

describe('a ballot', () => {
  test.each([
    ['3', [3], 'yes'],
    ['３', [3], 'yes'],
    ['#3 no', [3], 'no'],
    ['1,3，5 赞成', [1, 3, 5], 'yes'],
    ['2 2 反对', [2], 'no'],
    ['4 👎', [4], 'no'],
    ['4 👍️', [4], 'yes'],
    ['1 undo', [1], 'undo'],
  ])('%s', (written, numbers, vote) => {
    expect(readBallot(written)).toEqual({ numbers, vote });
  });
  test.each([
    '',
    'yes',
    'B',
    '0',
    '-1',
    '1.5',
    '1e3',
    '3 maybe',
    '3 no no',
    'constructor',
    '__proto__',
    '9999999999',
    '1 '.repeat(90),
  ])('is none: %s', (written) => {
    expect(readBallot(written)).toBeUndefined();
  });
  test('never throws, and names no item twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (written) => {
        const { numbers = [] } = readBallot(written) ?? {};
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});

test('what passes has enough votes and enough of them yes, and the percentage shown never says more than what counts', () => {
  expect(passes({ yes: 6, no: 4 }, { votes: 10, yes: 60 })).toBe(true);
  expect(passes({ yes: 6, no: 3 }, { votes: 10, yes: 60 })).toBe(false);
  expect(passes({ yes: 59, no: 41 }, { votes: 10, yes: 60 })).toBe(false);
  const count = fc.nat(1_000_000);
  fc.assert(
    fc.property(count, count, fc.integer({ min: 1, max: 100 }), (yes, no, percent) => {
      const tally = { yes, no };
      const enough = passes(tally, { votes: 1, yes: percent });
      if (percentYes(tally) >= percent) expect(enough).toBe(true);
      if (enough) expect(passes({ yes: yes + 1, no }, { votes: 1, yes: percent })).toBe(true);
    }),
  );
  const item = { yes: 1, no: 0, proposed_at: 100 };
  expect(judgeItem(item, { votes: 2, yes: 50 }, 109, 10)).toBe('voting');
  expect(judgeItem(item, { votes: 2, yes: 50 }, 110, 10)).toBe('rejected');
});

const NAMES = ['amy', 'bob', 'cat'];
const step = fc.oneof(
  fc.record({
    who: fc.constantFrom(...NAMES),
    numbers: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    vote: fc.constantFrom('', 'no', 'undo'),
  }),
);

test.for(databases)(
  '%s: tallies are those of the rows after any order of votes, and after two voters turn out to be one',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        const world = await trainWorld({ kind });
        await people(world, NAMES, { wants: false });
        for (const title of ['One', 'Two', 'Three']) await passed(world, title, []);
        await Promise.all(
          steps.map(({ who: name, numbers, vote }) =>
            world.engine.accept(world.message({ account: name, text: `vote ${numbers.join(' ')} ${vote}`.trim() })),
          ),
        );
        await world.engine.settled();
        expect(await wrongIn(world)).toEqual([]);
        const ids = await world.db
          .selectFrom('person')
          .select(['id', 'name'])
          .where('name', 'in', ['amy', 'bob'])
          .execute();
        const [amy, bob] = ['amy', 'bob'].map((name) => ids.find((one) => one.name === name)!.id);
        await world.engine.perform((scope) => mergePart(scope, amy!, bob!));
        expect(await wrongIn(world)).toEqual([]);
        const left = await world.db.selectFrom('release_vote').selectAll().where('person_id', '=', amy!).execute();
        expect(left).toEqual([]);
        await world.close();
      }),
      { numRuns: kind === 'sqlite' ? 6 : 2, seed: 20_261_201, endOnFailure: true },
    );
  },
);

test('the export has every item with its tally, and nobody who voted', async () => {
  const world = await trainWorld();
  await people(world, ['amy']);
  await passed(world, '=cmd|calc', ['amy'], '--owner Kim');
  const rows = [];
  for await (const row of exportOf(world.db, (await findCampaign(world.db, 'os'))!).rows) rows.push(row);
  expect(rows[0]).toEqual([1, '=cmd|calc', 'Kim', null, null, expect.any(Date), 'voting', null, null, 1, 0, 0, 0, 0]);
  expect(JSON.stringify(rows)).not.toContain('amy');
  await who(world, 'boss').hearsAll();
  await world.close();
});
