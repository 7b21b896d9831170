// A database with the quizzes of the scenarios in it, made once and copied for every run.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from 'kysely';
import { definitionSchema } from '../../flows/quiz/definition.ts';
import { migrations } from '../../migrations/index.ts';
import { createCampaign } from '../../src/campaigns/store.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { createPostgresDatabase, type Kind, temporaryFolder } from '../support/database.ts';
import { createWorld, MORNING } from '../support/world.ts';

export interface Stage {
  kind: Kind;
  /** A place of its own for one play. */
  place(): Promise<Place>;
  remove(): void;
}

export type Wrap = (dialect: Dialect) => Dialect;

export interface Place {
  /** Of the database opened last. */
  readonly url: string;
  open(wrap: Wrap): Promise<Database>;
  /** What a process that died just now leaves behind, opened by the next one. The one that died may still have it open. */
  openAfterCrash(wrap: Wrap): Promise<Database>;
  remove(): Promise<void>;
}

const definition = (more: object) =>
  definitionSchema.parse({
    scoring: { rule: 'first', winners: 2, points: 3 },
    ...{ seconds: 60, reading: 0, countdown: 15, pause: 60 },
    questions: [
      { text: 'One or two?', options: ['one', 'two'], answer: 'B' },
      { text: '2 + 2', answer: '4' },
    ],
    ...more,
  });

async function prepare(perform: Perform): Promise<void> {
  const shared = { kind: 'quiz', language: 'zh-CN', zone: 'Asia/Shanghai' } as const;
  const rooms = [{ platform: 'terminal', room: 'fans' }];
  await perform(async (scope) => {
    await createCampaign(scope, { ...shared, rooms, slug: 'duel', title: '对决', definition: definition({}) });
    const staffed = definition({ advance: 'staff', scoring: { rule: 'podium', points: [3, 2, 1] } });
    await createCampaign(scope, { ...shared, rooms, slug: 'staffed', title: '擂台', definition: staffed });
    const quick = {
      seconds: 4,
      countdown: 1,
      pause: 1,
      settle_ms: 0,
      scoring: { rule: 'first', winners: 1, points: 1 },
    };
    const three = [1, 2, 3].map((number) => ({ text: `${number}?`, options: ['no', 'yes'], answer: 'B' }));
    const relay = definition({ ...quick, questions: three });
    await createCampaign(scope, { ...shared, rooms, slug: 'relay', title: '接力', definition: relay });
  });
}

export async function prepareStage(kind: Kind): Promise<Stage> {
  if (kind === 'postgres') return { kind, place: onPostgres, remove: () => undefined };
  const folder = temporaryFolder();
  const template = join(folder, 'template.db');
  const world = await createWorld({ kind, file: template });
  await prepare(world.engine.perform);
  await world.close();
  return {
    kind,
    place: async () => inFolder(template),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function inFolder(template: string): Place {
  const folder = temporaryFolder();
  let lives = 0;
  let file = template;
  const open = (wrap: Wrap) => {
    lives += 1;
    const copy = join(folder, `${lives}.db`);
    for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    file = copy;
    return openAt(`sqlite:${file}`, wrap);
  };
  return {
    get url() {
      return `sqlite:${file}`;
    },
    open,
    openAfterCrash: open,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onPostgres(): Promise<Place> {
  const { url, drop } = await createPostgresDatabase();
  return {
    url,
    async open(wrap) {
      const database = await openAt(url, wrap);
      const world = await createWorld({ database });
      await prepare(world.engine.perform);
      await world.engine.stop();
      return database;
    },
    openAfterCrash: (wrap) => openAt(url, wrap),
    remove: drop,
  };
}

function openAt(url: string, wrap: Wrap): Promise<Database> {
  return openDatabase(url, { purpose: 'run', migrations, now: () => MORNING, wrap });
}
