import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '../../flows/feedback/board.ts';
import { definitionSchema } from '../../flows/feedback/definition.ts';
import { judge } from '../../flows/feedback/moderation.ts';
import { findItem } from '../../flows/feedback/store.ts';
import { oneDatabase } from '../support/database.ts';
import { type KeepingWorld, keepingWorld } from './rows.ts';

describe.each(oneDatabase)('moderation on %s', (kind) => {
  let world: KeepingWorld;
  beforeAll(async () => {
    world = await keepingWorld(['amy', 'bob', 'cat', 'dan'], { kind });
  });
  afterAll(() => world.close());
  const ask = (mode: 'review' | 'open', drafts: readonly (readonly [string, string])[], limits = {}) =>
    world.engine.perform((scope) =>
      judge(
        scope,
        { id: world.boardId, definition: definitionSchema.parse({ mode, limits }) } as Board,
        drafts.map(([name, text]) => ({ authorId: world.idOf(name), text, anonymous: false })),
      ),
    );

  test('under review everything of members waits, and nothing of staff', async () => {
    const drafts = [
      ['amy', 'one'],
      ['boss', 'two'],
    ] as const;
    expect(await ask('review', drafts)).toEqual(['review', undefined]);
    expect(await ask('open', drafts)).toEqual([undefined, undefined]);
  });

  test('on an open board only the sixth item in ten minutes waits', async () => {
    await world.engine.perform(async (scope) => {
      for (let index = 0; index < 4; index += 1) await world.write(scope, `wish number ${index}`, ['bob']);
    });
    const drafts = [
      ['bob', 'the fifth'],
      ['bob', 'the sixth'],
      ['amy', 'hers'],
    ] as const;
    expect(await ask('open', drafts)).toEqual([undefined, 'flood', undefined]);
    await world.set(600_000);
    expect(await ask('open', drafts)).toEqual([undefined, undefined, undefined]);
  });

  test('the same words from a third account within the hour wait, however they are written', async () => {
    for (const text of ['Give us the cheap phone', '👍👍']) {
      await world.engine.perform(async (scope) => {
        await world.write(scope, text, ['amy']);
        await world.write(scope, text.toUpperCase(), ['bob']);
      });
      const again = [
        ['bob', text],
        ['cat', ` ${text}  `],
        ['dan', `${text} now`],
        ['dan', text],
      ] as const;
      expect(await ask('open', again)).toEqual([undefined, 'copies', undefined, 'copies']);
      await world.set(3_600_000);
      expect(await ask('open', again.slice(0, 2))).toEqual([undefined, undefined]);
    }
  });

  test('a board may have other limits', async () => {
    const limits = { flood: { items: 1, within: '1h' }, copies: { persons: 2, within: '1m' } };
    await world.engine.perform((scope) => world.write(scope, 'More colours', ['amy']));
    await world.set(59_000);
    const drafts = [
      ['amy', 'Fewer colours'],
      ['bob', 'more colours'],
    ] as const;
    expect(await ask('open', drafts)).toEqual([undefined, undefined]);
    expect(await ask('open', drafts, limits)).toEqual(['flood', 'copies']);
    await world.set(60_000);
    expect(await ask('open', drafts, limits)).toEqual(['flood', undefined]);
    await world.set(3_600_000);
    expect(await ask('open', drafts, limits)).toEqual([undefined, undefined]);
  });

  test('staff see what waits, never who is anonymous, and let it through once', async () => {
    const [held, secret] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'Held for a while', ['cat'], { held: 'review' }),
      await world.write(scope, 'Nobody shall know', ['dan'], { held: 'flood', anonymous: true }),
    ]);
    const boss = world.person('boss');
    const cat = world.person('cat');
    await boss.says('feedback held ideas');
    const { text } = await boss.hears('2 items wait');
    expect(text).toContain(`#${held!.number} · to be read first · cat: “Held for a while”`);
    expect(text).toContain('anonymous: “Nobody shall know”');
    expect(text).not.toContain('dan');
    await boss.says(`feedback pass #${held!.number} #${secret!.number}`);
    await boss.hears('Let through');
    await cat.hears('is on the board now');
    await world.person('dan').hears('is on the board now');
    expect((await findItem(world.db, held!.number))!.held).toBeUndefined();
    const terms = await world.db.selectFrom('feedback_term').selectAll().where('item_id', '=', held!.id).execute();
    expect(terms.length).toBeGreaterThan(0);
    await boss.says(`feedback pass #${held!.number}`);
    await boss.hears('Not held');
    await cat.hearsNothing();
    await boss.says(`feedback hide #${held!.number} names a person`);
    await boss.hears('is hidden');
    await cat.hears(/no longer shown to others: names a person/);
    await boss.says(`feedback unhide #${held!.number}`);
    await boss.hears('shown again');
    expect((await findItem(world.db, held!.number))!.hiddenAt).toBeUndefined();
    await cat.says('feedback held');
    await cat.hears('“feedback held” is for staff');
  });
});
