// canyu start with real platforms: runs until it is told to stop, and says on one line each how its platforms are.
import type { Platform } from './chat/platform.ts';
import type { Surroundings } from './chat/surroundings.ts';
import { type Clock, systemClock } from './clock.ts';
import { operator } from './commands.ts';
import type { Db } from './db/schema.ts';
import type { StartError } from './errors.ts';
import { uuids } from './ids.ts';
import { createKeep } from './keep/keep.ts';
import type { Keyring } from './keep/keys.ts';
import { freshNonce, openKeyring } from './keep/secret.ts';
import { createLog, type Logger } from './log.ts';
import { seedDemo } from './newcomer.ts';
import { onStaff } from './people/store.ts';
import { assemble, openConfigured, type Parts } from './program.ts';
import { programTexts as texts } from './program-text.ts';
import { supervised } from './supervise.ts';
import type { Phrase } from './text/phrase.ts';

export interface ServeOptions {
  connect(around: Surroundings): Promise<Platform[]>;
  print(text: string): void;
  /** Resolves when the program is to stop. */
  told: Promise<unknown>;
  /** The file of a quiz for newcomers to play. */
  demo: string;
  clock?: Clock;
}

/** Runs until told to stop. Rejects with a StartError where the settings, the database or a platform can never work like this. */
export async function serve(
  parts: Parts,
  { connect, print, told, demo, clock = systemClock }: ServeOptions,
): Promise<void> {
  const { config } = parts;
  const say = (phrase: Phrase) => print(phrase.render(operator(parts)));
  const database = await openConfigured(parts, 'run');
  try {
    const keyring = await openKeyring({ secret: config.secret, file: database.file });
    const log = createLog(config.log);
    const made = await connect({
      keep: createKeep(database.db, keyring, freshNonce),
      ...{ clock, log, show: print, newId: uuids(clock.now), language: config.language },
      derived: (purpose) => keyring[0]?.(purpose).toString('hex'),
    });
    await run(made, keyring, log);
  } finally {
    await database.close();
  }

  async function run(made: readonly Platform[], keyring: Keyring, log: Logger): Promise<void> {
    let hopeless!: (error: StartError) => void;
    const failed = new Promise<never>((_resolve, reject) => {
      hopeless = reject;
    });
    const platforms = made.map((one) =>
      supervised(one, { clock, log, hopeless, changed: (platform) => say(condition(platform)) }),
    );
    const engine = assemble(parts, database, platforms, clock, keyring);
    try {
      await seedDemo(engine.perform, { ...parts, text: demo, platforms: platforms.map(({ name }) => name) });
      await Promise.race([engine.start(), failed, told]);
      for (const platform of platforms) await tellOwnerless(database.db, platform);
      say(texts.stopHint());
      await Promise.race([told, failed]);
    } finally {
      await engine.stop();
    }
  }

  /** Whoever set it up is owner elsewhere, and would find nobody there who may do anything. */
  async function tellOwnerless(db: Db, { name }: Platform): Promise<void> {
    const owner = await db
      .selectFrom('identity')
      .select('account')
      .where(onStaff)
      .where('role', '=', 'owner')
      .where('platform', '=', name)
      .limit(1)
      .executeTakeFirst();
    if (!owner) say(texts.ownerless({ platform: name }));
  }
}

function condition(platform: Platform): Phrase {
  const { ok, detail } = platform.health();
  if (ok || !detail) return texts.connected({ platform: platform.name });
  return texts.notConnected({ platform: platform.name, detail });
}
