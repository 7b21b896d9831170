// What the test and the gateway's process say to each other.

/** A person as the gateway shows them. */
export interface Contact {
  id: string;
  name: string;
  /** What they call themselves in a room, by room. */
  roomAliases?: Record<string, string>;
}

/** A message that somebody writes. */
export interface Said {
  /** The gateway's id of it; a fresh one where absent. */
  id?: string;
  from: string;
  /** Absent: to the bot alone. */
  room?: string;
  text: string;
  /** wechaty's number of the kind of message; 7 (text) where absent. */
  type?: number;
  /** In the gateway's own unit: ms, or seconds. Now where absent. */
  timestamp?: number;
  mentions?: string[];
}

/** What becomes of texts that the bot sends from now on. */
export type Answer =
  /** Taken, with an id; `id: false` as the gateways that give none. */
  | { type: 'taken'; id?: boolean }
  /** Not taken, and why, in the gateway's words. */
  | { type: 'refused'; message: string }
  /** Taken, but the answer never comes. */
  | { type: 'lost' }
  /** Neither taken nor answered. */
  | { type: 'silent' };

/** What the bot said, as people see it. */
export interface Heard {
  /** A person or a room. */
  to: string;
  text: string;
}

export type Order =
  | { do: 'meet'; contact: Contact }
  | { do: 'say'; said: Said }
  | { do: 'again'; id: string }
  | { do: 'login'; as: string }
  | { do: 'logout' }
  | { do: 'scan'; qrcode: string }
  | { do: 'fault'; message: string }
  | { do: 'answer'; answer: Answer; to?: string }
  /** Payloads come after up to so many ms each, by the seed. */
  | { do: 'dawdle'; most: number }
  /** Takes calls and never answers any. */
  | { do: 'freeze'; frozen: boolean }
  | { do: 'serve'; serving: boolean }
  | { do: 'reset' }
  | { do: 'count' };

/** What the gateway holds at this moment. */
export interface Counts {
  /** How often a client has begun. */
  starts: number;
  /** How many clients listen; wechaty's server takes one. */
  clients: number;
}

export type FromGateway =
  | { type: 'ready' }
  | { type: 'heard'; heard: Heard }
  | { type: 'done'; order: number; result?: unknown };
