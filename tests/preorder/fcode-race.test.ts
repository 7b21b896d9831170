// P3 for codes: 500 members, 100 codes, everybody tries, 16 at a time. The rows are the truth.
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Wrap } from '../faults/stage.ts';
import { withoutLocks } from '../faults/unprotected.ts';
import { createPostgresDatabase, databases } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { loopback } from '../support/loopback.ts';
import { wrongIn } from '../support/quota.ts';
import { MORNING, type World } from '../support/world.ts';
import { codeWorld, counts, issue } from './fcode-stage.ts';

const CODES = 100;
const MEMBERS = 500;
const IN_FLIGHT = 16;

let worlds: World[] = [];
let drop: (() => Promise<void>) | undefined;
afterEach(async () => {
  for (const world of worlds) await world.close();
  await drop?.();
  worlds = [];
  drop = undefined;
});

const platforms = (now: () => number) => [loopback('terminal', now)];

async function oneProgram(): Promise<void> {
  worlds = [await codeWorld({ platforms })];
}

/** Several on one PostgreSQL, each with an engine and connections of its own. */
async function programs(count: number, wrap: Wrap = (dialect) => dialect): Promise<void> {
  const place = await createPostgresDatabase();
  drop = place.drop;
  for (let program = 0; program < count; program += 1) {
    const database = await openDatabase(place.url, { purpose: 'run', migrations, now: () => MORNING, wrap });
    worlds.push(await codeWorld({ database, platforms }));
  }
}

/** Five share each code, on different programs; gives what each heard, by its kind. */
async function rush() {
  const [first] = worlds as [World];
  const boss = first.person('boss');
  await boss.says('preorder new mi --lanes "gift:120:code"');
  await boss.says('preorder open mi');
  const codes = await issue(first, `mi ${CODES}`);
  const waiting = Array.from({ length: MEMBERS }, (_, index) => index);
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const { engine, message } = worlds[Math.floor(index / 3) % worlds.length]!;
        const text = `fcode ${codes[Math.floor(index / 5)]}`;
        await engine.accept(message({ account: `m${index}`, text, event: `rush${index}` }));
      }
    }),
  );
  for (const { engine } of worlds) await engine.settled();
  const heard = worlds
    .flatMap(({ platforms: [platform] }) => platform!.delivered)
    .filter(({ address }) => address.account?.startsWith('m'));
  const told = (pattern: RegExp) => heard.filter(({ text }) => pattern.test(text)).length;
  const persons = new Set(heard.map(({ address }) => address.account)).size;
  const incidents = (await first.db.selectFrom('incident').select('id').execute()).length;
  return {
    ...(await counts(first.db)),
    ...{ persons, incidents, given: told(/名额是你的了|is yours/), refused: told(/已经用完了|was used up/) },
    wrong: await wrongIn(first.db),
  };
}

const right = {
  ...{ used: CODES, events: CODES, people: CODES, places: CODES, unused: 0, free: 20 },
  ...{ persons: MEMBERS, given: CODES, refused: MEMBERS - CODES, incidents: 0, wrong: [] },
};

test('100 are given and 400 are refused clearly, in one program on SQLite', { timeout: 60_000 }, async () => {
  await oneProgram();
  expect(await rush()).toEqual(right);
});

describe.runIf(databases.includes('postgres'))('four programs that share one PostgreSQL', () => {
  test('give 100 and refuse 400 clearly', { timeout: 60_000 }, async () => {
    await programs(4);
    expect(await rush()).toEqual(right);
  });

  /** The first stops before it counts its use; the second tries the same code, as far as it gets; then the first goes on. */
  async function overtake(wrap: Wrap) {
    const stop = gate();
    const stopped = gate();
    let failed = 0;
    const stopping = intercept(async (call, proceed) => {
      if (call === 'rollback') failed += 1;
      if (/^update "fcode"/.test(call) && !stopped.isOpen()) {
        stopped.open();
        await stop.opened;
      }
      return proceed();
    });
    await programs(2, (dialect) => stopping(wrap(dialect)));
    const [first, second] = worlds as [World, World];
    await first.person('boss').says('preorder new mi --lanes "gift:1:code"');
    const [code] = await issue(first, 'mi 1');
    const slow = first.person('amy').says(`fcode ${code}`, { event: 'slow' });
    await stopped.opened;
    const quick = second.person('bob').says(`fcode ${code}`, { event: 'quick' });
    await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 300))]);
    stop.open();
    await Promise.all([slow, quick]);
    const entry = await first.db
      .selectFrom('entry')
      .innerJoin('person', 'person.id', 'entry.person_id')
      .where('entry.state', '=', 'confirmed')
      .select('person.name')
      .execute();
    return { gets: entry.map(({ name }) => name), failed, wrong: await wrongIn(first.db) };
  }

  test('whoever comes second waits until the first has it', async () => {
    expect(await overtake((dialect) => dialect)).toEqual({ gets: ['amy'], failed: 0, wrong: [] });
  });

  test('control: without the locks the second overtakes, and only the schema keeps the place from both', async () => {
    expect(await overtake(withoutLocks)).toEqual({ gets: ['bob'], failed: 1, wrong: [] });
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
