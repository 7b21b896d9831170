import { describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { sweep } from './exercise.ts';
import { opening, turn } from './scenarios.ts';
import { prepareStage } from './stage.ts';

describe.runIf(databases.includes('postgres'))('P1, P2: PostgreSQL fails at a sample of the calls', () => {
  test.each([
    { scenario: turn, every: 3 },
    { scenario: opening, every: 23 },
  ])('of $scenario.name', { timeout: 300_000 }, async ({ scenario, every }) => {
    const stage = await prepareStage('postgres');
    for (const when of ['before', 'after'] as const) {
      const { points, wrong } = await sweep(stage, scenario, { how: 'throw', when, every });
      expect(wrong).toEqual([]);
      expect(points).toBeGreaterThan(4);
    }
  });

  test('and after every commit of a turn', { timeout: 300_000 }, async () => {
    const stage = await prepareStage('postgres');
    const { points, wrong } = await sweep(stage, turn, { how: 'throw', when: 'after', at: /^commit$/ });
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(1);
  });
});
