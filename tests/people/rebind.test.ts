// Known again under another account: by a code of one's own, never by name.
import { beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { deriveKeys } from '../../src/keep/keys.ts';
import { addPoints } from '../../src/people/points.ts';
import { campaign, tallyWorlds } from '../engine/stage.ts';
import { createPostgresDatabase, databases, freshDatabase } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

const keyring = [await deriveKeys('the secret of this installation')];
const CODE = /[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}/;
const HOUR = 3_600_000;

let world: World;
const options: WorldOptions = {
  flows,
  keyring,
  platforms: (now) => [loopback('wechat', now, { stableIds: false, privateReplies: false }), loopback('slack', now)],
};

type Chatter = ReturnType<World['person']>;

/** Asks for a code and gives it. */
async function codeOf(who: Chatter, word = 'mycode'): Promise<string> {
  await who.says(word);
  return CODE.exec((await who.hears(CODE)).text)![0];
}

const identities = async () => {
  const rows = await world.db.selectFrom('identity').selectAll().orderBy('account').execute();
  return rows.map(({ account, role }) => `${account} ${role}`);
};
const personOf = async (account: string) => {
  const row = await world.db
    .selectFrom('identity')
    .select('person_id')
    .where('account', '=', account)
    .executeTakeFirst();
  return row?.person_id;
};
const persons = async () => (await world.db.selectFrom('person').select('id').execute()).length;
const audit = async () => {
  const acts = await world.db.selectFrom('audit').selectAll().orderBy('id').execute();
  return acts.map(({ account, command, outcome }) => `${account}: ${command} – ${outcome}`);
};
async function givePoints(account: string, amount: number, source = `test/${account}`): Promise<void> {
  const personId = (await personOf(account))!;
  await world.engine.perform(async (scope) => {
    const found = await scope.trx.selectFrom('campaign').select('id').limit(1).executeTakeFirst();
    const campaignId = found?.id ?? (await campaign(scope, 'gifts'));
    await addPoints(scope, [{ personId, campaignId, source: `${source}/${personId}`, amount, reason: 'test' }]);
  });
}

describe.each(databases)('on %s', (kind) => {
  let amy: Chatter;
  let anew: Chatter;
  const worlds = tallyWorlds(kind, options);
  beforeEach(async () => {
    world = await worlds.open();
    amy = world.person('amy1');
    anew = world.person('amy2');
  });

  test('a person comes back with points, name and settings, and the code is used up', async () => {
    await amy.says('help', { name: 'Amy' });
    await amy.says('zone Europe/Berlin');
    const code = await codeOf(amy);
    await givePoints('amy1', 7);
    const before = await personOf('amy1');

    await anew.says('你好');
    await anew.says(`我是 ${code}`);
    const next = CODE.exec((await anew.hears('Welcome back, Amy')).text)![0];
    expect(next).not.toBe(code);
    await anew.says('me');
    await anew.hears(/Amy · 7 points[\s\S]*English · Zone: Europe\/Berlin[\s\S]*Identity: wechat:amy2/);
    expect(await personOf('amy2')).toBe(before);
    expect(await identities()).toEqual(['amy2 member', 'boss owner']);
    expect(await persons()).toBe(2);

    const thief = world.person('thief');
    await thief.says(`iam ${code}`);
    await thief.hears('That code is nobody’s');
    await world.person('amy3').says(`iam ${next}`);
    await world.person('amy3').hears('Welcome back, Amy');
  });

  test('in Chinese', async () => {
    await amy.says('你好');
    const code = await codeOf(amy, '我的口令');
    await anew.says(`我是 ${code}`);
    await anew.hears(/欢迎回来，amy1。积分、设置和权限都在这里了。\n.*新口令是：/);
  });

  test('what was done under the new account before is not lost', async () => {
    const code = await codeOf(amy);
    await givePoints('amy1', 7);
    const boss = world.person('boss');
    await boss.in('fans').says('!poll open "Tea?" --options "yes|no"');
    await boss.in('fans').says('!poll open "Cake?" --options "yes|no"');
    await amy.says('poll show poll-1');
    await amy.in('fans').says('!vote A');
    await world.set(1000);
    await anew.in('fans').says('!vote B');
    await givePoints('amy2', 5);
    await anew.says(`iam ${code}`);
    await anew.hears('Welcome back');
    const votes = await world.db.selectFrom('poll_vote').select(['person_id', 'option']).execute();
    expect(votes).toEqual([{ person_id: await personOf('amy2'), option: 1 }]);
    await anew.says('me');
    await anew.hears('12 points');
  });

  test('a quiz counts the same before and after, also where both accounts were right', async () => {
    const code = await codeOf(amy);
    const boss = world.person('boss');
    for (const text of [
      'quiz new cup "Cup" --scoring all',
      'quiz ask cup "Red?" --answer red',
      'quiz ask cup "Blue?" --answer blue',
      'quiz open cup wechat:fans',
    ])
      await boss.says(text);
    const asked = async (question: string) => {
      const isAsked = () =>
        world.platforms[0]!.delivered.some(({ address, text }) => address.room && text.includes(question));
      for (let second = 0; second < 60 && !isAsked(); second += 1) await world.set(1000);
      await world.set(3000);
    };
    await asked('Red?');
    await amy.in('fans').says('red');
    await anew.in('fans').says('red');
    await asked('Blue?');
    await anew.in('fans').says('blue');
    await world.set(10 * 60_000);
    await anew.says(`iam ${code}`);
    await anew.hears('Welcome back');
    await boss.says('quiz check cup');
    await boss.hears(/same|一致/);
    const points = await world.db.selectFrom('points').select(['person_id', 'amount']).execute();
    expect(points).toEqual([
      { person_id: await personOf('amy2'), amount: 1 },
      { person_id: await personOf('amy2'), amount: 1 },
    ]);
  });

  test('P11: rights go along, and it is in the audit log', async () => {
    const boss = world.person('boss');
    const code = await codeOf(boss);
    await boss.says('staff add wechat:sam');
    await world.person('sam').says('hello');
    const chief = world.person('boss2');
    await chief.says(`iam ${code}`);
    await chief.says('staff list');
    await chief.hears(/wechat:boss2[\s\S]*wechat:sam/);
    await boss.says('staff list');
    await boss.hears(/is for staff|仅限工作人员/);
    expect(await identities()).toEqual(['boss member', 'boss2 owner', 'sam staff']);
    expect(await audit()).toContain('boss2: iam (owner wechat:boss -> owner wechat:boss2) – done');
  });

  test('staff do not lose their rights to the code of a member', async () => {
    const code = await codeOf(amy);
    await world.person('boss').says('staff add wechat:amy2');
    await anew.says(`iam ${code}`);
    expect(await identities()).toEqual(['amy2 staff', 'boss owner']);
  });

  test('an account that belongs to somebody with others leaves them with the others', async () => {
    const code = await codeOf(amy);
    await anew.says('hello');
    const slack = world.person('other', world.platforms[1]!);
    await slack.says('hello');
    await world.db
      .updateTable('identity')
      .set({ person_id: (await personOf('other'))! })
      .where('account', '=', 'amy2')
      .execute();
    const before = await personOf('other');
    await anew.says(`iam ${code}`);
    await anew.hears('Welcome back');
    expect(await personOf('other')).toBe(before);
    expect(await personOf('amy2')).not.toBe(before);
  });

  test('what waits to be said to the old account goes to the new one', async () => {
    const code = await codeOf(amy);
    world.platforms[0]!.answer = ({ address }) =>
      address.account === 'amy1' ? { type: 'retry', after: HOUR } : { type: 'sent', at: 0 };
    await amy.says('help');
    await anew.says(`iam ${code}`);
    const waiting = await world.db.selectFrom('outbox').select('account').where('state', '=', 'pending').execute();
    expect(waiting).toEqual([{ account: 'amy2' }]);
  });

  test('in the middle of a dialog they go on with it', async () => {
    const boss = world.person('boss');
    const code = await codeOf(boss);
    await boss.says('quiz new');
    const chief = world.person('boss2');
    await chief.says(`iam ${code}`);
    await chief.hearsAll();
    await chief.says('取消');
    await chief.hears(/Left\.|已退出/);
  });

  test('a typo is told from a wrong code, and costs nothing; five wrong ones are enough for an hour', async () => {
    const code = await codeOf(amy);
    const others = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((account) => codeOf(world.person(account))));
    for (const account of ['a', 'b', 'c', 'd', 'e']) await codeOf(world.person(account));
    const guess = world.person('guess');
    await guess.says('help');
    for (let time = 0; time < 8; time += 1) {
      await guess.says(`iam ${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`);
      await guess.hears('There is a slip in that code');
    }
    for (const other of others) {
      await guess.says(`iam ${other}`);
      await guess.hears('That code is nobody’s');
      await world.set(60_000);
    }
    await guess.says(`iam ${code}`);
    await guess.hears(/5 wrong codes within an hour\. You can try again .*10:0/);
    expect(await personOf('amy1')).toBeDefined();
    await world.set(HOUR - 5 * 60_000);
    await guess.says(`iam ${code}`);
    await guess.hears('Welcome back');
  });

  test('asking again makes the code before void, and one’s own code changes nothing', async () => {
    const first = await codeOf(amy);
    const second = await codeOf(amy);
    await amy.says(`iam ${second}`);
    await amy.hears('the code of this very account');
    await anew.says(`iam ${first}`);
    await anew.hears(/nobody’s|对不上任何人/);
    await anew.says(`iam ${second}`);
    await anew.hears(/Welcome back|欢迎回来/);
  });

  test('a code is never said in a room: asked for there it is refused, used there the next comes in private', async () => {
    await amy.in('fans').says('!mycode');
    await world.room('fans').hears(/In a room everybody|在群里大家/);
    const code = await codeOf(amy);
    await anew.in('fans').says(`!iam ${code}`);
    await world.room('fans').hears('Welcome back, amy1.');
    await anew.hears(CODE);
    const inRoom = world.platforms[0]!.delivered.filter(({ address }) => address.room !== undefined);
    expect(inRoom.some(({ text }) => CODE.test(text))).toBe(false);
  });

  test.each(['iam', 'iam the one', '我是 小明', 'iam 12'])(
    '“%s” is answered with how a code is written',
    async (text) => {
      await amy.says('help');
      await amy.says(text);
      await amy.hears(text === 'iam' ? /Write your code behind it|I do not know/ : 'Write your code behind it');
      expect(await persons()).toBe(2);
    },
  );

  test('a name opens nothing', async () => {
    await amy.says('mycode', { name: 'Amy' });
    await anew.says('iam Amy', { name: 'Amy' });
    expect(await personOf('amy1')).not.toBe(await personOf('amy2'));
  });

  test('where accounts stay the same there are no codes, and help does not speak of them', async () => {
    const slack = world.person('amy1', world.platforms[1]!);
    for (const text of ['mycode', 'iam ABCD-EFGH-KLMN']) {
      await slack.says(text);
      await slack.hears(/Your account stays the same here|不需要口令/);
    }
    await slack.says('help');
    expect((await slack.hearsAll()).join()).not.toMatch(/mycode|iam/);
    await amy.says('help');
    await amy.hears(/mycode[\s\S]*iam/);
  });

  test('a code is in no row once it was delivered, and the log of staff does not hold it', async () => {
    const code = await codeOf(amy);
    await anew.says(`iam ${code}`);
    await anew.hears('Welcome back');
    await world.person('boss').says(`staff list iam ${code}`);
    for (const table of ['outbox', 'personal_code', 'wrong_code', 'audit', 'incident', 'seen', 'dialog'] as const) {
      const text = JSON.stringify(await world.db.selectFrom(table).selectAll().execute());
      expect(CODE.test(text) || text.includes(code.replaceAll('-', ''))).toBe(false);
    }
  });

  test('control: before it was delivered the outbox holds it', async () => {
    world.platforms[0]!.answer = () => ({ type: 'retry', after: HOUR });
    await amy.says('mycode');
    const rows = await world.db.selectFrom('outbox').select('body').execute();
    expect(CODE.test(JSON.stringify(rows))).toBe(true);
  });

  test('P2: the same message four times has one effect', async () => {
    const code = await codeOf(amy);
    const message = world.message({ account: 'amy2', text: `iam ${code}` });
    for (let time = 0; time < 4; time += 1) await world.accept(message);
    expect((await anew.hearsAll()).filter((text) => text.includes('amy1'))).toHaveLength(1);
    expect(await identities()).toEqual(['amy2 member', 'boss owner']);
  });

  test('two who use one code at once: one of them gets it', async () => {
    const code = await codeOf(amy);
    await Promise.all(
      ['x', 'y'].map((account) => world.engine.accept(world.message({ account, text: `iam ${code}` }))),
    );
    await world.engine.settled();
    expect((await world.db.selectFrom('wrong_code').selectAll().execute()).length).toBe(1);
    expect(await persons()).toBe(3);
  });
});

test('without a secret there are no codes, and it says who can change that', async () => {
  world = await createWorld({ ...options, keyring: [] });
  const amy = world.person('amy1');
  await amy.says('help');
  await amy.says('mycode');
  await amy.hears('CANYU_SECRET is not set');
  await world.close();
});

test('a code from before CANYU_SECRET was changed is known as long as the former key is there too', async () => {
  const database = await freshDatabase('sqlite');
  world = await createWorld({ ...options, database });
  const code = await codeOf(world.person('amy1'));
  await world.engine.stop();
  world = await createWorld({
    ...options,
    database,
    keyring: [await deriveKeys('a newer secret, set later'), ...keyring],
  });
  await world.person('amy2').says(`iam ${code}`, { event: 'later' });
  await world.person('amy2').hears(/Welcome back|欢迎回来/);
  await world.close();
});

test.runIf(databases.includes('postgres'))('two processes, one code: one of the accounts gets it', async () => {
  const place = await createPostgresDatabase();
  const connect = () => openDatabase(place.url, { purpose: 'run', migrations, now: () => 0 });
  const left = await createWorld({ ...options, database: await connect() });
  const right = await createWorld({ ...options, database: await connect() });
  world = left;
  for (let round = 0; round < 5; round += 1) {
    const code = await codeOf(left.person(`amy${round}`));
    await Promise.all([
      left.engine.accept(left.message({ account: `l${round}`, text: `iam ${code}`, event: `l${round}` })),
      right.engine.accept(right.message({ account: `r${round}`, text: `iam ${code}`, event: `r${round}` })),
    ]);
    expect(await left.db.selectFrom('wrong_code').selectAll().execute()).toHaveLength(round + 1);
    expect(await personOf(`amy${round}`)).toBeUndefined();
  }
  await left.close();
  await right.close();
  await place.drop();
});
