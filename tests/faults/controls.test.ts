import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../support/world.ts';
import { sweep, sweepDeliveries } from './exercise.ts';
import { halfTurns, violations } from './invariants.ts';
import type { Told } from './play.ts';
import { opening, type Saying, turn } from './scenarios.ts';
import { prepareStage, type Stage, type Wrap } from './stage.ts';
import { withoutFifo, withoutSeen, withoutSending, withoutTransactions } from './unprotected.ts';

// Each protection has its test elsewhere in this folder; here it is taken away, and the same checks must notice.
describe('without its protection', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await prepareStage('sqlite');
  });
  afterAll(() => stage.remove());

  test('no transaction: a failing call leaves half a turn', async () => {
    const { points, wrong } = await sweep(stage, turn, { how: 'throw', when: 'before' }, withoutTransactions);
    expect(points).toBeGreaterThan(10);
    expect(wrong.join('\n')).toMatch(/before call \d+ .*(never marked as seen|has \d effects|marks)/);
  });

  test('no transaction: a killed process leaves half a turn', async () => {
    const { wrong } = await sweep(stage, turn, { how: 'freeze', when: 'after' }, withoutTransactions);
    expect(wrong.join('\n')).toMatch(/after call \d+ .*(log: too much|never marked as seen|has \d effects)/);
  });

  test('no marks of what was seen: what is delivered again after a crash is answered again', async () => {
    const { wrong } = await sweep(stage, turn, { how: 'freeze', when: 'after', at: /^commit$/ }, withoutSeen);
    expect(wrong.join('\n')).toMatch(/log: too much 1 closed amy B\. two repeated/);
  });

  test('no `sending`: a question is said again after a crash', async () => {
    const { wrong } = await sweepDeliveries(stage, opening, { how: ['crash'], when: ['after'] }, withoutSending);
    expect(wrong.join('\n')).toMatch(/campaign "第 1\/2 题[\s\S]*was heard 2 times/);
    expect(wrong.join('\n')).toMatch(/fans heard "第 1\/2 题[\s\S]*twice/);
  });

  test('no FIFO lock: transactions on one connection undo each other', async () => {
    const trouble = await interleaved(stage, withoutFifo);
    expect(trouble).not.toEqual([]);
    expect(await interleaved(stage, (dialect) => dialect)).toEqual([]);
  });
});

/** Many speak while other work fails: what is wrong afterwards, and what was not even accepted. */
async function interleaved(stage: Stage, wrap: Wrap): Promise<string[]> {
  const place = await stage.place();
  const world = await createWorld({ database: await place.open(wrap) });
  const { db, engine } = world;
  const wrong: string[] = [];
  const told: Told[] = [];
  const failing = async () => {
    const undone = engine.perform(async ({ trx }) => {
      await trx.updateTable('person').set({ hidden: 1 }).execute();
      throw new Error('undone');
    });
    await undone.catch((error: Error) => error.message === 'undone' || wrong.push(error.message));
  };
  const speaking = async (index: number) => {
    const saying: Saying = { type: 'says', account: `p${index}`, text: '帮助', means: 'word' };
    const message = world.message({ ...saying, event: `help${index}` });
    // Not all in one batch, and nobody waits for anybody.
    for (let pause = 0; pause < index; pause += 1) await undefined;
    await Promise.all([engine.accept(message), failing()]);
    told.push({ event: message.event, saying, failed: false });
  };
  const spoken = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => speaking(index)));
  for (const one of spoken) if (one.status === 'rejected') wrong.push(String(one.reason));
  const hidden = await db.selectFrom('person').select('name').where('hidden', '=', 1).execute();
  wrong.push(...hidden.map(({ name }) => `${name} was hidden by what was undone`));
  wrong.push(...(await violations(db)), ...(await halfTurns(db, told)));
  const closed = world.close().then(place.remove);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2000))]).catch(() => undefined);
  return wrong;
}
