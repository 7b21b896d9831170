// The export of a pre-order: every entry once, page by page, and nothing in it that a spreadsheet would compute.
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { preorder } from '../../flows/preorder/index.ts';
import { columnsFor } from '../../flows/preorder/report.ts';
import { storeSignups } from '../../flows/preorder/store.ts';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { Cell } from '../../src/engine/flow.ts';
import { enter, newEntry, takePlaces } from '../../src/quota/claim.ts';
import { type Entry, entriesOf } from '../../src/quota/entry.ts';
import { holdQuota } from '../../src/quota/lanes.ts';
import type { Terms } from '../../src/quota/terms.ts';
import { writeCsv } from '../../src/report/csv.ts';
import { oneDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { createWorld, MORNING, type World, type WorldOptions } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const TERMS: Terms = { claimWithin: undefined, hold: 3_600_000, waking: undefined, zone: 'UTC' };

async function phone(options: WorldOptions = {}): Promise<Campaign> {
  world = await createWorld(options);
  await world.person('boss').says('preorder new phone "Phone" --lanes "vip:3:tag=vip, public:3" --group 5');
  return (await findCampaign(world.db, 'phone'))!;
}

/** The campaign as if it asked for these. */
function asking(campaign: Campaign, ...keys: string[]): Campaign {
  const definition = campaign.definition as { lanes: unknown };
  return { ...campaign, definition: { ...definition, ask: keys.map((key) => ({ key, question: key })) } };
}

async function rowsOf(campaign: Campaign): Promise<Record<string, Cell>[]> {
  const { columns, rows } = preorder.report!(world.database.reader, campaign);
  const read: Record<string, Cell>[] = [];
  for await (const row of rows) read.push(Object.fromEntries(columns.map((name, index) => [name, row[index]!])));
  return read;
}

async function csvOf(campaign: Campaign): Promise<string> {
  let text = '';
  const output = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  expect(await writeCsv(preorder.report!(world.database.reader, campaign), output)).toBe(undefined);
  return text;
}

/** Entries without persons in the public lane, as a list of a room or a code makes them. */
async function add(campaign: Campaign, heldFor: string[], { seated = false } = {}): Promise<Entry[]> {
  return world.engine.perform(async (scope) => {
    const quota = (await holdQuota(scope.trx, campaign.id))!;
    const entries = heldFor.map((key) =>
      newEntry(scope, quota, { laneId: quota.lanes[1]!.id, units: 1, heldFor: key }),
    );
    return seated ? takePlaces(scope, quota, entries, TERMS, 'held') : enter(scope, quota, entries);
  });
}

describe.each(oneDatabase)('%s', (kind) => {
  test('says of each entry who, what, where and since when, in the order of their numbers', async () => {
    const campaign = asking(await phone({ kind }), 'color', 'name');
    const [amy, bob] = [world.person('amy'), world.person('bob')];
    await amy.says('signup 2');
    await bob.says('signup');
    await bob.says('hideme');
    await world.set(5000);
    await world.person('boss').says('preorder open phone');
    await amy.says('claim');
    await bob.says('claim 5');
    const person = await world.db
      .selectFrom('identity')
      .select('person_id')
      .where('account', '=', 'amy')
      .executeTakeFirstOrThrow();
    const entry = (await entriesOf(world.db, campaign.id, [person.person_id])).get(person.person_id)!;
    await world.engine.perform((scope) =>
      storeSignups(scope.trx, [
        { entryId: entry.id, answers: { color: '橙, "pop"', name: 'Amy L.' }, consentedAt: MORNING, quiet: false },
      ]),
    );
    const [guest] = await add(campaign, ['guest/1']);
    await world.db
      .insertInto('preorder_guest')
      .values({ entry_id: guest!.id, platform: 'wechat', room: 'fans', name: '张三', key: '张三', remark: '' })
      .execute();
    await add(campaign, ['fcode/1'], { seated: true });
    await add(campaign, [`merged/${entry.id}`]);

    const [first, second, third, ...kept] = await rowsOf(campaign);
    expect(first).toEqual({
      ...{
        number: 1,
        lane: 'public',
        units: 2,
        size: 3,
        state: 'confirmed',
        drawn: '',
        place_lane: 'public',
        places: '1 2',
      },
      ...{ turn: null, name: 'amy', platform: 'terminal', account: 'amy' },
      ...{ signed_up: new Date(MORNING), changed: new Date(MORNING + 5000), deadline: null },
      ...{ color: '橙, "pop"', answer_name: 'Amy L.', consented_at: new Date(MORNING), reason: 'claimed' },
    });
    expect(second).toMatchObject({
      number: 2,
      units: 5,
      state: 'waiting',
      turn: 1,
      name: 'bob',
      places: null,
      color: null,
    });
    expect(third).toMatchObject({
      number: 3,
      name: '张三',
      platform: 'wechat',
      account: null,
      state: 'signed',
      reason: null,
    });
    expect(kept.map(({ number, name, places, reason }) => [number, name, places, reason])).toEqual([
      [null, 'code', '3', 'held'],
      [null, 'merged', null, null],
    ]);
    expect((await csvOf(campaign)).split('\n').slice(0, 2)).toEqual([
      '\ufeffnumber,lane,units,size,state,drawn,place_lane,places,turn,name,platform,account,signed_up,changed,deadline,color,answer_name,consented_at,reason',
      '1,public,2,3,confirmed,,public,1 2,,amy,terminal,amy,2026-11-27T01:00:00.000Z,2026-11-27T01:00:05.000Z,,"橙, ""pop""",Amy L.,2026-11-27T01:00:00.000Z,claimed',
    ]);
  });
});

test('is read page by page: what is not read yet is not in memory, and nobody is lost between two pages', async () => {
  const faults = faulty();
  const campaign = await phone({ wrap: faults.wrap });
  await add(
    campaign,
    Array.from({ length: 4100 }, (_, index) => `guest/${index}`),
  );
  await add(campaign, ['fcode/1', 'fcode/2']);
  faults.arm();
  const { rows } = preorder.report!(world.db, campaign);
  const numbers: Cell[] = [];
  let before = 0;
  for await (const [number] of rows) {
    if (numbers.length === 0) before = faults.calls;
    numbers.push(number!);
  }
  expect(numbers).toEqual([...Array.from({ length: 4100 }, (_, index) => index + 1), null, null]);
  // A page of 2,000 takes four statements, and there are three pages with numbers and one without.
  expect([before, faults.disarm()]).toEqual([4, 16]);
});

test('names and answers stay texts, whatever they look like', async () => {
  const hostile = [
    '=cmd|/c calc!A1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    'a\n=1',
    '\u202egnp.exe',
    '"=1',
    '＝1',
    ' =1',
  ];
  const campaign = asking(await phone(), 'city');
  const entries = await add(
    campaign,
    hostile.map((_, index) => `guest/${index}`),
  );
  await world.engine.perform(async ({ trx }) => {
    for (const [index, { id }] of entries.entries()) {
      const row = { entry_id: id, platform: 'wechat', room: 'r', name: hostile[index]!, key: `${index}`, remark: '' };
      await trx.insertInto('preorder_guest').values(row).execute();
    }
    const told = { consentedAt: undefined, quiet: false };
    await storeSignups(
      trx,
      entries.map(({ id }, index) => ({ entryId: id, answers: { city: hostile[index]! }, ...told })),
    );
  });
  const rows = await rowsOf(campaign);
  expect(rows.map(({ name, city }) => [name, city])).toEqual(hostile.map((text) => [text, text]));
  const cells = [...(await csvOf(campaign)).matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)];
  const read = cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!);
  for (const text of hostile) expect(read.filter((cell) => cell === text || cell === `'${text}`)).toHaveLength(2);
  expect(read.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
});

test('no two columns share a name, whatever questions are called', async () => {
  await phone();
  const columns = columnsFor(['city', 'number', 'answer_number', 'reason', 'drawn']);
  expect(new Set(columns).size).toBe(columns.length);
  expect(columns.slice(-7)).toEqual([
    ...['city', 'answer_number', 'answer_answer_number', 'answer_reason', 'answer_drawn', 'consented_at', 'reason'],
  ]);
});

test('in chat one hears how many rows there are and how to get them, and nobody’s name', async () => {
  await phone();
  const boss = world.person('boss');
  await world.person('amy').says('signup');
  await boss.says('preorder export phone');
  const { text } = await boss.hears('Phone: 1 row. ');
  expect(text).toContain('npx canyu export preorder phone > phone.csv');
  expect(text).toContain('--xlsx phone.xlsx');
  expect(text).toContain('public: signed up 1');
  expect(text).not.toContain('amy');
  await world.person('amy').says('preorder export phone');
  await world.person('amy').hears(/staff|工作人员/);
});
