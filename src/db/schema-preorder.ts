// The row types of pre-orders (flows/preorder/). migrations/0008-preorder.ts says what must never be.

export interface PreorderTables {
  preorder: PreorderTable;
  preorder_signup: PreorderSignupTable;
  preorder_guest: PreorderGuestTable;
  fcode: FcodeTable;
  fcode_event: FcodeEventTable;
  fcode_wrong: FcodeWrongTable;
}

export interface PreorderTable {
  campaign_id: string;
  /** Of a draw: made before the sign-up begins, its hash told then, itself told with the result. */
  seed: string | null;
  seed_hash: string | null;
  drawn_at: number | null;
}

/** What somebody told when they signed up. */
export interface PreorderSignupTable {
  entry_id: string;
  /** JSON: by the question's key. */
  answers: string;
  /** When they agreed that their contact is stored. */
  consented_at: number | null;
  /** 1: they do not want to be told of the opening. */
  quiet: number;
}

/** Somebody who is on a 接龙 list of a room by name alone. */
export interface PreorderGuestTable {
  entry_id: string;
  platform: string;
  room: string;
  name: string;
  /** The name as it is compared. */
  key: string;
  remark: string;
}

/** A priority code: under a key that is not in the database, with its last four characters. */
export interface FcodeTable {
  id: string;
  campaign_id: string;
  lane_id: string;
  hash: string;
  last_four: string;
  uses: number;
  used: number;
  /** Those issued together. */
  batch: string;
  made_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  /** When the places it still held were given back because its time was over. */
  expired_at: number | null;
}

/** The lineage of a code. */
export interface FcodeEventTable {
  fcode_id: string;
  step: number;
  at: number;
  kind: 'issued' | 'passed' | 'used' | 'revoked' | 'expired';
  /** Who did it. */
  person_id: string | null;
  /** To whom, as it was written. */
  other: string | null;
  note: string | null;
  /** Of a use: the move by which somebody's entry took over the place. */
  entry_id: string | null;
  entry_step: number | null;
}

/** A code that somebody tried and that is none; kept for an hour. */
export interface FcodeWrongTable {
  id: string;
  person_id: string;
  at: number;
}
