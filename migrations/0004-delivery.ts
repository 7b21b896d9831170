import type { Migration } from './types.ts';

/** A row that waits at a door has this `next_at`: the last instant of a calendar. */
const NEVER = '8640000000000000';
const open = `state = 'pending' and next_at < ${NEVER}`;
const waits = `state = 'pending' and next_at = ${NEVER}`;

export const delivery: Migration = {
  name: '0004-delivery',
  statements: ({ integer, keyed }) => [
    'drop index outbox_open',
    // The last columns say nothing new: with them SQLite need not look up the rows it passes over.
    `create index outbox_answers on outbox (platform, kind, id, next_at, state) where ${open} and kind in ('reply', 'service')`,
    `create index outbox_campaigns on outbox (platform, campaign_id, id, next_at, kind, state) where ${open} and kind = 'campaign'`,
    `create index outbox_sending on outbox (platform, next_at) where state = 'sending'`,
    `create index outbox_waiting_answers on outbox (platform, reason, kind, id) where ${waits} and kind in ('reply', 'service')`,
    `create index outbox_waiting_campaigns on outbox (platform, reason, campaign_id, id) where ${waits} and kind = 'campaign'`,
    `create index outbox_waiting_address on outbox (platform, coalesce(room, ''), coalesce(account, ''), id) where ${waits}`,
    `create index outbox_counted on outbox (platform, sent_at) where state = 'sent' and reason = 'counted'`,
    `create index outbox_topic on outbox (topic) where state = 'pending' and topic is not null`,
    `create table platform_state (
      platform text not null primary key,
      ok ${integer} not null check (ok in (0, 1)),
      detail_en text,
      detail_zh text,
      last_event_at ${integer},
      changed_at ${integer} not null,
      told_at ${integer},
      seen_at ${integer} not null
    ) ${keyed}`,
  ],
};
