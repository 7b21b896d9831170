// What our dialogs are compared with: Botkit as its manual sets it up, its stock handleTurn, and a Storage that keeps dialog
// state in SQLite with the same settings as ours. Each turn reads one row and writes one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BotAdapter, type ResourceResponse, type Storage, type StoreItems, TurnContext } from 'botbuilder-core';
import { Botkit, BotkitConversation } from 'botkit';
import sqlite3 from 'sqlite3';
import { measuredAnswers } from './dialog-script.ts';

export interface BareBotkitOptions {
  turns?: number;
  persons?: number;
  inFlight?: number;
  /** Writes that arrive while a commit is under way share the next one; otherwise each write is its own commit. */
  grouped?: boolean;
}

/** Dialog turns a second of bare Botkit with its state in SQLite (WAL, synchronous=FULL), persons interleaved. */
export async function bareBotkitTurnsPerSecond(options: BareBotkitOptions = {}): Promise<number> {
  const { turns = 8_000, persons = 2_000, inFlight = 512, grouped = true } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bare-botkit-'));
  const database = await openDatabase(join(folder, 'state.db'));
  try {
    const adapter = new CountingAdapter();
    const botkit = bareBotkit(adapter, sqliteStorage(database, grouped));
    // Two answers a person, so that the code is warm and the measured turns fall on all questions.
    await talk(botkit, adapter, { persons, inFlight, from: 0, to: 2 });
    const before = adapter.sent;
    const rounds = Math.ceil(turns / persons);
    const began = performance.now();
    await talk(botkit, adapter, { persons, inFlight, from: 2, to: 2 + rounds });
    const seconds = (performance.now() - began) / 1000;
    if (adapter.sent - before !== rounds * persons) throw new Error('Bare Botkit lost an answer.');
    return (rounds * persons) / seconds;
  } finally {
    await new Promise<void>((resolve) => database.close(() => resolve()));
    await rm(folder, { recursive: true });
  }
}

class CountingAdapter extends BotAdapter {
  sent = 0;

  async sendActivities(_context: TurnContext, activities: object[]): Promise<ResourceResponse[]> {
    this.sent += activities.length;
    return activities.map(() => ({ id: String(this.sent) }));
  }

  async updateActivity(): Promise<undefined> {}
  async deleteActivity(): Promise<void> {}
  async continueConversation(): Promise<void> {}
}

function bareBotkit(adapter: BotAdapter, storage: Storage): Botkit {
  const botkit = new Botkit({ disable_webserver: true, disable_console: true, adapter, storage });
  const script = new BotkitConversation('measured', botkit);
  script.ask('What is your name?', async () => {}, 'name');
  script.ask(
    {
      text: ['{{vars.name}}, which colour?'],
      quick_replies: ['red', 'green', 'blue'].map((value) => ({ title: value, payload: value })),
    },
    async () => {},
    'colour',
  );
  script.ask('Why?', async (answer, convo) => convo.setVar('reason', answer.length), 'why');
  script.say('Thanks {{vars.name}}, {{vars.colour}} it is.');
  botkit.addDialog(script);
  botkit.hears(/^begin$/, 'message', async (bot) => bot.beginDialog('measured'));
  return botkit;
}

async function talk(
  botkit: Botkit,
  adapter: BotAdapter,
  { persons, inFlight, from, to }: { persons: number; inFlight: number; from: number; to: number },
): Promise<void> {
  const worker = async (first: number) => {
    for (let round = from; round < to; round++) {
      for (let person = first; person < persons; person += inFlight) {
        const activity = {
          type: 'message',
          id: `${round}-${person}`,
          timestamp: new Date(0),
          channelId: 'bench',
          conversation: { id: `c${person}`, isGroup: false, conversationType: '', name: '' },
          from: { id: `p${person}`, name: `Person ${person}` },
          recipient: { id: 'bot', name: 'bot' },
          text: measuredAnswers[round % measuredAnswers.length],
          channelData: {},
        };
        await botkit.handleTurn(new TurnContext(adapter, activity));
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, first) => worker(first)));
}

async function openDatabase(file: string): Promise<sqlite3.Database> {
  const database = new sqlite3.Database(file);
  const setUp =
    'pragma journal_mode = wal; pragma synchronous = full; create table state (key text primary key, value text) strict, without rowid';
  await new Promise<void>((resolve, reject) => database.exec(setUp, (error) => (error ? reject(error) : resolve())));
  return database;
}

function sqliteStorage(database: sqlite3.Database, grouped: boolean): Storage {
  const select = database.prepare('select value from state where key = ?');
  const upsert = database.prepare(
    'insert into state values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const upsertAll = database.prepare(
    'insert into state select value ->> 0, value ->> 1 from json_each(?) where true on conflict (key) do update set value = excluded.value',
  );
  const run = (statement: sqlite3.Statement, ...values: string[]) =>
    new Promise<void>((resolve, reject) => statement.run(values, (error) => (error ? reject(error) : resolve())));

  let waiting: [string, string][] = [];
  let commit: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function group(key: string, value: string): Promise<void> {
    waiting.push([key, value]);
    next ??= (commit ?? Promise.resolve()).then(() => {
      const rows = waiting;
      waiting = [];
      next = undefined;
      commit = run(upsertAll, JSON.stringify(rows));
      return commit;
    });
    return next;
  }

  return {
    async read(keys) {
      const items: StoreItems = {};
      for (const key of keys) {
        const [row] = await new Promise<{ value: string }[]>((resolve, reject) =>
          select.all<{ value: string }>(key, (error, found) => (error ? reject(error) : resolve(found))),
        );
        if (row) items[key] = JSON.parse(row.value);
      }
      return items;
    },
    async write(items) {
      const rows = Object.entries(items).map(([key, value]) => [key, JSON.stringify(value)] as const);
      await Promise.all(rows.map(([key, value]) => (grouped ? group(key, value) : run(upsert, key, value))));
    },
    async delete() {},
  };
}
