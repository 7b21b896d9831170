// The row types of the quota engine (src/quota/). migrations/0007-quota.ts says what must never be.

export interface QuotaTables {
  quota: QuotaTable;
  lane: LaneTable;
  place: PlaceTable;
  entry: EntryTable;
  entry_move: EntryMoveTable;
}

/** A campaign with places: the last number given to an entry. Held (`for update`) by whoever changes any of its places. */
export interface QuotaTable {
  campaign_id: string;
  last_number: number;
}

/** A part of the quota: who may enter it is the flow's to say. */
export interface LaneTable {
  id: string;
  campaign_id: string;
  name: string;
  /** Its place among the lanes of the campaign. */
  rank: number;
  size: number;
  /** Since `spills_at` its free places may go to those who stand in this lane. */
  spill_to: string | null;
  spills_at: number | null;
  /** The last turn given on its waiting list. */
  last_turn: number;
}

/** One unit of a lane: free while nobody owns it. */
export interface PlaceTable {
  lane_id: string;
  /** 1 to the lane's size. */
  number: number;
  size: number;
  entry_id: string | null;
}

/** Somebody who takes part, or a place kept for somebody (`held_for`): one a person and campaign. */
export interface EntryTable {
  id: string;
  campaign_id: string;
  /** The lane it stands in; its place may be of a lane that spilled over. */
  lane_id: string;
  person_id: string | null;
  held_for: string | null;
  /** Given once, in the order of coming: what people know themselves by. Null while the place is kept for nobody yet. */
  number: number | null;
  /** All of them or none. */
  units: number;
  state: EntryState;
  /** Its own id while it owns places. */
  holder: string | null;
  /** The first of its places. */
  place_lane_id: string | null;
  place: number | null;
  /** On the waiting list of its lane. */
  turn: number | null;
  /** Decides the order among those who are decided on together: the drawn key, or the instant of the claim. */
  drawn: number | null;
  /** Until when a held place is to be confirmed, or an offered one accepted. */
  deadline: number | null;
  remind_at: number | null;
  /** How many moves it has made. */
  steps: number;
  created_at: number;
  changed_at: number;
}

/**
 * signed: signed up · claimed: asked for a place, not decided · waiting: on the list · held: has a place until it is confirmed ·
 * offered: asked whether it wants a place that came free · confirmed: has a place for good · the others have ended.
 */
export type EntryState =
  | 'signed'
  | 'claimed'
  | 'waiting'
  | 'held'
  | 'offered'
  | 'confirmed'
  | 'cancelled'
  | 'declined'
  | 'expired'
  | 'revoked';

/** Each change of an entry's state, with its reason. */
export interface EntryMoveTable {
  entry_id: string;
  step: number;
  at: number;
  state: EntryState;
  reason: string;
  note: string | null;
}
