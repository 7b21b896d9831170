import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep } from './exercise.ts';
import { course, stepByStep } from './scenarios.ts';
import { prepareStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage('sqlite');
});
afterAll(() => stage.remove());

describe.each([course, stepByStep])('P1, P2: the database fails in $name', (scenario) => {
  test('before any call: no half turn, nothing lost, nothing doubled', { timeout: 300_000 }, async () => {
    const { points, wrong } = await sweep(stage, scenario, { how: 'throw', when: 'before' });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(120);
  });

  test('after any commit: the same', { timeout: 300_000 }, async () => {
    const { points, wrong } = await sweep(stage, scenario, { how: 'throw', when: 'after', at: /^commit$/ });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(12);
  });
});
