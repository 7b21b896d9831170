// The two ways by which Slack brings something to an app have this in common.
import type { Json } from './state.ts';

/** Something for the app: an event, a slash command or an interaction. */
export interface Parcel {
  /** The event's id; for commands and interactions their trigger's. */
  id: string;
  type: 'events_api' | 'slash_commands' | 'interactive';
  payload: Json;
}

/** 0 for the first, and why the one before did not count. */
export interface Attempt {
  number: number;
  reason?: Reason;
}

export type Reason = 'http_error' | 'http_timeout' | 'connection_failed';

export interface Receipt {
  received: boolean;
  reason?: Reason;
  /** The app asked not to be told again. */
  final?: boolean;
}

export type Courier = (parcel: Parcel, attempt: Attempt) => Promise<Receipt>;

/** An app has so long to acknowledge where nothing else was asked for, ms. https://docs.slack.dev/apis/events-api#responding */
export const ACK_WITHIN = 3000;
