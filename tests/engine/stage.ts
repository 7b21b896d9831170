// A small flow whose every effect is a row, so that a test can count what really happened.
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { z } from 'zod';
import { createCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import type { Db } from '../../src/db/schema.ts';
import { conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import type { Bulk, Command, Flow, Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { quote } from '../../src/text/phrase.ts';
import { freshDatabase, type Kind } from '../support/database.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

/** One effect: a row of its own. */
export async function effect({ trx, newId }: Pick<Scope, 'trx' | 'newId'>, text: string): Promise<void> {
  await sql`insert into effect (id, what) values (${newId()}, ${text})`.execute(trx);
}

/** What happened, in order. */
export async function effects(db: Db): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`select what from effect order by id`.execute(db);
  return rows.map(({ what }) => what);
}

function command(name: string, run: Command['run'], more: Partial<Command> = {}): Command {
  return { name: `tally ${name}`, role: 'staff', usage: '', summary: () => quote(`what ${name} does`), run, ...more };
}

const commands: readonly Command[] = [
  command(
    'add',
    async (turn, { words, options, rest }) => {
      await effect(turn, words.join('|'));
      turn.reply(quote(`added [${words.join('|')}] ${JSON.stringify(options)} <${rest}>`));
    },
    { usage: '<words> [--size n]', options: ['size', 'note'] },
  ),
  command('show', (turn) => turn.reply(quote('shown')), { role: 'member' }),
  command('break', async (turn) => {
    turn.reply(quote('never said'));
    await effect(turn, 'never');
    throw new Error('broken on purpose');
  }),
  command('refuse', async (turn) => {
    turn.reply(quote('never said'));
    await effect(turn, 'never');
    throw new UserError(quote('refused after a write'));
  }),
  command(
    'wipe',
    async (turn) => {
      await effect(turn, 'wiped');
      turn.reply(quote('wiped'));
    },
    {
      role: 'owner',
      confirm: async (_turn, { words: [id = 'all'] }) => ({ id, consequence: quote(`This wipes ${id}.`) }),
    },
  ),
  command('form', (turn) => turn.begin('form@1')),
];

const counted = async (turn: Turn, rest: string): Promise<void> => {
  await effect(turn, `${turn.message.account} ${rest}`);
  turn.reply(quote(`counted ${rest}`));
};

const words: readonly Word[] = [
  { words: ['count', '计数'], arguments: true, summary: () => quote('counts'), run: counted },
  {
    words: ['offer'],
    summary: () => quote('offers'),
    run: (turn) =>
      turn.reply(quote('which one?'), {
        choices: [
          { label: quote('Count'), value: 'count chosen' },
          { label: quote('Add'), value: 'tally add chosen' },
        ],
      }),
  },
  { words: ['join'], summary: () => quote('begins a form'), run: (turn) => turn.begin('form@1') },
  { words: ['crash'], summary: () => quote('fails'), run: crash },
];

async function crash(turn: Turn): Promise<void> {
  await effect(turn, 'never');
  throw new Error('broken on purpose');
}

/** Takes "+…" in a room or alone, all of a batch in one go; one "+boom" breaks it for the whole batch. */
const pluses: Bulk<string> = {
  name: 'pluses',
  async wants(_scope, turns) {
    return new Map(turns.filter(({ message }) => /^\+/.test(message.text)).map((turn) => [turn, turn.message.text]));
  },
  async handle(scope, wanted) {
    for (const [turn, text] of wanted) {
      await effect(scope, `${turn.message.account} ${text}`);
      turn.reply(quote(`took ${text}`), { onlyPrivate: true });
    }
    if ([...wanted.values()].includes('+boom')) throw new Error('broken in bulk');
  },
};

/** Asks a name and a size; what is answered is an effect each. */
export const formDialog = (version = 1) =>
  conversation(`form@${version}`)
    .ask(saying(quote('Your name?')), async (answer, _convo, bot) => effect(turnOf(bot), `name ${answer}`), 'name')
    .ask(
      saying(quote('Which size?'), [
        { label: quote('Small'), value: 's' },
        { label: quote('Large'), value: 'l' },
      ]),
      async (answer, convo, bot) => {
        if (!['s', 'l'].includes(answer)) return convo.repeat();
        await effect(turnOf(bot), `size ${answer}`);
        turnOf(bot).reply(quote(`Done: ${convo.vars.name}, ${answer}.`));
      },
      'size',
    );

/** `dialogs`: the scripts that this version of the program knows. */
export function tallyFlow(dialogs = () => [formDialog()]): Flow {
  return { name: 'tally', definition: z.object({}), commands, words, dialogs, bulk: [pluses] };
}

/** A world with nothing in it but the kernel and the tally. */
export async function tallyWorld(options: WorldOptions & { kind: Kind }) {
  const database = options.database ?? (await freshDatabase(options.kind, options));
  if (!options.database) await sql`create table effect (id text primary key, what text not null)`.execute(database.db);
  return createWorld({ flows: [tallyFlow()], ...options, database });
}

const emptied = [
  ...(['poll_vote', 'quiz_answer', 'quiz_round_room', 'quiz_round', 'personal_code', 'wrong_code', 'kept'] as const),
  ...(['outbox', 'timer', 'slot', 'schedule', 'seen', 'dialog', 'incident', 'audit', 'points'] as const),
  ...(['consent', 'consent_change', 'campaign_room', 'campaign', 'identity', 'person'] as const),
];

/** A world for each test of a suite on one database, emptied before each: to make a database takes longer than most tests. */
export function tallyWorlds(kind: Kind, options: WorldOptions = {}) {
  let database: Database;
  let world: World | undefined;
  beforeAll(async () => {
    database = await freshDatabase(kind, options);
    await sql`create table effect (id text primary key, what text not null)`.execute(database.db);
  });
  afterEach(async () => {
    await world?.engine.stop();
    world = undefined;
    for (const table of emptied) await database.db.deleteFrom(table).execute();
    await sql`delete from effect`.execute(database.db);
  });
  afterAll(() => database.close());
  return {
    async open(more: WorldOptions = {}): Promise<World> {
      await world?.engine.stop();
      world = await createWorld({ flows: [tallyFlow()], ...options, ...more, database });
      return world;
    },
  };
}

/** A live campaign to say things for. */
export async function campaign(scope: Scope, slug: string): Promise<string> {
  const made = await createCampaign(scope, {
    ...{ kind: 'tally', slug, title: slug, language: 'en', zone: 'Asia/Shanghai', definition: {} },
  });
  return made.campaign.id;
}
