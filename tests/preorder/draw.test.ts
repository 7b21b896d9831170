// A draw from its approval to its proof, as the people in it see it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { preorder } from '../../flows/preorder/index.ts';
import { findPreorder, termsOf } from '../../flows/preorder/preorder.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { Cell } from '../../src/engine/flow.ts';
import { enter, newEntry } from '../../src/quota/claim.ts';
import { entryOf } from '../../src/quota/entry.ts';
import { holdQuota } from '../../src/quota/lanes.ts';
import { endEntries } from '../../src/quota/settle.ts';
import { writeCsv } from '../../src/report/csv.ts';
import { databases } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

const script = fileURLToPath(new URL('../../flows/preorder/verify-draw.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lot-'));
afterAll(() => rmSync(folder, { recursive: true }));

let world: World;
afterEach(() => world.close());

/** Five places for all and two for those with the tag vip. */
const NEW = '!preorder new lot "Signed print" --lanes "vip:2:tag=vip, public:5" --rule draw --group 3';

async function approved(options: WorldOptions) {
  world = await createWorld(options);
  const boss = world.person('boss');
  await boss.in('fans').says(NEW);
  await world.set(0);
  const { text } = await world.room('fans').hears('SHA-256');
  return { boss, hash: /[0-9a-f]{64}/.exec(text)![0] };
}

/** Thirty persons; every fifth signs up three, every tenth has the tag vip. */
async function signUpThirty(boss: { says(text: string): Promise<void> }): Promise<string[]> {
  const persons = Array.from({ length: 30 }, (_, index) => `p${index + 1}`);
  const vips = persons.filter((_, index) => index % 10 === 4);
  for (const account of vips) await world.person(account).says('help');
  await boss.says(`tag add vip ${vips.map((account) => `terminal:${account}`).join(' ')}`);
  const messages = persons.map((account, index) =>
    world.message({ account, text: index % 5 === 3 ? 'signup 3' : 'signup' }),
  );
  await Promise.all(messages.map((message) => world.accept(message)));
  return persons;
}

async function draw(boss: { says(text: string): Promise<void> }): Promise<string> {
  await boss.says('preorder draw lot --confirm lot');
  await world.set(0);
  const { text } = await world.room('fans').hears('the draw is over');
  return /Seed: ([0-9a-f]{64})/.exec(text)![1]!;
}

async function exported(): Promise<{ file: string; rows: Record<string, Cell>[] }> {
  const campaign = (await findCampaign(world.db, 'lot'))!;
  const file = join(folder, 'lot.csv');
  const output = createWriteStream(file);
  expect(await writeCsv(preorder.report!(world.database.reader, campaign), output)).toBe(undefined);
  await new Promise<void>((resolve) => output.end(resolve));
  const { columns, rows } = preorder.report!(world.database.reader, campaign);
  const read: Record<string, Cell>[] = [];
  for await (const row of rows) read.push(Object.fromEntries(columns.map((name, index) => [name, row[index]!])));
  return { file, rows: read };
}

function verify(file: string, seed: string, hash: string) {
  const { status, stdout } = spawnSync(process.execPath, [script, file, seed, hash], { encoding: 'utf8' });
  return { status, says: stdout };
}

/** What was drawn for whom. */
const resultOf = (rows: Record<string, Cell>[]) =>
  rows.map(({ number, drawn, place_lane, places, turn }) => [number, drawn, place_lane, places, turn].join(' '));

describe.each(databases)('%s', (kind) => {
  test('the hash is told before, the seed after, each hears their result, and anyone can recompute it', async () => {
    const { boss, hash } = await approved({ kind });
    const persons = await signUpThirty(boss);
    await boss.says('preorder draw lot');
    await boss.hears('draws its places among 30 sign-ups');
    const seed = await draw(boss);
    expect(createHash('sha256').update(seed).digest('hex')).toBe(hash);

    const { file, rows } = await exported();
    expect(verify(file, seed, hash)).toEqual({ status: 0, says: 'all 30 results are as drawn\n' });
    const won = rows.filter(({ drawn }) => drawn === 'won');
    const places = won.reduce((sum, { units }) => sum + (units as number), 0);
    expect(places).toBe(7);
    for (const account of persons) {
      const row = rows.find((one) => one['account'] === account)!;
      const heard =
        row['drawn'] === 'won' ? /^✅ Place \d in (VIP|public) of Signed print is yours/ : /you are no\. \d+ on/;
      await world.person(account).hears(heard);
    }

    const [winner, loser] = [won[0]!, rows.find(({ drawn }) => drawn === 'listed')!];
    const forged = (of: Record<string, Cell>, drawn: string) => {
      const lines = rows.map((row) =>
        [row['number'], row['lane'], row['units'], row['size'], row === of ? drawn : row['drawn']].join(','),
      );
      writeFileSync(join(folder, 'forged.csv'), ['number,lane,units,size,drawn', ...lines].join('\n'));
      return verify(join(folder, 'forged.csv'), seed, hash);
    };
    expect(forged(winner, 'won').status).toBe(0);
    expect(forged(winner, 'listed')).toEqual({ status: 1, says: `not as drawn: ${winner['number']}\n` });
    expect(forged(loser, 'won')).toEqual({ status: 1, says: `not as drawn: ${loser['number']}\n` });

    // The proof holds whatever becomes of places and lanes afterwards.
    const leaver = won.find(({ lane }) => lane === 'public')!;
    await world.person(leaver['account'] as string).says('preorder cancel lot --confirm lot');
    await boss.says('preorder offer lot public 9');
    const after = await exported();
    expect(verify(after.file, seed, hash).status).toBe(0);
    expect(after.rows.filter(({ state }) => state === 'offered').length).toBeGreaterThan(0);
    expect(after.rows.find(({ number }) => number === leaver['number'])).toMatchObject({
      ...{ drawn: 'won', state: 'cancelled' },
    });
  });
});

test('who signs up while the draw goes on is refused, and so is who comes after it', async () => {
  const { boss } = await approved({ kind: 'sqlite' });
  await world.person('amy').says('signup');
  await world.engine.ticker.stop();
  await boss.says('preorder draw lot --confirm lot');
  await oneJob();
  const late = world.person('late');
  await late.says('signup lot');
  await late.hears('Sign-up for Signed print is over');
  world.engine.ticker.start();
  await world.set(0);
  await late.says('signup lot');
  await late.hears('Sign-up for Signed print is over');
  expect((await exported()).rows).toHaveLength(1);
});

/** As if so many had signed up: entries without persons, as on the lists of rooms. */
async function crowd(count: number): Promise<void> {
  const campaign = (await findCampaign(world.db, 'lot'))!;
  await world.engine.perform(async (scope) => {
    const quota = (await holdQuota(scope.trx, campaign.id))!;
    const [vip, open] = quota.lanes;
    const entries = Array.from({ length: count }, (_, index) =>
      newEntry(scope, quota, {
        laneId: index % 8 === 0 ? vip!.id : open!.id,
        units: 1 + (index % 3),
        heldFor: `guest/${index}`,
      }),
    );
    await enter(scope, quota, entries);
  });
}

describe('of 1,200, page by page', () => {
  const NEW_LARGE = NEW.replace('vip:2:tag=vip, public:5', 'vip:40:tag=vip, public:1300');
  test('nobody is left out or drawn twice; what comes free between two pages is no part of the draw, and is offered after it', async () => {
    world = await createWorld();
    const boss = world.person('boss');
    await boss.in('fans').says(NEW_LARGE);
    await world.set(0);
    const invitation = await world.room('fans').hears('SHA-256');
    const hash = /[0-9a-f]{64}/.exec(invitation.text)![0];
    await crowd(1200);
    await world.engine.ticker.stop();
    await boss.says('preorder draw lot --confirm lot');
    // Three pages get their keys; the one page of vips is decided, and two of three of the others: some of them wait by now.
    for (let step = 0; step < 6; step += 1) await oneJob();
    const { rows: halfway } = await exported();
    const undecided = halfway.filter(({ state }) => state === 'claimed').length;
    const winners = halfway.filter(({ drawn, lane }) => drawn === 'won' && lane === 'public');
    expect(undecided).toBe(50);
    await giveUp(winners.slice(0, 3).map(({ number }) => number as number));
    // Guests cannot answer: what is offered to them is theirs at once.
    const offered = ({ drawn, state }: Record<string, unknown>) => drawn === 'listed' && state === 'confirmed';
    expect((await exported()).rows.filter(offered)).toEqual([]);

    world.engine.ticker.start();
    await world.set(0);
    const { text } = await world.room('fans').hears('the draw is over');
    const { file, rows } = await exported();
    const seed = /Seed: ([0-9a-f]{64})/.exec(text)![1]!;
    expect(verify(file, seed, hash)).toEqual({ status: 0, says: 'all 1200 results are as drawn\n' });
    expect(rows.filter(offered).length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(1200);
    expect(new Set(rows.map(({ drawn }) => drawn))).toEqual(new Set(['won', 'listed']));
  });
});

/** Runs what is due next of the pre-order, and nothing else. */
async function oneJob(): Promise<void> {
  await world.engine.perform(async (scope) => {
    const due = scope.trx.selectFrom('timer').selectAll().where('flow', '=', 'preorder').orderBy('due_at').limit(1);
    const { id, job, payload } = await due.executeTakeFirstOrThrow();
    await scope.trx.deleteFrom('timer').where('id', '=', id).execute();
    await preorder.jobs!.find(({ name }) => name === job)!.run(scope, JSON.parse(payload));
  });
}

async function giveUp(numbers: number[]): Promise<void> {
  const found = (await findPreorder(world.db, (await findCampaign(world.db, 'lot'))!.id))!;
  await world.engine.perform(async (scope) => {
    const quota = (await holdQuota(scope.trx, found.id))!;
    const rows = await scope.trx.selectFrom('entry').selectAll().where('number', 'in', numbers).execute();
    const ending = { entries: rows.map(entryOf), state: 'cancelled', reason: 'cancelled' } as const;
    const { offered } = await endEntries(scope, quota, ending, termsOf(found));
    expect(offered).toEqual([]);
  });
}

describe('the database fails in a draw', () => {
  /** The moment before the draw's first job, and when that is due. */
  async function stage(): Promise<{ file: string; due: number }> {
    const file = join(folder, 'stage.db');
    const { boss } = await approved({ kind: 'sqlite', file });
    await signUpThirty(boss);
    await world.engine.ticker.stop();
    await boss.says('preorder draw lot --confirm lot');
    const due = world.clock.now();
    await world.close();
    return { file, due };
  }

  /** From there to the end, with a fault at a call of it; gives what everybody has then. */
  async function run({ file, due }: { file: string; due: number }, call: number) {
    const faults = faulty();
    const copy = join(folder, `call-${call}.db`);
    copyFileSync(file, copy);
    world = await createWorld({ kind: 'sqlite', file: copy, wrap: faults.wrap, at: due - 1000 });
    faults.arm({ call, when: 'before', how: 'throw' });
    // Where the database cannot even say what is due, whoever asks hears of it; the program asks again.
    await world.set(due - world.clock.now()).catch(() => undefined);
    const { fired } = faults;
    const calls = faults.disarm();
    await world.set(60_000);
    const { rows } = await exported();
    const heard = new Set(
      world.platforms[0]!.delivered.flatMap(({ text, address: { account } }) =>
        account !== undefined && /is yours|you are no\. \d+ on/.test(text) ? [account] : [],
      ),
    );
    const told = world.platforms[0]!.delivered.filter(({ text }) => text.includes('the draw is over')).length;
    await world.close();
    return { fired, calls, result: resultOf(rows), heard: heard.size, told };
  }

  test('before any call: the timers finish it with the same winners, and everybody hears of it', async () => {
    const prepared = await stage();
    const { calls, fired, ...undisturbed } = await run(prepared, Number.MAX_SAFE_INTEGER);
    expect(fired).toBe(false);
    expect(undisturbed).toMatchObject({ heard: 30, told: 1 });
    expect(calls).toBeGreaterThan(30);
    for (let call = 1; call <= calls; call += Math.ceil(calls / 25)) {
      const { fired: failed, calls: _, ...disturbed } = await run(prepared, call);
      expect({ call, failed, ...disturbed }).toEqual({ call, failed: true, ...undisturbed });
    }
  });
});
