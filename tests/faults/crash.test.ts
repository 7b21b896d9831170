import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep, sweepDeliveries } from './exercise.ts';
import { opening, scenarios, turn } from './scenarios.ts';
import { prepareStage, type Stage } from './stage.ts';

// A crash in the process of the test: nothing more is answered, and what the file holds at that instant is opened by the next life.
// Every other call is in tests/long; with transactions, the commits are where it matters. Real kills are in kill.test.ts.
let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage('sqlite');
});
afterAll(() => stage.remove());

test('P1, P2: the program dies before or after any call of a turn', { timeout: 120_000 }, async () => {
  for (const when of ['before', 'after'] as const) {
    const { points, wrong } = await sweep(stage, turn, { how: 'freeze', when });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(15);
  }
});

test.each(scenarios.filter((one) => one !== turn))(
  'P1, P2: the program dies after any commit of $name',
  { timeout: 300_000 },
  async (scenario) => {
    const { points, wrong } = await sweep(stage, scenario, { how: 'freeze', when: 'after', at: /^commit$/ });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(12);
  },
);

describe('P4, P5: a delivery that goes wrong: a question comes at most once, a reply at least once', () => {
  test('in a quiz turn, in any way', { timeout: 120_000 }, async () => {
    const { points, wrong } = await sweepDeliveries(stage, turn);
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(8);
  });

  test('from the opening to the first result', { timeout: 300_000 }, async () => {
    // A platform that throws is one that says it does not know.
    const ways = { how: ['hang', 'unknown', 'crash'], when: ['before', 'after'] } as const;
    const { points, wrong } = await sweepDeliveries(stage, opening, ways);
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(48);
  });
});
