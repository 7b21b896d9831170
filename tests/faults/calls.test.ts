import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep } from './exercise.ts';
import { dialog, opening, pausing, turn } from './scenarios.ts';
import { prepareStage, type Stage } from './stage.ts';

// The longer scenarios are in course.test.ts, so that both files can run at once.
let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage('sqlite');
});
afterAll(() => stage.remove());

describe.each([turn, opening, pausing, dialog])('P1, P2: the database fails in $name', (scenario) => {
  test('before any call: no half turn, nothing lost, nothing doubled', { timeout: 300_000 }, async () => {
    const { points, wrong } = await sweep(stage, scenario, { how: 'throw', when: 'before' });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(LEAST[scenario.name]!);
  });

  test('after any commit: the same', { timeout: 300_000 }, async () => {
    // Behind any other call it is the same as before the next one: the transaction is rolled back.
    const { points, wrong } = await sweep(stage, scenario, { how: 'throw', when: 'after', at: /^commit$/ });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(2);
  });
});

test('the database is gone from any call of a turn on, until it comes back', { timeout: 120_000 }, async () => {
  const { points, wrong } = await sweep(stage, turn, { how: 'outage', when: 'before' });
  expect(wrong).toEqual([]);
  expect(points).toBeGreaterThanOrEqual(15);
});

/** Roughly how many calls there are: a sweep that finds far fewer has missed its scenario. */
const LEAST: Record<string, number> = { [turn.name]: 15, [opening.name]: 150, [pausing.name]: 120, [dialog.name]: 60 };
