// The contract of a flow: the code of one campaign kind. `flows/README.md` shows how to add one.
import type { BotkitConversation } from 'botkit';
import type { ZodType } from 'zod';
import type { Campaign } from '../campaigns/campaign.ts';
import type { Address, InboundMessage } from '../chat/message.ts';
import type { Capabilities } from '../chat/platform.ts';
import type { Db } from '../db/schema.ts';
import type { Person, Role } from '../people/person.ts';
import type { Language } from '../text/language.ts';
import type { Phrase } from '../text/phrase.ts';
import type { PhraseChoice, Scope } from './scope.ts';

/** One inbound message and all it causes. */
export interface Turn extends Scope {
  readonly message: InboundMessage;
  readonly person: Person;
  readonly role: Role;
  /** The language to answer this person in. */
  readonly language: Language;
  /** The message is one of Canyu's own words or commands, whatever else it may mean. */
  readonly named: boolean;
  /** Stamped on arrival, growing: decides between messages of one instant. */
  readonly arrival: number;
  /** Answers where the message came from; private in a room unless `public`. */
  reply(phrase: Phrase, options?: ReplyOptions): void;
  /** Starts a dialog with this person; `vars` are JSON. It goes on with their next message here. */
  begin(dialog: string, vars?: Record<string, unknown>): void;
}

export interface ReplyOptions {
  choices?: readonly PhraseChoice[];
  /** Say it to the whole room. */
  public?: boolean;
  /** Drop it where the platform cannot say it in private, rather than fill the room. */
  onlyPrivate?: boolean;
  expiresAt?: number;
  /** For people whose own language is not known yet. */
  language?: Language;
  topic?: string;
  campaignId?: string;
}

/** What stood behind a command's name. */
export interface Arguments {
  /** The plain words, quotes taken off. */
  words: string[];
  /** `--name value`, or `true` where no value followed. */
  options: Record<string, string | true>;
  /** The words as they were typed, in one text. */
  rest: string;
}

/** `<flow> <verb>`, said to the bot. */
export interface Command {
  /** 'quiz open' */
  name: string;
  role: Role;
  /** What follows the name: '[slug] [room …]' */
  usage: string;
  /** One line for `help`. */
  summary: () => Phrase;
  /** Lines of any text may follow the first: no words and no options are read in them, `rest` has them as they were typed. */
  pasted?: true;
  /** Long options it knows; anything else is refused. */
  options?: readonly string[];
  /**
   * For what changes much: says what will happen and which id to type back.
   * Undefined: nothing to confirm. `--confirm <id>` does it in one line.
   */
  confirm?(turn: Turn, args: Arguments): Promise<{ id: string; consequence: Phrase } | undefined>;
  run(turn: Turn, args: Arguments): Promise<void> | void;
}

/** A member's word: the whole message, in a direct message as it stands. */
export interface Word {
  /** In both languages. */
  words: readonly string[];
  /** Text may follow the word ("language 中文"); otherwise only the bare word counts. */
  arguments?: boolean;
  /** Works in the middle of anything, a dialog too; or only with such a text behind it ('': alone). */
  always?: boolean | ((rest: string) => boolean);
  /** And leaves it first. */
  leaves?: boolean | ((rest: string) => boolean);
  /** Where another flow has the same word, whether this message is for it: of all that have it the first that says so runs, else the last. */
  wants?(turn: Turn, rest: string): Promise<boolean>;
  /** On which platforms `help` tells of it; on all where absent. */
  where?(capabilities: Capabilities): boolean;
  summary: () => Phrase;
  run(turn: Turn, rest: string): Promise<void> | void;
}

/** Takes all the messages of a batch that it wants at once and answers them with set-based SQL. */
export interface Bulk<Wanted = unknown> {
  name: string;
  /** Which of these turns it takes, with what it read out of each. Must not write. */
  wants(scope: Scope, turns: readonly Turn[]): Promise<ReadonlyMap<Turn, Wanted>>;
  handle(scope: Scope, wanted: ReadonlyMap<Turn, Wanted>): Promise<void>;
}

/** Work of a timer or a schedule. */
export interface Job {
  name: string;
  /** `payload` is what the timer was set with; `{ at }` for a slot, and `{ at, payload }` where a campaign has the schedule. */
  run(scope: Scope, payload: unknown): Promise<void>;
  /**
   * Slots (ms, ascending) were recorded as missed in this transaction, each once: for the flow to put its own rows in order. Staff are told
   * without it. `payload` is that of the schedule. Where it throws, the slots are missed all the same and it is tried again like a job that
   * failed; while a flow edits or drops the schedule, that fails instead.
   */
  missed?(scope: Scope, slots: readonly number[], payload: unknown): Promise<void>;
  /** Set: the program runs it by the clock, slot by slot. */
  cron?: { rule: string; zone: string; grace: number; missed: 'run-late' | 'skip-and-tell' };
}

/** What became of a delivery that carried a topic of this flow. */
export interface Delivered {
  topic: string;
  platform: string;
  account: string;
  room: string;
  /** `uncertain`: it may have arrived, nobody can tell. */
  outcome: 'sent' | 'failed' | 'uncertain';
  /** The platform's own instant where it tells one, ms. */
  at: number;
}

/** A room's address. */
export type Room = Address & { room: string };

/** Rows for a file. */
export interface Report {
  columns: readonly string[];
  rows: AsyncIterable<readonly Cell[]>;
}

/** A date is an instant: files tell it in UTC. */
export type Cell = string | number | Date | null;

export interface Flow {
  name: string;
  /** What a campaign file may say; absent for flows without campaigns. */
  definition?: ZodType;
  commands: readonly Command[];
  words: readonly Word[];
  /** Asked for when the bot starts: import the scripts in here, so that what needs none (`canyu doctor`) does not load Botkit. */
  dialogs?(): readonly BotkitConversation[] | Promise<readonly BotkitConversation[]>;
  // biome-ignore lint/suspicious/noExplicitAny: each bulk handler reads its own kind of thing out of a message
  bulk?: readonly Bulk<any>[];
  jobs?: readonly Job[];
  /** The campaign was approved, for the first time or after an edit. Throws a UserError where it cannot be as it says. */
  approved?(scope: Scope, campaign: Campaign): Promise<void>;
  /** The campaign became live, or live again after a pause. */
  opened?(scope: Scope, campaign: Campaign): Promise<void>;
  paused?(scope: Scope, campaign: Campaign): Promise<void>;
  closed?(scope: Scope, campaign: Campaign): Promise<void>;
  delivered?(scope: Scope, deliveries: readonly Delivered[]): Promise<void>;
  /** `cancel` where no dialog waits: leaves what the person takes part in here, and says so; undefined where that is nothing. */
  leave?(turn: Turn): Promise<Phrase | undefined>;
  /** Photos or files came in a direct message, without a word: what they may be for here; undefined where that is nothing. */
  mediaAlone?(turn: Turn): Promise<Phrase | undefined>;
  /** The campaigns of this kind, live or paused, in which the person has done something, by id: for their own page. */
  joined?(db: Db, personId: string): Promise<readonly string[]>;
  /** The person `from` turned out to be `to`: their rows become those of `to`, and none names `from` any more. Where only one may be, it is chosen here. */
  merged?(scope: Scope, from: string, to: string): Promise<void>;
  /** What took place in the room `from` takes place in `to` now; campaigns have moved already. Throws a UserError where they may not. */
  roomMoved?(scope: Scope, from: Room, to: Room): Promise<void>;
  /** Everything that happened in a campaign, for `canyu export <flow> <slug>`. */
  report?(db: Db, campaign: Campaign): Report;
}
