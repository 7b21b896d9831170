import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUnderway } from '../../src/outbox/underway.ts';

test('nothing on its way is settled at once', async () => {
  await createUnderway().settled();
});

test('settled waits for all that began before it, and for nothing that began after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constant('begin'), fc.constant('ask'), fc.nat(30))), async (steps) => {
      const underway = createUnderway();
      const open: { at: number; done: () => void }[] = [];
      const asked: { at: number; settled: boolean }[] = [];
      for (const [at, step] of steps.entries()) {
        if (step === 'begin') open.push({ at, done: underway.begin() });
        else if (step === 'ask') {
          const one = { at, settled: false };
          asked.push(one);
          void underway.settled().then(() => {
            one.settled = true;
          });
        } else open.splice(Number(step) % (open.length || 1), 1)[0]?.done();
        await undefined;
        await undefined;
        for (const one of asked) expect(one.settled).toBe(open.every((thing) => thing.at > one.at));
      }
    }),
    { numRuns: 500 },
  );
});
