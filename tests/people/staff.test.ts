// Who is staff, who owns the bot, and that somebody always does.
import { describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { withoutSecrets } from '../../src/people/audit.ts';
import { ensureOwner } from '../../src/people/store.ts';
import { tallyWorlds } from '../engine/stage.ts';
import { createPostgresDatabase, databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const roles = async (db: Database['db'] = world.db) => {
  const rows = await db.selectFrom('identity').select(['account', 'role']).orderBy('account').execute();
  return Object.fromEntries(rows.map(({ account, role }) => [account, role]));
};
const audit = async () => {
  const acts = await world.db.selectFrom('audit').selectAll().orderBy('id').execute();
  return acts.map(({ account, command, outcome }) => `${account}: ${command} – ${outcome}`);
};

describe.each(databases)('staff, on %s', (kind) => {
  const worlds = tallyWorlds(kind, { flows: [] });

  test('are added and removed by owners, before they ever wrote, and listed', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('staff add terminal:sam');
    await boss.hears('terminal:sam');
    await boss.says('staff add terminal:sam');
    await boss.hears(/already|无需更改/);
    const sam = world.person('sam');
    await sam.says('staff list');
    await sam.hears(/terminal:boss[\s\S]*terminal:sam/);
    await boss.says('staff remove terminal:sam');
    await sam.says('staff list');
    await sam.hears(/is for staff|仅限工作人员/);
    expect(await roles()).toEqual({ boss: 'owner', sam: 'member' });
    expect(await audit()).toEqual([
      'boss: staff add terminal:sam – done',
      'boss: staff add terminal:sam – done',
      'sam: staff list – done',
      'boss: staff remove terminal:sam – done',
      'sam: staff list – refused',
    ]);
  });

  test.each(['', 'sam', 'terminal:', ':sam', 'Terminal:sam', 'terminal:a b', `terminal:${'x'.repeat(201)}`])(
    'are not added as "%s"',
    async (identity) => {
      world = await worlds.open();
      await world.person('boss').says(`staff add "${identity}"`);
      await world.person('boss').hears(/is not an identity|写法不对/);
      expect(await roles()).toEqual({ boss: 'owner' });
    },
  );

  test('who are not on the list cannot be removed', async () => {
    world = await worlds.open();
    await world.person('amy').says('hello');
    for (const account of ['amy', 'nobody']) {
      await world.person('boss').says(`staff remove terminal:${account}`);
      await world.person('boss').hears(/is not on the staff|不在工作人员名单中/);
    }
    expect(await roles()).toEqual({ amy: 'member', boss: 'owner' });
  });

  test('the last owner stays: not removed, not made staff; with a second one both work', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('staff remove terminal:boss');
    await boss.hears(/only owner|唯一的所有者/);
    await boss.says('staff add terminal:boss');
    await boss.hears(/only owner|唯一的所有者/);
    await boss.says('staff add terminal:sam --owner');
    await boss.says('staff remove terminal:boss');
    expect(await roles()).toEqual({ boss: 'member', sam: 'owner' });
    await world.person('sam').says('staff remove terminal:sam');
    expect(await roles()).toEqual({ boss: 'member', sam: 'owner' });
  });

  test('staff become owners and staff again with --owner and without', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('staff add terminal:sam');
    await boss.says('staff add terminal:sam --owner');
    expect(await roles()).toEqual({ boss: 'owner', sam: 'owner' });
    await boss.says('staff add terminal:sam');
    expect(await roles()).toEqual({ boss: 'owner', sam: 'staff' });
  });

  test('the first owner comes from the settings, once', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('staff add terminal:sam --owner');
    await boss.says('staff remove terminal:boss');
    await world.restart();
    expect(await roles()).toEqual({ boss: 'member', sam: 'owner' });
    await world.engine.perform((scope) => ensureOwner(scope, { platform: 'terminal', account: 'eve' }));
    expect(await roles()).toEqual({ boss: 'member', sam: 'owner' });
  });

  test('control: without an owner in the table the settings name one again', async () => {
    world = await worlds.open();
    await world.db.updateTable('identity').set({ role: 'member' }).execute();
    await world.restart();
    expect(await roles()).toEqual({ boss: 'owner' });
  });

  test('what they say is audited in at most 500 characters, and without the secrets in it', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('staff list postgres://bot:hunter2@db/canyu --token xoxb-1234567890-abcdef');
    await boss.says(`staff list ${'长'.repeat(900)}`);
    const [first, second] = await world.db.selectFrom('audit').selectAll().orderBy('id').execute();
    expect(first?.command).toBe('staff list postgres://bot:***@db/canyu --token ***');
    expect(second?.command).toHaveLength(500);
  });
});

test.runIf(databases.includes('postgres'))('two owners who remove each other at once: one stays', async () => {
  const place = await createPostgresDatabase();
  const open = () => openDatabase(place.url, { purpose: 'run', migrations, now: () => 0 });
  const [one, other] = [await open(), await open()];
  const left = await createWorld({ database: one, flows: [] });
  const right = await createWorld({ database: other, flows: [] });
  await left.person('boss').says('staff add terminal:sam --owner');
  for (let round = 0; round < 5; round += 1) {
    await left.db.updateTable('identity').set({ role: 'owner' }).execute();
    await Promise.all([
      left.engine.accept(left.message({ account: 'boss', text: 'staff remove terminal:sam', event: `left${round}` })),
      right.engine.accept(
        right.message({ account: 'sam', text: 'staff remove terminal:boss', event: `right${round}` }),
      ),
    ]);
    expect(Object.values(await roles(one.db)).filter((role) => role === 'owner')).toHaveLength(1);
  }
  await left.close();
  await right.close();
  await place.drop();
});

test.each([
  ['quiz ask demo "who?" --answer B', 'quiz ask demo "who?" --answer B'],
  ['see https://mi.com/a:b@c', 'see https://mi.com/a:b@c'],
  ['use https://bot:pass@mi.com', 'use https://bot:***@mi.com'],
  ['my xapp-1-A0B1-22-abcdef', 'my ***'],
  ['--password "two words" x', '--password *** x'],
  ['--secret=abc x', '--secret=*** x'],
  ['——token　abc', '——token　***'],
  ['iam abcd-EFGH-KLMN', 'iam ***'],
  ['我是 ABCDEFGHKLMN', '我是 ***'],
  ['iam one of yours, William goes too', 'iam one of yours, William goes too'],
])('what the audit keeps of "%s"', (text, kept) => {
  expect(withoutSecrets(text)).toBe(kept);
});
