// P3: 50,000 who claim, cancel and claim twice for 1,000 places, while the program is killed ten times at random.
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { canyu } from '../faults/lives.ts';
import { rush } from '../preorder/rush-programs.ts';
import { temporaryFolder } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';

test('1,000 places for 50,000, ten kills: sold are 1 to 1,000 without a hole, to 1,000 persons', {
  timeout: 1_200_000,
}, async () => {
  const url = `sqlite:${temporaryFolder()}/canyu.db`;
  const killsAt = Array.from({ length: 10 }, (_, kill) => Math.floor((kill + Math.random()) * 5000));
  const { lives } = await rush({
    ...{ programs: 1, places: 1000, persons: 50_000, window: 200, killsAt },
    start: () => canyu(url),
  });
  expect(lives).toBeGreaterThan(8);
  const { db, close } = await openDatabase(url, { purpose: 'run', migrations, now: Date.now });
  const taken = await db
    .selectFrom('place')
    .select(['number', 'entry_id'])
    .where('entry_id', 'is not', null)
    .orderBy('number')
    .execute();
  expect(taken.map(({ number }) => number)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(new Set(taken.map(({ entry_id }) => entry_id)).size).toBe(1000);
  expect(await wrongIn(db), String(killsAt)).toEqual([]);
  await close();
});
