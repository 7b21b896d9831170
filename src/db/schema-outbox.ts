// The row types of what is delivered, and of how platforms are (src/outbox/).

export interface OutboxTables {
  outbox: OutboxTable;
  wording: WordingTable;
  platform_state: PlatformStateTable;
}

/** One row a delivery. */
export interface OutboxTable {
  id: string;
  kind: 'reply' | 'service' | 'campaign';
  platform: string;
  account: string | null;
  room: string | null;
  thread: string | null;
  person_id: string | null;
  campaign_id: string | null;
  /** What the owning flow knows this delivery by; it is told when such a one arrived. */
  topic: string | null;
  /** The same key is enqueued once. Null for replies: their turn has one effect already. */
  dedupe: string | null;
  /** JSON: text and choices, rendered and escaped for the platform; '' where it is that of `wording_id`. */
  body: string;
  /** What many are told in the same words. */
  wording_id: string | null;
  /** The topic that the person must want to hear of; null for what they take part in. */
  consent: string | null;
  /** The key of the broadcast it is part of. */
  broadcast: string | null;
  /** When the gate let it through: what caps and budgets count. */
  passed_at: number | null;
  re: string | null;
  state: 'pending' | 'sending' | 'sent' | 'uncertain' | 'failed' | 'suppressed';
  /** Why it is in this state. Where `next_at` is never: the door it waits at, see src/outbox/doors.ts. */
  reason: string | null;
  attempts: number;
  /** Nobody touches the row before this instant: the next try, the end of the lease of whoever holds it, or never while it waits at a door. */
  next_at: number;
  /** Of no use to anyone after this instant. */
  expires_at: number | null;
  created_at: number;
  sent_at: number | null;
  message_id: string | null;
}

/** A message that many are sent, once: by the hash of what it says. */
export interface WordingTable {
  id: string;
  body: string;
}

/** How a platform was when a running bot last looked. */
export interface PlatformStateTable {
  platform: string;
  /** 1: in order. */
  ok: number;
  /** What is wrong and what to do about it, as plain text in both languages. */
  detail_en: string | null;
  detail_zh: string | null;
  /** When the last message came in; null before the first. */
  last_event_at: number | null;
  /** Since when `ok` is what it is. */
  changed_at: number;
  /** When staff were told that it is not in order; null while it is, and before they were. */
  told_at: number | null;
  seen_at: number;
}
