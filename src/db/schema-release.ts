// The row types of the weekly release train (flows/release/). migrations/0013-release.ts says what must never be.

export interface ReleaseTables {
  train: TrainTable;
  release: ReleaseTable;
  release_item: ReleaseItemTable;
  release_vote: ReleaseVoteTable;
  release_report: ReleaseReportTable;
}

/** A campaign whose releases go out week by week, with the last numbers it gave. */
export interface TrainTable {
  campaign_id: string;
  last_release: number;
  last_item: number;
}

/** open: voted on · frozen: to be confirmed · announced · skipped: nothing to announce, or nobody confirmed it · missed: the program stood still. */
export type ReleaseState = 'open' | 'frozen' | 'announced' | 'skipped' | 'missed';

/** One week of a train; at most one of a train is open or frozen. */
export interface ReleaseTable {
  id: string;
  campaign_id: string;
  number: number;
  /** When it is announced. */
  slot_at: number;
  /** When the votes count. */
  freeze_at: number;
  state: ReleaseState;
  note_en: string | null;
  note_zh: string | null;
  link: string | null;
  /** Whom the announcement would reach, as it was counted last (JSON, see flows/release/audience.ts). */
  counts: string | null;
  /** What was confirmed: the hash of all that the announcement says. Where it says something else, nothing is confirmed. */
  confirmed_hash: string | null;
  confirmed_by: string | null;
  confirmed_at: number | null;
  announced_at: number | null;
  /** The window of its four-box reports; null before it is announced. */
  reports_from: number | null;
  reports_until: number | null;
  /** What came out of the reports, as it was announced (JSON); null until then. */
  result: string | null;
}

/** voting: up for the next freeze · approved: passed, to be announced with `release_id` · shipped: announced with it. */
export type ReleaseItemState = 'voting' | 'approved' | 'shipped' | 'rejected' | 'withdrawn';

/** What may come with a release: numbered in its train. */
export interface ReleaseItemTable {
  id: string;
  campaign_id: string;
  number: number;
  title: string;
  /** Who answers for it, where Canyu knows them, and as staff wrote it. */
  owner_id: string | null;
  owner: string | null;
  team: string | null;
  /** The feedback that asked for it. */
  feedback_id: string | null;
  proposed_by: string | null;
  proposed_at: number;
  state: ReleaseItemState;
  release_id: string | null;
  yes: number;
  no: number;
  /** How often reports named it as what people look forward to: it stands so much higher among those to be voted on. */
  hopes: number;
  decided_at: number | null;
}

/** The vote of one person on one item, the latest they gave. */
export interface ReleaseVoteTable {
  item_id: string;
  person_id: string;
  yes: number;
  at: number;
}

/** The four boxes of one person. */
export interface ReleaseReportTable {
  release_id: string;
  person_id: string;
  /** 1 to 5. */
  mood: number;
  best_id: string | null;
  worst_id: string | null;
  hope_id: string | null;
  at: number;
  changed_at: number;
}
