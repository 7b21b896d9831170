// P11: who may do what. One golden table: a command that is added and not listed here fails, and so does a role that changes.

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { flows } from '../flows/index.ts';
import type { InboundMessage } from '../src/chat/message.ts';
import type { Db } from '../src/db/schema.ts';
import { isSqlite } from '../src/db/sets.ts';
import type { Command, Flow } from '../src/engine/flow.ts';
import { groupBy } from '../src/group.ts';
import { allFlows } from '../src/program.ts';
import { keyring } from './preorder/fcode-stage.ts';
import { databases, type Kind } from './support/database.ts';
import { loopback } from './support/loopback.ts';
import { createWorld, type World } from './support/world.ts';

/**
 * What is said, in this order, and what becomes of it:
 * `done` and audited · `refused` for the role, and audited · `asks` for the id first · `answers` a member, not audited · `-` nothing at all.
 * Where it is refused, asked or nothing, no row of any campaign, timer or role has changed.
 */
const golden = `
said                                                    | stranger member  staff   owner   removed elsewhere another button  pressed room    overheard edited
staff list                                              | refused  refused done    done    refused refused   refused refused done    done    -         -
staff add terminal:new                                  | refused  refused refused done    refused refused   refused refused done    done    -         -
staff remove terminal:new                               | refused  refused refused done    refused refused   refused refused done    done    -         -
incident list                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
tag add vip terminal:amy                                | refused  refused done    done    refused refused   refused refused done    done    -         -
tag list vip                                            | refused  refused done    done    refused refused   refused refused done    done    -         -
tag remove vip terminal:amy                             | refused  refused done    done    refused refused   refused refused done    done    -         -
schedule list                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
outbox list                                             | refused  refused done    done    refused refused   refused refused done    done    -         -
outbox retry aaaaaaaa                                   | refused  refused done    done    refused refused   refused refused done    done    -         -
outbox drop bbbbbbbb                                    | refused  refused done    done    refused refused   refused refused done    done    -         -
status                                                  | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign list                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign show base                                      | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz new cup "The cup" --seconds 30                     | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz ask cup "Red?" --answer red                        | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz import cup ⏎ Blue? | blue                          | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz open cup terminal:den                              | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz pause cup                                          | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz resume cup                                         | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz next cup                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz log cup                                            | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz check cup                                          | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz close cup                                          | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
quiz close cup --confirm cup                            | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign open two                                       | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign pause two                                      | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign resume two                                     | refused  refused done    done    refused refused   refused refused done    done    -         -
campaign close two                                      | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
campaign close two --confirm two                        | refused  refused done    done    refused refused   refused refused done    done    -         -
poll open "Tea?" --options "yes|no" terminal:den         | refused  refused done    done    refused refused   refused refused done    done    -         -
poll close poll-2                                       | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
poll close poll-2 --confirm poll-2                      | refused  refused done    done    refused refused   refused refused done    done    -         -
room moved fans attic                                   | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
room moved fans attic --confirm fans                    | refused  refused done    done    refused refused   refused refused done    done    -         -
quiz join base                                          | answers  answers answers answers answers answers   answers answers answers answers -         -
quiz board base                                         | answers  answers answers answers answers answers   answers answers answers answers -         -
poll show poll-1                                        | answers  answers answers answers answers answers   answers answers answers answers -         -
preorder new cup-2 --lanes "public:2"                   | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder open mi                                        | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder offer mi public 6                              | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder export mi                                      | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder why mi amy                                     | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder import lot ⏎ 1. Zed ⏎ 2. Yan                        | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder draw lot                                       | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
preorder draw lot --confirm lot                         | refused  refused done    done    refused refused   refused refused done    done    -         -
fcode issue mi 2                                        | refused  refused done    done    refused refused   refused refused done    done    -         -
fcode list mi                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
fcode trace mi AAAA                                     | refused  refused done    done    refused refused   refused refused done    done    -         -
fcode revoke mi AAAA                                    | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
fcode revoke mi AAAA --confirm AAAA                     | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder close mi                                       | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
preorder close mi --confirm mi                          | refused  refused done    done    refused refused   refused refused done    done    -         -
preorder show mi                                        | answers  answers answers answers answers answers   answers answers answers answers -         -
preorder mine mi                                        | answers  answers answers answers answers answers   answers answers answers answers -         -
preorder cancel mi                                      | answers  asks    answers answers answers answers   answers asks    answers answers -         -
fcode pass AAAA-AAAA-AAAA bob                           | answers  answers answers answers answers answers   answers answers answers answers -         -
feedback new pleas "Pleas"                              | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback queue ideas                                    | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback mine                                           | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback answer #1 Thanks                               | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback status #1 planned                              | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback assign #1 terminal:boss                        | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback digest ideas                                   | refused  refused done    done    refused refused   refused refused done    done    -         -
area set camera --owner terminal:boss --board ideas     | refused  refused done    done    refused refused   refused refused done    done    -         -
area list ideas                                         | refused  refused done    done    refused refused   refused refused done    done    -         -
duty show ideas                                         | refused  refused done    done    refused refused   refused refused done    done    -         -
duty swap 2026-W50 terminal:boss ideas                  | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback merge #2 #1                                    | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
feedback merge #2 #1 --confirm 2                        | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback unmerge #2                                     | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback held ideas                                     | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback hide #2                                        | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback unhide #2                                      | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback pass #3                                        | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback close ideas                                    | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
feedback close ideas --confirm ideas                    | refused  refused done    done    refused refused   refused refused done    done    -         -
feedback top ideas                                      | answers  answers answers answers answers answers   answers answers answers answers -         -
feedback show #1                                        | answers  answers answers answers answers answers   answers answers answers answers -         -
release new os-two "OS two"                             | refused  refused done    done    refused refused   refused refused done    done    -         -
release propose os "Louder alarm"                       | refused  refused done    done    refused refused   refused refused done    done    -         -
release edit os 1 --team Display                        | refused  refused done    done    refused refused   refused refused done    done    -         -
release note os --en Hello                              | refused  refused done    done    refused refused   refused refused done    done    -         -
release confirm os                                      | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
release withdraw os 2                                   | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
release withdraw os 2 --confirm 2                       | refused  refused done    done    refused refused   refused refused done    done    -         -
release set os --votes 3                                | refused  refused done    done    refused refused   refused refused done    done    -         -
release show os                                         | answers  answers answers answers answers answers   answers answers answers answers -         -
release items os                                        | answers  answers answers answers answers answers   answers answers answers answers -         -
release result os                                       | answers  answers answers answers answers answers   answers answers answers answers -         -
release history os                                      | answers  answers answers answers answers answers   answers answers answers answers -         -
release vote 1                                          | answers  answers answers answers answers answers   answers answers answers answers -         -
release close os                                        | refused  refused asks    asks    refused refused   refused refused asks    asks    -         -
release close os --confirm os                           | refused  refused done    done    refused refused   refused refused done    done    -         -
`;

type Outcome = 'done' | 'refused' | 'asks' | 'answers' | '-' | 'refused by its state' | 'failed';
interface Line {
  said: string;
  expected: Record<string, Outcome>;
}

const lines = readTable(golden);

function readTable(text: string): Line[] {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((row) => {
      const cut = row.lastIndexOf('|');
      return {
        said: row.slice(0, cut).trim().replaceAll(' ⏎ ', '\n'),
        cells: row
          .slice(cut + 1)
          .trim()
          .split(/\s+/),
      };
    });
  return rows.map(({ said, cells }) => ({
    said,
    expected: Object.fromEntries(head!.cells.map((caller, index) => [caller, cells[index] as Outcome])),
  }));
}

type Saying = Partial<InboundMessage> & { account: string; text: string };

/** How each of them says a line. `n` counts the lines. */
const callers: Record<string, (text: string, n: number) => Saying> = {
  stranger: (text, n) => ({ account: `stranger${n}`, text }),
  member: (text) => ({ account: 'amy', text }),
  staff: (text) => ({ account: 'sam', text }),
  owner: (text) => ({ account: 'boss', text }),
  removed: (text) => ({ account: 'max', text }),
  /** The person is staff on the terminal and speaks by another identity. */
  elsewhere: (text) => ({ account: 'sam', platform: 'web', text }),
  /** The owner's account name, on another platform. */
  another: (text) => ({ account: 'boss', platform: 'web', text }),
  /** A button of the owner's, pressed by a member; or one that a member made up. */
  button: (text) => ({ account: 'amy', text: 'OK', choice: text }),
  pressed: (text) => ({ account: 'boss', text: 'OK', choice: text }),
  room: (text) => ({ account: 'boss', room: 'den', text: `!${text}` }),
  overheard: (text) => ({ account: 'boss', room: 'den', text }),
  edited: (text) => ({ account: 'boss', text, edited: true }),
};

/** A live quiz, a poll, and one of each kind of person; everyone speaks English. */
async function createStage(kind: Kind, own: readonly Flow[] = flows): Promise<World> {
  const world = await createWorld({
    kind,
    flows: own,
    keyring,
    platforms: (now) => [loopback('terminal', now), loopback('web', now)],
  });
  const boss = world.person('boss');
  for (const account of ['boss', 'sam', 'max', 'amy']) await world.person(account).says('help');
  for (const account of ['boss', 'sam']) await world.person(account, world.platforms[1]!).says('help');
  await sql`update identity set person_id = (select person_id from identity where account = 'sam' and platform = 'terminal')
    where account = 'sam'`.execute(world.db);
  for (const text of [
    'staff add terminal:sam',
    'staff add terminal:max',
    'staff remove terminal:max',
    'quiz new base',
    'quiz ask base "Red?" --answer red',
    'quiz open base terminal:fans',
    'poll open "Cake?" --options "yes|no" terminal:fans',
    'preorder new mi --lanes "public:5, code:9:code"',
    'preorder new lot --lanes "public:5" --rule draw',
    'feedback new ideas --areas "camera|battery"',
    'release new os --yes 1',
    'release propose os "Dark mode"',
    'release propose os "Faster camera"',
  ])
    await boss.says(text);
  await boss.in('den').says('!quiz new two');
  await boss.says('quiz ask two "One?" --answer one');
  for (const id of ['0-aaaaaaaa', '0-bbbbbbbb'])
    await sql`insert into outbox (id, kind, platform, account, body, state, attempts, next_at, created_at)
      values (${id}, 'reply', 'slack', 'U1', '{}', 'failed', 5, 0, 0)`.execute(world.db);
  await world.person('amy').says('signup mi');
  for (const text of ['feedback dark mode please', 'feedback louder alarm', 'feedback the clock is slow'])
    await world.person('amy').says(text);
  await sql`update feedback_item set held = 'flood' where number = 3`.execute(world.db);
  await sql`insert into fcode (id, campaign_id, lane_id, hash, last_four, uses, batch, made_at)
    select 'code', campaign_id, id, 'hash', 'AAAA', 1, 'batch', 0 from lane where name = 'code'`.execute(world.db);
  await sql`update release set state = 'frozen'`.execute(world.db);
  await sql`update release_item set state = 'approved', release_id = (select id from release) where number = 1`.execute(
    world.db,
  );
  await world.db.deleteFrom('audit').execute();
  return world;
}

/** Everything a command could change, as text, each table in the order of all its columns (of rows that are alike in some, the order is the planner's); not who exists, what was seen and what was said. One statement: it is asked after each message. */
async function state({ db }: World): Promise<string> {
  const known = statements.get(db) ?? (await stateStatement(db));
  statements.set(db, known);
  return JSON.stringify((await sql.raw(known).execute(db)).rows);
}

const statements = new WeakMap<Db, string>();

async function stateStatement(db: Db): Promise<string> {
  const passing = ['person', 'identity', 'seen', 'outbox', 'audit', 'dialog', 'incident'];
  const roles = `select 'roles' as name, ${list(db, ['platform', 'account'])} as rows from (select platform, account from identity
    where role <> 'member' order by platform, account) as t`;
  const parts = (await tablesOf(db))
    .filter(({ name }) => !passing.includes(name))
    .map(
      ({ name, columns }) =>
        `select '${name}' as name, ${list(db, columns)} as rows from (select * from ${name} order by ${columns.map((_, place) => place + 1).join(', ')}) as t`,
    );
  // PostgreSQL may read the parts of a union side by side, and gives them as they come.
  return `select name, rows from (${[roles, ...parts].join(' union all ')}) as part order by name`;
}

const list = (db: Db, columns: readonly string[]): string =>
  isSqlite(db) ? `json_group_array(json_array(${columns.join(', ')}))` : 'cast(json_agg(t) as text)';

async function tablesOf(db: Db): Promise<{ name: string; columns: string[] }[]> {
  const columns = isSqlite(db)
    ? sql<{
        name: string;
        column: string;
      }>`select t.name, c.name as "column" from sqlite_master as t join pragma_table_info(t.name) as c
        where t.type = 'table' and t.name not glob 'sqlite_*' order by t.name, c.cid`
    : sql<{
        name: string;
        column: string;
      }>`select table_name as name, column_name as "column" from information_schema.columns
        where table_schema = current_schema order by table_name, ordinal_position`;
  const tables = groupBy((await columns.execute(db)).rows, ({ name }) => name);
  return [...tables].map(([name, own]) => ({ name, columns: own.map(({ column }) => column) }));
}

/** `before` and `after` are the state around the message. */
async function outcomeOf(
  world: World,
  message: InboundMessage,
  before: string,
): Promise<{ outcome: Outcome; after: string }> {
  const heardBefore = world.platforms.map(({ delivered }) => delivered.length);
  await world.db.deleteFrom('audit').execute();
  await world.accept(message);
  const after = await state(world);
  const unchanged = before === after;
  const answers = world.platforms
    .flatMap(({ delivered }, index) => delivered.slice(heardBefore[index]))
    .filter(({ re }) => re === message.event);
  for (const { address } of answers) expect(address.account).toBe(message.account);
  const acts = await world.db.selectFrom('audit').selectAll().execute();
  const said = answers.map(({ text }) => text).join('\n');
  return { outcome: outcome(), after };

  function outcome(): Outcome {
    const [act] = acts;
    if (acts.length > 1) throw new Error(`"${message.text}" was audited ${acts.length} times`);
    if (act) {
      const { platform, account, text, choice } = message;
      expect(act).toMatchObject({ platform, account, command: choice ?? text.replace(/^!/, '') });
      if (act.outcome !== 'refused') return act.outcome;
      const forRole = / is for (staff|owners)\./.test(said);
      return forRole && unchanged ? 'refused' : 'refused by its state';
    }
    if (answers.length === 0) return unchanged ? '-' : 'failed';
    if (/To do it, write:/.test(said)) return unchanged ? 'asks' : 'failed';
    return 'answers';
  }
}

/** The lines that came out otherwise than the table says. */
async function deviations(world: World, caller: string): Promise<string[]> {
  const found: string[] = [];
  let before = await state(world);
  for (const [n, { said, expected }] of lines.entries()) {
    const { outcome, after } = await outcomeOf(world, world.message(callers[caller]!(said, n)), before);
    before = after;
    if (outcome !== expected[caller]) found.push(`${caller}: ${said} – ${outcome}, not ${expected[caller]}`);
  }
  return found;
}

/** Commands that the table says nothing about. */
function unlisted(own: readonly Flow[]): string[] {
  const names = allFlows(own).flatMap(({ commands }) => commands.map(({ name }) => name));
  return names.filter((name) => !lines.some(({ said }) => said === name || said.startsWith(`${name} `)));
}

describe('P11: the golden table', () => {
  test('lists every command there is', () => {
    expect(unlisted(flows)).toEqual([]);
  });

  test('has an outcome for each kind of caller on each line', () => {
    for (const { said, expected } of lines) {
      expect(Object.keys(expected), said).toEqual(Object.keys(callers));
      for (const outcome of Object.values(expected))
        expect(['done', 'refused', 'asks', 'answers', '-']).toContain(outcome);
    }
  });

  test('control: fails when a command is added and not listed', () => {
    const secret: Command = { name: 'quiz secret', role: 'staff', usage: '', summary: () => never, run: () => {} };
    const added = flows.map((flow) =>
      flow.name === 'quiz' ? { ...flow, commands: [...flow.commands, secret] } : flow,
    );
    expect(unlisted(added)).toEqual(['quiz secret']);
  });

  test('control: fails when a command becomes open to members', async () => {
    const opened = flows.map((flow) => ({
      ...flow,
      commands: flow.commands.map((one) => (one.name === 'quiz close' ? { ...one, role: 'member' as const } : one)),
    }));
    const world = await createStage('sqlite', opened);
    expect(await deviations(world, 'member')).toEqual([
      'member: quiz close cup – answers, not refused',
      'member: quiz close cup --confirm cup – answers, not refused',
    ]);
    await world.close();
  });

  test('control: fails when roles belong to persons instead of identities', async () => {
    const world = await createStage('sqlite');
    await sql`update identity set role = 'staff' where account = 'sam'`.execute(world.db);
    expect((await deviations(world, 'elsewhere'))[0]).toBe('elsewhere: staff list – done, not refused');
    await world.close();
  });

  describe.each(databases)('on %s', (kind) => {
    test.each(Object.keys(callers))('holds for: %s', async (caller) => {
      const world = await createStage(kind);
      expect(await deviations(world, caller)).toEqual([]);
      await world.close();
    });
  });
});

const never = { code: 'test.never', render: () => '' as never };

test('a command without a role, or with one that is none, does not compile', () => {
  // @ts-expect-error: the role is missing
  const roleless: Command = { name: 'quiz secret', usage: '', summary: () => never, run: () => {} };
  // @ts-expect-error: there is no such role
  const admin: Command = { name: 'quiz secret', role: 'admin', usage: '', summary: () => never, run: () => {} };
  expect([roleless.role, admin.role]).toEqual([undefined, 'admin']);
});
