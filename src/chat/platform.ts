// The contract of a chat platform. One folder in adapters/ implements it; nothing else knows its SDK.
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
  /** Not delivered, and worth another try after so many ms. */
  | { type: 'retry'; after: number }
  /** Not delivered and never will be: the room is gone, the person left. */
  | { type: 'refused'; reason: string }
  /** Nobody can tell whether it arrived. */
  | { type: 'unknown' };

export interface Health {
  ok: boolean;
  detail?: string;
}

export interface Platform {
  name: string;
  capabilities: Capabilities;
  /** Begins to listen. `accept` resolves once the message is committed: only then is the platform told "received". */
  start(accept: (message: InboundMessage) => Promise<void>): Promise<void>;
  /** Takes no more messages; deliveries may still be made. */
  stop(): Promise<void>;
  deliver(delivery: Delivery): Promise<Outcome>;
  lookup?(delivery: Delivery): Promise<'sent' | 'absent' | 'unknown'>;
  health(): Health;
}
