// 接龙: a list that a group passes round becomes sign-ups, nobody twice, and comes back clean.
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Wrap } from '../faults/stage.ts';
import { withoutLocks } from '../faults/unprotected.ts';
import { createPostgresDatabase, databases } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { loopback } from '../support/loopback.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, MORNING, type World, type WorldOptions } from '../support/world.ts';
import { makeMi, openMi, placesIn, signedIn } from './stage.ts';

const list = (...names: string[]) =>
  ['#jielong Mi phone', ...names.map((name, index) => `${index + 1}. ${name}`)].join('\n');

describe.each(databases)('a list in a room (%s)', (kind) => {
  /** Once is enough where the database has no part in it. */
  const story = (name: string, run: () => Promise<void>) => {
    if (kind === 'sqlite') test(name, run);
  };
  let world: World;
  let fans: ReturnType<World['room']>;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const start = async (definition: object = {}, options: WorldOptions = {}) => {
    world = await createWorld({ kind, ...options });
    await makeMi(world, { per_person: 5, lanes: [{ name: 'public', size: 3 }], ...definition });
    fans = world.room('fans');
    await fans.hearsAll();
  };
  const post = (account: string, ...names: string[]) =>
    world
      .person(account)
      .in('fans')
      .says(list(...names));

  test('signs up whom it names: members by their name, others as guests, and comes back once, clean, in the order of their numbers', async () => {
    await start();
    await world.person('amy').says('hello there');
    await world.person('bob').in('fans').says(' 接龙 \n1、Tom 2份\n２．ＡＭＹ　×3 要蓝色\n3) 张三');
    expect(await signedIn(world)).toEqual(['1 (Tom) 2', '2 amy 3', '3 (张三) 1']);
    const { text } = await fans.hears('#接龙');
    expect(text).toMatch(/^#接龙 Mi phone\n1\. Tom 2份\n2\. ＡＭＹ 3份 要蓝色\n3\. 张三\nWho is here by name alone/);
    await fans.hearsNothing();
    const told = await world.person('amy').hears('your name is on a list that bob posted');
    expect(told.text).toContain('preorder cancel mi');
    await world.person('bob').hearsNothing();
  });

  story('posted again it changes what it says differently, up and down; who is missing on it stays', async () => {
    await start();
    await post('bob', 'Tom 3', 'Ann');
    await post('carl', 'ann 2份 red', 'TOM 1', 'Eve');
    expect(await signedIn(world)).toEqual(['1 (TOM) 1', '2 (ann) 2', '3 (Eve) 1']);
    await fans.hearsAll();
    await post('dan', 'Eve 2');
    await fans.hears('1. TOM\n2. ann 2份 red\n3. Eve 2份');
  });

  story(
    'posted once more as it came back it is answered to the poster alone, so that two bots do not talk for ever',
    async () => {
      await start();
      await post('bob', 'Tom 3', 'Ann');
      const { text } = await fans.hears('#接龙');
      await world.person('carl').says('hello there');
      await world.person('carl').in('fans').says(text);
      await world.person('carl').hears('signed up already. Nothing was changed');
      await fans.hearsNothing();
    },
  );

  test("a person's own word wins over what others write, before and after; who gave up is not signed up again by others", async () => {
    await start();
    for (const name of ['amy', 'bob']) await world.person(name).says('hello there');
    await world.person('amy').says('signup 4');
    await post('carl', 'amy 1', 'bob 2');
    await world.person('bob').says('signup 3');
    await post('carl', 'amy 1', 'bob 2');
    expect(await signedIn(world)).toEqual(['1 amy 4', '2 bob 3']);
    await post('bob', 'amy 1', 'bob 1');
    expect(await signedIn(world)).toEqual(['1 amy 4', '2 bob 1']);
    await world.person('amy').says('preorder cancel mi --confirm mi');
    await post('carl', 'amy 1', 'bob 2');
    expect(await signedIn(world)).toEqual(['2 bob 1']);
    await world
      .person('carl')
      .hears('Not taken from your list for Mi phone: amy (gave up; they can sign up themselves)');
    expect((await world.person('bob').hearsAll()).join().match(/on a list that carl posted/g)).toHaveLength(1);
    await post('amy', 'amy 2');
    expect(await signedIn(world)).toEqual(['1 amy 2', '2 bob 1']);
  });

  story('more units than one may have are refused to the poster alone, with the name', async () => {
    await start();
    await post('bob', 'Tom 6', 'Ann 2');
    expect(await signedIn(world)).toEqual(['1 (Ann) 2']);
    const refused = await world.person('bob').hears('Not taken from your list for Mi phone: Tom (6, at most 5)');
    expect(refused.room).toBe('fans');
    expect((await fans.hearsAll()).join()).not.toContain('Tom');
  });

  story(
    'two members of one name are nobody in particular: a guest; and a guest who turns out to be a member is not there twice',
    async () => {
      await start();
      for (const account of ['a1', 'a2']) await world.person(account).says('hello there', { name: 'Sam' });
      await post('bob', 'Sam', 'Eve 2');
      expect(await signedIn(world)).toEqual(['1 (Sam) 1', '2 (Eve) 2']);
      await world.person('Eve').says('hello there');
      await post('bob', 'Sam', 'Eve 2', 'Joe');
      await world.person('Joe').says('signup 2');
      await post('bob', 'Sam', 'Eve 2', 'Joe');
      await world.person('Eve').hears('on a list that bob posted');
      expect(await signedIn(world)).toEqual(['1 (Sam) 1', '2 Eve 2', '4 Joe 2']);
    },
  );

  story('a stale list that comes together with the word of a member about themselves does not undo it', async () => {
    await start();
    await world.person('amy').says('hello there');
    const posted = [
      ['amy', 'amy 3'],
      ['bob', 'amy 1'],
    ].map(([account, line]) => world.message({ account: account!, room: 'fans', text: list(line!) }));
    await Promise.all(posted.map((message) => world.engine.accept(message)));
    expect(await signedIn(world)).toEqual(['1 amy 3']);
  });

  story('lists that come together are one: nobody twice, the last line of a name counts, one answer', async () => {
    await start();
    const posted = ['Tom 1', 'Tom 2', 'Tom 3'].map((tom, index) =>
      world.message({ account: `p${index}`, room: 'fans', text: list(tom, `Guest${index}`) }),
    );
    await Promise.all(posted.map((message) => world.engine.accept(message)));
    await world.engine.settled();
    expect(await signedIn(world)).toEqual(['1 (Tom) 3', '2 (Guest0) 1', '3 (Guest1) 1', '4 (Guest2) 1']);
    expect(await fans.hearsAll()).toHaveLength(1);
  });

  story('talk, a menu, an edit, another room and a pre-order that takes nobody are left alone', async () => {
    await start({ rule: 'draw' });
    const bob = world.person('bob');
    await bob.in('fans').says('1. 苹果 10元/斤\n2. 梨 ¥8\n3. 香蕉 6块');
    await bob.in('fans').says('hello\nthere');
    await bob.in('fans').says(list('Tom'), { edited: true });
    await bob.in('other').says(list('Tom'));
    await world.person('boss').says('preorder draw mi --confirm mi');
    await world.set(0);
    await fans.hearsAll();
    await bob.in('fans').says(list('Tom'));
    expect(await signedIn(world)).toEqual([]);
    await fans.hearsNothing();
  });

  story(
    'names that mean something elsewhere stay names, escaped as the platform wants it; no size stops it',
    async () => {
      await start({}, { platforms: (now) => [loopback('terminal', now, { markup: 'mrkdwn' })] });
      await post('bob', '=cmd|calc', '<!channel>', '__proto__ 2', 'constructor');
      expect(await signedIn(world)).toEqual([
        '1 (=cmd|calc) 1',
        '2 (<!channel>) 1',
        '3 (__proto__) 2',
        '4 (constructor) 1',
      ]);
      const { text } = await fans.hears('&lt;!channel&gt;');
      expect(text).not.toContain('<!');
      const long = Array.from({ length: 500 }, (_, index) => `${index + 1}.n${index}`).join('\n');
      expect(long.length).toBeGreaterThan(4000);
      await world.person('carl').in('fans').says(long);
      await world.person('carl').hears('was not read. Post the rest by itself');
      await fans.hears(/^60\. .*\n\+ \d+ more$/m);
      const rows = await signedIn(world);
      expect(rows.length).toBeGreaterThan(400);
      expect(new Set(rows).size).toBe(rows.length);
    },
  );

  test('at the opening the places of guests are claimed for them, in the order of their numbers, and their room hears it', async () => {
    await start({ confirm_within: '1h' });
    await world.person('amy').says('signup');
    await post('bob', 'Tom', 'Ann 2', 'Eve');
    await world.person('boss').says('preorder open mi');
    await world.set(1000);
    expect((await placesIn(world)).map((place) => place.replace(/^guest.*\//, ''))).toEqual([
      'tom public 1 confirmed',
      'ann public 2 confirmed',
      'ann public 3 confirmed',
    ]);
    await fans.hears('Mi phone: what became of your list\nPlaces: Tom (1) · Ann (2)\nOn the waiting list: Eve (1)');
    await world.set(2 * 3_600_000);
    expect(await placesIn(world)).toHaveLength(3);
    await post('bob', 'Tom 4', 'Late');
    await world.set(1000);
    await fans.hears('On the waiting list: Eve (1) · Late (2)');
    await world.person('boss').says('preorder offer mi public 4');
    await fans.hears('A place came free: Eve (4)');
  });

  story(
    'in the first moments guests claim like everybody, and what they get is theirs when it is decided',
    async () => {
      await start({ tie_window_ms: 2000, confirm_within: '1h', lanes: [{ name: 'public', size: 2 }] });
      await post('bob', 'Tom');
      await world.person('boss').says('preorder open mi');
      const opened = world.clock.now();
      await world.set(500);
      await post('bob', 'Tom', 'Late');
      await world.person('amy').says('claim', { sentAt: new Date(opened + 100) });
      await world.set(3000);
      await fans.hears('what became of your list\nPlaces: Tom (1)\nOn the waiting list: Late (1)');
      await world.person('amy').hears('Place 2');
    },
  );

  test('a draw takes guests like everybody, and their room hears the results in one message', async () => {
    await start({ rule: 'draw', confirm_within: '1h' });
    await world.person('amy').says('hello there');
    await post('bob', 'Tom', 'Ann', 'amy', 'Eve', 'Joe');
    await fans.hearsAll();
    await world.person('boss').says('preorder draw mi --confirm mi');
    await world.set(1000);
    const results = (await fans.hearsAll()).filter((text) => text.includes('what became of your list'));
    expect(results).toHaveLength(1);
    for (const name of ['Tom', 'Ann', 'Eve', 'Joe']) expect(results[0]).toContain(name);
    const guests = (await placesIn(world)).filter((place) => place.startsWith('guest/'));
    expect(guests.every((place) => place.endsWith('confirmed'))).toBe(true);
  });
});

describe.runIf(databases.includes('postgres'))('two programs on one PostgreSQL', () => {
  /** The first stops before it writes who is on the list; the second gets another list meanwhile, as far as it comes; then the first goes on. */
  async function overtake(wrap: Wrap) {
    const place = await createPostgresDatabase();
    const worlds: World[] = [];
    const stop = gate();
    const stopped = gate();
    let failed = 0;
    const stopping = intercept(async (call, proceed) => {
      if (call === 'rollback') failed += 1;
      if (/^insert into "preorder_guest"/.test(call) && !stopped.isOpen()) {
        stopped.open();
        await stop.opened;
      }
      return proceed();
    });
    try {
      for (let program = 0; program < 2; program += 1) {
        const settings = { purpose: 'run', migrations, now: () => MORNING } as const;
        const database = await openDatabase(place.url, { ...settings, wrap: (dialect) => stopping(wrap(dialect)) });
        worlds.push(await createWorld({ database }));
      }
      const [first, second] = worlds as [World, World];
      await openMi(first, { lanes: [{ name: 'public', size: 50 }] });
      const slow = first.person('p1').in('fans').says(list('Both', 'One'), { event: 'slow' });
      await stopped.opened;
      const quick = second.person('p2').in('fans').says(list('Two', 'Both'), { event: 'quick' });
      await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 300))]);
      stop.open();
      await Promise.all([slow, quick]);
      return { signed: await signedIn(first), failed: failed > 0, wrong: await wrongIn(first.db) };
    } finally {
      for (const world of worlds) await world.close();
      await place.drop();
    }
  }
  const once = ['1 (Both) 1', '2 (One) 1', '3 (Two) 1'];

  test('that get different lists at the same moment sign nobody up twice: the second waits for the first', async () => {
    expect(await overtake((dialect) => dialect)).toEqual({ signed: once, failed: false, wrong: [] });
  });

  test('control: without the locks the second fails on the number that the first has taken, and begins again', async () => {
    expect(await overtake(withoutLocks)).toMatchObject({ signed: once, failed: true });
  });
});

function gate() {
  let open!: () => void;
  let isOpen = false;
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true;
      resolve();
    };
  });
  return { open, opened, isOpen: () => isOpen };
}
