// Tags: staff tell people apart by them, and they go along when two persons turn out to be one.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { mergePersons } from '../../src/people/merge.ts';
import { addTag, parseTag, removeTag, tagsOf } from '../../src/people/tags.ts';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

test.each([
  ['VIP', 'vip'],
  ['２０２６', '2026'],
  ['会员', '会员'],
  ['2026-winner', '2026-winner'],
  ['Straße', 'strasse'],
  ['𠀀', '𠀀'],
  ['a'.repeat(40), 'a'.repeat(40)],
])('“%s” is the tag %s', (typed, tag) => {
  expect(parseTag(typed)).toBe(tag);
  expect(parseTag(tag)).toBe(tag);
});

test.each(['', '-vip', 'a b', 'v_p', 'vip!', '=cmd', '🏆', 'a'.repeat(41), 'ﷺ'.repeat(40), '%', 'q\u0301'])(
  '“%s” is no tag',
  (typed) => expect(parseTag(typed)).toBeUndefined(),
);

let world: World;
let boss: ReturnType<World['person']>;

const idOf = async (account: string): Promise<string> => {
  const query = world.db.selectFrom('identity').select('person_id').where('account', '=', account);
  return (await query.executeTakeFirstOrThrow()).person_id;
};
const stored = async () => {
  const rows = await world.db
    .selectFrom('person_tag')
    .innerJoin('person', 'person.id', 'person_tag.person_id')
    .select(['person_tag.tag', 'person.name', 'person_tag.tagged_at'])
    .execute();
  return rows.map(({ tag, name }) => `${name} ${tag}`).sort();
};

describe.each(databases)('tags, on %s', (kind) => {
  beforeEach(async () => {
    world = await createWorld({ kind });
    boss = world.person('boss');
    for (const account of ['boss', 'amy', 'bob', 'cat']) await world.person(account).says('hello');
    await boss.hearsAll();
  });

  afterEach(() => world.close());

  test('are given, listed and taken by staff', async () => {
    await boss.says('tag list');
    await boss.hears('There are no tags yet. Make the first one like this: tag add vip slack:U123');
    await boss.says('tag add VIP terminal:amy terminal:bob');
    await boss.hears('2 people got the tag vip; 2 have it now.');
    await boss.says('tag add vip terminal:bob terminal:cat terminal:cat');
    await boss.hears('1 person got the tag vip; 3 have it now.');
    await boss.says('tag add vip terminal:bob');
    await boss.hears('All of them have the tag vip already, so nothing changed.');
    await boss.says('tag add 老朋友 terminal:amy');
    await boss.says('tag list');
    await boss.hears(/^· vip · 3 people\n· 老朋友 · 1 person$/);
    await boss.says('tag list ｖｉｐ');
    expect((await boss.hears(/^vip: 3 people\n/)).text.split('\n').sort()).toEqual([
      'vip: 3 people',
      '· terminal:amy · amy',
      '· terminal:bob · bob',
      '· terminal:cat · cat',
    ]);
    await boss.says('tag remove vip terminal:amy terminal:boss');
    await boss.hears('The tag vip is off 1 person; 2 still have it.');
    await boss.says('tag remove vip terminal:amy');
    await boss.hears('None of them has the tag vip, so nothing changed. “tag list vip” shows who does.');
    await boss.says('语言 中文');
    await boss.says('tag remove vip terminal:bob terminal:cat');
    await boss.hears('已去掉 2 人的标签 vip，现在没有人有它。');
    expect(await stored()).toEqual(['amy 老朋友']);
  });

  test('of people in great number are counted, and the latest named', async () => {
    const made = Array.from({ length: 53 }, (_, index) => `p${100 + index}`);
    for (const account of made) {
      await world.person(account).says('hello');
      await world.set(1);
      await boss.says(`tag add many terminal:${account}`);
    }
    await boss.hearsAll();
    await boss.says('tag list many');
    const { text } = await boss.hears(/^many: 53 people\n/);
    expect(text.split('\n')).toEqual([
      'many: 53 people',
      ...made
        .reverse()
        .slice(0, 50)
        .map((account) => `· terminal:${account} · ${account}`),
      '… and 3 more who got it earlier',
    ]);
  });

  test('of somebody who said stop are listed like those of others', async () => {
    await boss.says('tag add vip terminal:amy');
    await world.person('amy').says('stop');
    await boss.says('tag list vip');
    await boss.hears('· terminal:amy · amy');
  });

  test.each([
    ['tag add', '“” cannot be a tag.'],
    ['tag add v_p terminal:amy', '“v_p” cannot be a tag. Take letters, digits and hyphens'],
    ['tag add vip', 'Say who it is about, as platform:account: tag add vip slack:U123'],
    ['tag remove vip', 'tag remove vip slack:U123'],
    ['tag add vip amy', '“amy” is not an identity.'],
    ['tag add vip terminal:amy terminal:nobody', 'Nothing changed, because I have not met terminal:nobody yet.'],
    ['tag add vip Terminal:amy', '“Terminal:amy” is not an identity.'],
    ['tag list vip', 'Nobody has the tag vip. “tag list” shows every tag there is.'],
  ])('%s is refused, and changes nothing', async (said, answer) => {
    await boss.says(said);
    await boss.hears(answer);
    expect(await stored()).toEqual([]);
  });

  test('go along when two persons turn out to be one, each once', async () => {
    await boss.says('tag add vip terminal:amy terminal:bob');
    await boss.says('tag add early terminal:amy');
    await boss.says('tag add late terminal:bob');
    const [from, to] = [await idOf('amy'), await idOf('bob')];
    await world.engine.perform(async (scope) => {
      await scope.trx.updateTable('identity').set({ person_id: to }).where('person_id', '=', from).execute();
      await mergePersons(scope, flows, from, to);
    });
    expect(await stored()).toEqual(['bob early', 'bob late', 'bob vip']);
  });

  test('are read for many persons at once, with nothing for those who have none', async () => {
    const [amy, bob, cat] = [await idOf('amy'), await idOf('bob'), await idOf('cat')];
    const added = await world.engine.perform(async (scope) => [
      await addTag(scope, 'vip', [amy, bob, amy]),
      await addTag(scope, 'early', [amy]),
      await addTag(scope, 'none', []),
      await removeTag(scope.trx, 'vip', [bob, cat, bob]),
    ]);
    expect(added).toEqual([2, 1, 0, 1]);
    expect(await tagsOf(world.db, [amy, bob, amy])).toEqual(
      new Map([
        [amy, new Set(['vip', 'early'])],
        [bob, new Set()],
      ]),
    );
    expect(await tagsOf(world.db, [])).toEqual(new Map());
  });
});
