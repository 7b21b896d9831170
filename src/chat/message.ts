// The words between platforms and the rest: what comes in, where it goes, what goes out.
import type { SafeText, Untrusted } from './escape.ts';
import type { MediaReference } from './media.ts';

/** One message as a platform's `inbound.ts` hands it over. `event` and `twin` are the keys of "one effect". */
export interface InboundMessage {
  platform: string;
  /** The platform's id of this event; the same event delivered again has the same id. */
  event: string;
  /** A second key, for one post that arrives as two events (Slack: `message` and `app_mention`). */
  twin?: string;
  /** Who wrote it, as the platform names them for good. */
  account: string;
  name: Untrusted;
  /** Absent in a direct message. */
  room?: string;
  thread?: string;
  /** '' where there are only media. */
  text: Untrusted;
  /** Photos and files that came with it, as the platform calls them; absent where there are none. */
  media?: readonly MediaReference[];
  /** The value of a pressed button. */
  choice?: string;
  /** True in a direct message, after a mention, and behind the `!` prefix. */
  addressed: boolean;
  /** True when this is a later version of a message that was already sent. */
  edited?: boolean;
  /** The platform's own time of the message. */
  sentAt: Date;
}

/**
 * Where a message goes: `account` alone is a direct message, `room` alone is for all in the room,
 * both are a private word to that person, in that room where the platform can.
 */
export interface Address {
  platform: string;
  account?: string;
  room?: string;
  thread?: string;
}

/** One thing to press or to type the number of. `value` comes back as `InboundMessage.choice`. */
export interface Choice {
  label: SafeText;
  value: string;
}

/**
 * Replies and service messages answer something a person did and are sent at least once;
 * `campaign` messages are sent of our own accord, at most once, and ask the gate.
 */
export type DeliveryKind = 'reply' | 'service' | 'campaign';

/** One outbound message to one address, as a platform gets it. */
export interface Delivery {
  id: string;
  kind: DeliveryKind;
  address: Address;
  text: SafeText;
  choices: Choice[];
  /** The event this answers. */
  re?: string;
  /** 1 for the first try. */
  attempt: number;
}
