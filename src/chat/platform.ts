// The contract of a chat platform. One folder in adapters/ implements it; nothing else knows its SDK.
import type { Phrase } from '../text/phrase.ts';
import type { Markup } from './escape.ts';
import type { Delivery, InboundMessage } from './message.ts';

export interface Capabilities {
  markup: Markup;
  buttons: boolean;
  threads: boolean;
  /** Can say something to one person in a room that the others do not see. */
  privateReplies: boolean;
  /** Can be asked after a crash whether a delivery arrived. */
  lookup: boolean;
  /** Account and room ids stay the same across logins. */
  stableIds: boolean;
  /** How long after it was written a message may still be on its way, ms: a question waits that long for the last answers. */
  latency: number;
  /** Longest text of one message, characters. */
  longestText: number;
}

/** What became of one attempt to deliver. */
export type Outcome =
  | { type: 'sent'; id?: string; at: number }
  /** Not delivered, and worth another try after so many ms; nothing else that shares its first limit is tried before. */
  | { type: 'retry'; after: number }
  /** Our account there is not connected: nothing was tried, and nothing of that account will be until it is back. */
  | { type: 'offline' }
  /** Not delivered and never will be: the room is gone, the person left. */
  | { type: 'refused'; reason: string }
  /** Nobody can tell whether it arrived. */
  | { type: 'unknown' };

/** At most `most` deliveries of one `key` within any `within` ms. */
export interface Limit {
  /** What shares the limit: a method and a channel, or an account. */
  key: string;
  most: number;
  /** ms */
  within: number;
  /** Waits up to so much longer, ms, at random: what is too regular looks like a machine. */
  jitter?: number;
}

/** Which way a delivery goes out, and what the platform allows there. */
export interface Way {
  /** Our own account that sends it (a Slack workspace, a WeChat login): its faults hold nobody else's deliveries. */
  account: string;
  /** The narrowest first: a Retry-After holds what shares the first of them. */
  limits: readonly Limit[];
}

export interface Health {
  ok: boolean;
  /** What is wrong, and what to do about it. */
  detail?: Phrase;
  /** What staff should mend although the platform works: a closed channel. Each is told to them once. */
  notes?: readonly Phrase[];
}

export interface Platform {
  name: string;
  capabilities: Capabilities;
  /** Begins to listen. `accept` resolves once the message is committed: only then is the platform told "received". */
  start(accept: (message: InboundMessage) => Promise<void>): Promise<void>;
  /** Takes no more messages; deliveries may still be made. */
  stop(): Promise<void>;
  deliver(delivery: Delivery): Promise<Outcome>;
  /** Whether an earlier try arrived, where the platform can tell. */
  lookup?(delivery: Delivery): Promise<'sent' | 'absent' | 'unknown'>;
  /** Absent: one account without limits. Pure, and asked for each delivery. */
  way?(delivery: Delivery): Way;
  /** Answers at once, from memory. */
  health(): Health;
}
