// The room for one: the program in a terminal, with a clock that can be set and a demo to play.
import type { Platform } from './chat/platform.ts';
import { type SettableClock, settableClock } from './clock.ts';
import type { Database } from './db/open.ts';
import type { Keyring } from './keep/keys.ts';
import { openKeyring } from './keep/secret.ts';
import { knowOwner, seedDemo } from './newcomer.ts';
import { assemble, openConfigured, type Parts } from './program.ts';
import { advance } from './schedule/advance.ts';
import type { Language } from './text/language.ts';

/** What the terminal is made with. */
export interface RoomAround {
  clock: SettableClock;
  language: Language;
  zone: string;
  settled(): Promise<void>;
  advance(to: number): Promise<void>;
  /** The slug of a campaign to play; none where there are others. */
  demo(): string | undefined;
}

export interface RoomOptions {
  terminal(around: RoomAround): Platform & { readonly finished: Promise<void> };
  /** The file of the demo. */
  demo: string;
  /** Whoever types here is the owner: they are spoken to in the language of the installation from the first word on. */
  knowsOwner: boolean;
  /** Takes what stops the room. */
  onSignal(stop: () => void): void;
}

/** Runs until the input ends or it is told to stop. Rejects with a StartError where the database or its secret cannot be used. */
export async function openRoom(parts: Parts, options: RoomOptions): Promise<void> {
  const database = await openConfigured(parts, 'run');
  try {
    await stay(parts, options, database, await openKeyring({ secret: parts.config.secret, file: database.file }));
  } finally {
    await database.close();
  }
}

async function stay(parts: Parts, options: RoomOptions, database: Database, keyring: Keyring): Promise<void> {
  const { language, zone } = parts.config;
  const clock = settableClock();
  let demo: string | undefined;
  const terminal = options.terminal({
    ...{ clock, language, zone },
    settled: () => engine.settled(),
    advance: (to) => advance({ clock, ticker: engine.ticker, settled: engine.settled }, to),
    demo: () => demo,
  });
  const engine = assemble(parts, database, [terminal], clock, keyring);
  demo = await seedDemo(engine.perform, { ...parts, text: options.demo, platforms: [terminal.name] });
  if (options.knowsOwner) await knowOwner(engine.perform, parts.config);
  options.onSignal(() => void terminal.stop());
  await engine.start();
  await terminal.finished;
  await engine.stop();
}
