import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep, sweepDeliveries } from '../faults/exercise.ts';
import { opening, pausing, scenarios } from '../faults/scenarios.ts';
import { prepareStage, type Stage } from '../faults/stage.ts';
import { databases } from '../support/database.ts';

const TIMEOUT = 1_800_000;
const least = 20;

let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage('sqlite');
});
afterAll(() => stage.remove());

describe.each(scenarios)('P1, P2: $name', (scenario) => {
  test.each([
    { how: 'freeze', when: 'before' },
    { how: 'freeze', when: 'after' },
    { how: 'throw', when: 'after' },
    { how: 'outage', when: 'before' },
  ] as const)('$how $when any call', { timeout: TIMEOUT }, async (plan) => {
    const { points, wrong } = await sweep(stage, scenario, plan);
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(scenario.name === 'a quiz turn' ? 15 : least);
  });

  test('P4, P5: any delivery that goes wrong, in any way', { timeout: TIMEOUT }, async () => {
    const { points, wrong } = await sweepDeliveries(stage, scenario);
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(8);
  });
});

describe.runIf(databases.includes('postgres'))('on PostgreSQL', () => {
  test.each([opening, pausing])(
    'P1, P2: $name, failing before and after any call',
    { timeout: TIMEOUT },
    async (scenario) => {
      const postgres = await prepareStage('postgres');
      for (const when of ['before', 'after'] as const) {
        const { points, wrong } = await sweep(postgres, scenario, { how: 'throw', when });
        expect(wrong).toEqual([]);
        expect(points).toBeGreaterThanOrEqual(least);
      }
    },
  );
});
