// The data model on one page: every table's row type. Ids are text (UUID v7), instants integers (ms since 1970, UTC),
// lists and trees JSON text that the owning store parses, yes and no 1 and 0. The migrations say what must never be.
import type { Kysely, Transaction } from 'kysely';
import type { FeedbackTables } from './schema-feedback.ts';
import type { OutboxTables } from './schema-outbox.ts';
import type { PreorderTables } from './schema-preorder.ts';
import type { QuotaTables } from './schema-quota.ts';
import type { ReleaseTables } from './schema-release.ts';

export interface Schema extends OutboxTables, QuotaTables, PreorderTables, FeedbackTables, ReleaseTables {
  person: PersonTable;
  identity: IdentityTable;
  audit: AuditTable;
  points: PointsTable;
  seen: SeenTable;
  dialog: DialogTable;
  incident: IncidentTable;
  timer: TimerTable;
  schedule: ScheduleTable;
  slot: SlotTable;
  campaign: CampaignTable;
  campaign_room: CampaignRoomTable;
  quiz_round: QuizRoundTable;
  quiz_round_room: QuizRoundRoomTable;
  quiz_answer: QuizAnswerTable;
  poll_vote: PollVoteTable;
  kept: KeptTable;
  personal_code: PersonalCodeTable;
  wrong_code: WrongCodeTable;
  person_tag: PersonTagTable;
  consent: ConsentTable;
  consent_change: ConsentChangeTable;
}

/** Any handle: reads take this. */
export type Db = Kysely<Schema>;
/** A handle inside a transaction: everything that writes takes this first. */
export type Trx = Transaction<Schema>;

/** One human. */
export interface PersonTable {
  id: string;
  name: string;
  /** zh-CN or en; null until a message told. */
  language: string | null;
  /** IANA zone; null means the installation's. */
  zone: string | null;
  /** 1: not named on public boards. */
  hidden: number;
  /** When they said stop; null while they hear from us. */
  stopped_at: number | null;
  /** When nothing of our own accord may reach them: '22:00-08:00' in their zone, 'none', or null for that of the installation. */
  quiet: string | null;
  created_at: number;
}

/** A person on one platform, and what they may do there: roles belong to identities, so that one weak account opens no other. */
export interface IdentityTable {
  platform: string;
  account: string;
  person_id: string;
  name: string;
  role: 'owner' | 'staff' | 'member';
  created_at: number;
}

/** Every act of staff, done, refused, or failed by a fault of ours. */
export interface AuditTable {
  id: string;
  at: number;
  platform: string;
  account: string;
  person_id: string | null;
  command: string;
  outcome: 'done' | 'refused' | 'failed';
}

/** The ledger: rows are only ever added, and a source counts once. A board is the sum of it. */
export interface PointsTable {
  source: string;
  person_id: string;
  campaign_id: string;
  amount: number;
  reason: string;
  at: number;
}

/** The marks of events that had their effect. */
export interface SeenTable {
  key: string;
  arrival: number;
}

/** Where a person stands in a dialog. Dialogs are held in direct messages, one a platform. */
export interface DialogTable {
  person_id: string;
  platform: string;
  state: string;
  updated_at: number;
}

/** A fault: the number the person was given, and what staff need to find it. */
export interface IncidentTable {
  id: string;
  at: number;
  origin: string;
  context: string;
  error: string;
}

/** A due instant of a flow: a question closes, a campaign opens. Gone once it has run. */
export interface TimerTable {
  id: string;
  due_at: number;
  flow: string;
  job: string;
  /** Setting the same key again moves the timer. */
  key: string;
  payload: string;
  attempts: number;
  /** Set when it failed for good; staff were told. */
  failed_at: number | null;
}

/** A cron rule: of the program, or of a campaign. */
export interface ScheduleTable {
  name: string;
  rule: string;
  zone: string;
  grace: number;
  missed: 'run-late' | 'skip-and-tell';
  /**
   * Of a schedule that a flow set for one of its campaigns: the job it runs and what that is handed (JSON). All null for the program's own.
   * A flow without a job: it was dropped, and the row stays for its slots.
   */
  flow: string | null;
  job: string | null;
  payload: string | null;
  /** 1: each slot of it writes to all who want to hear. */
  broadcasts: number;
  /** Every slot up to this instant has a row or did not fall due. */
  checked_at: number;
}

/** One due instant of a schedule. Whoever inserts the row runs it. */
export interface SlotTable {
  schedule: string;
  at: number;
  state: 'run' | 'missed' | 'failed';
  ran_at: number;
}

export interface CampaignTable {
  id: string;
  kind: string;
  slug: string;
  title: string;
  language: string;
  zone: string;
  status: 'draft' | 'approved' | 'scheduled' | 'live' | 'paused' | 'closed';
  definition: string;
  /** The hash of the definition that was approved; an edit voids it. */
  approved_hash: string | null;
  opens_at: number | null;
  closes_at: number | null;
  created_at: number;
  opened_at: number | null;
  closed_at: number | null;
}

/** Where a campaign takes place: a room (account ''), or one person's direct message (room ''). */
export interface CampaignRoomTable {
  campaign_id: string;
  platform: string;
  room: string;
  account: string;
}

/** One question asked. */
export interface QuizRoundTable {
  id: string;
  campaign_id: string;
  number: number;
  question: string;
  /** Withdrawn: a pause or a close came first, and nobody gets points for it. */
  status: 'open' | 'closed' | 'withdrawn';
  asked_at: number;
  closed_at: number | null;
}

/** The window of a round in one room: it opens when the question's delivery there was confirmed. */
export interface QuizRoundRoomTable {
  round_id: string;
  platform: string;
  room: string;
  account: string;
  opened_at: number | null;
  closes_at: number | null;
}

/** Every answer, with what became of it. */
export interface QuizAnswerTable {
  id: string;
  round_id: string;
  person_id: string;
  platform: string;
  room: string;
  text: string;
  verdict: 'correct' | 'wrong' | 'late' | 'repeated' | 'edited';
  sent_at: number;
  /** ms from the opening of the question in that room to `sent_at`. */
  elapsed: number;
  arrival: number;
}

/** The vote of one person, the latest they sent. */
export interface PollVoteTable {
  campaign_id: string;
  person_id: string;
  /** 0 is the first option. */
  option: number;
  sent_at: number;
}

/** What a platform keeps between starts. */
export interface KeptTable {
  name: string;
  /** Encrypted, see src/keep/. */
  value: string;
}

/** By which a person is known again when the platform changed their account: one an identity, used once. */
export interface PersonalCodeTable {
  platform: string;
  account: string;
  /** The code under a key that is not in the database. */
  hash: string;
  made_at: number;
}

/** A code that an identity tried and that is nobody's; kept for an hour. */
export interface WrongCodeTable {
  id: string;
  platform: string;
  account: string;
  at: number;
}

/** What staff call a person: by it they are let in, and looked for. */
export interface PersonTagTable {
  person_id: string;
  /** Folded, see src/people/tags.ts. */
  tag: string;
  tagged_at: number;
}

/** Whether a person wants to hear of a topic, as they said last. */
export interface ConsentTable {
  topic: string;
  person_id: string;
  given: number;
  at: number;
  /** Where they said so: `terminal:word`. */
  source: string;
  /** Of the text they said it to, see src/people/topics.ts. */
  version: number;
}

/** Every time somebody said so; rows are only added. */
export interface ConsentChangeTable extends ConsentTable {
  id: string;
}
