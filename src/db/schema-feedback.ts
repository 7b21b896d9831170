// The row types of feedback (flows/feedback/). migrations/0009-feedback.ts and 0014-feedback-terms.ts say what must never be.
import type { MediaKind } from '../chat/media.ts';

export interface FeedbackTables {
  feedback_board: FeedbackBoardTable;
  feedback_counter: FeedbackCounterTable;
  feedback_item: FeedbackItemTable;
  feedback_backer: FeedbackBackerTable;
  feedback_event: FeedbackEventTable;
  feedback_media: FeedbackMediaTable;
  feedback_term: FeedbackTermTable;
  feedback_term_count: FeedbackTermCountTable;
  feedback_merge: FeedbackMergeTable;
  feedback_news: FeedbackNewsTable;
  feedback_area: FeedbackAreaTable;
  feedback_duty: FeedbackDutyTable;
}

/** A campaign in which feedback is gathered, with what its similarity is measured by: how many items, and terms in all of them. */
export interface FeedbackBoardTable {
  campaign_id: string;
  terms: number;
  items: number;
}

/** The last number given: items are #1, #2, … over all boards. */
export interface FeedbackCounterTable {
  name: string;
  last: number;
}

export type FeedbackKind = 'bug' | 'idea' | 'praise' | 'question';
export type FeedbackState = 'received' | 'review' | 'planned' | 'work' | 'shipped' | 'declined' | 'duplicate';

/** What somebody wrote, and what became of it. */
export interface FeedbackItemTable {
  id: string;
  number: number;
  campaign_id: string;
  /** Of an anonymous item too, so that answers reach them; then shown to nobody and exported nowhere. */
  author_id: string;
  anonymous: number;
  /** '' where nobody told. */
  area: string;
  kind: FeedbackKind;
  /** 1: a trifle … 4: nobody can go on. */
  severity: number;
  text: string;
  state: FeedbackState;
  /** Why it was declined. */
  reason: string | null;
  duplicate_of: string | null;
  /** Why it waits for staff to let it through; null: everybody sees it. */
  held: 'review' | 'flood' | 'copies' | null;
  hidden_at: number | null;
  owner_id: string | null;
  /** When the first answer is due, or the next to be told. Null once it is answered, and where no clock runs. */
  due_at: number | null;
  /** Who has been told: 1 the owner, 2 the backup too, 3 the lead too. */
  told: number;
  answered_at: number | null;
  answered_by: string | null;
  /** The release it is planned for or shipped in. */
  release_id: string | null;
  /** How many back it, the author counted. */
  backers: number;
  /** Backers weighted by recency, and severity, see flows/feedback/ranking.ts: grows with each, and never fades by itself, so that it can be an index. */
  heat: number;
  /** How many events it has. */
  steps: number;
  created_at: number;
  changed_at: number;
}

/** One a person and item; the author is the first. */
export interface FeedbackBackerTable {
  item_id: string;
  person_id: string;
  at: number;
  /** The merge that brought them here. */
  merge_id: string | null;
}

/** What happened to an item: received, state changes, answers, owners, merges. */
export interface FeedbackEventTable {
  item_id: string;
  step: number;
  at: number;
  kind: string;
  person_id: string | null;
  note: string | null;
}

/** A photo or a file, as the platform knows it; never fetched. */
export interface FeedbackMediaTable {
  item_id: string;
  rank: number;
  platform: string;
  reference: string;
  kind: MediaKind;
}

/** In which items a term stands, and how often: by which near-duplicates are found. */
export interface FeedbackTermTable {
  campaign_id: string;
  term: string;
  item_id: string;
  times: number;
}

/** In how many items of a board a term stands: what `feedback_term` comes to. */
export interface FeedbackTermCountTable {
  campaign_id: string;
  term: string;
  items: number;
}

/** One item became a duplicate of another; `before` is what has to be put back (JSON). */
export interface FeedbackMergeTable {
  id: string;
  from_id: string;
  to_id: string;
  at: number;
  person_id: string | null;
  before: string;
  undone_at: number | null;
}

/** What a person is to hear with their next news: the item, and the first event of it that they have not heard. */
export interface FeedbackNewsTable {
  person_id: string;
  item_id: string;
  step: number;
}

/** Who answers for an area. */
export interface FeedbackAreaTable {
  campaign_id: string;
  area: string;
  owner_id: string | null;
  backup_id: string | null;
  lead_id: string | null;
}

/** Who takes what nobody owns, week by week ('2026-W49'). */
export interface FeedbackDutyTable {
  campaign_id: string;
  week: string;
  person_id: string;
  swapped_from: string | null;
}
