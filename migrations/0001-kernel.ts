import type { Migration } from './types.ts';

export const kernel: Migration = {
  name: '0001-kernel',
  statements: ({ integer, strict, keyed }) => [
    `create table person (
      id text not null primary key,
      name text not null,
      language text check (language in ('zh-CN', 'en')),
      zone text,
      hidden ${integer} not null default 0 check (hidden in (0, 1)),
      stopped_at ${integer},
      created_at ${integer} not null
    ) ${keyed}`,
    `create table identity (
      platform text not null,
      account text not null,
      person_id text not null references person (id),
      name text not null,
      role text not null check (role in ('owner', 'staff', 'member')),
      created_at ${integer} not null,
      primary key (platform, account)
    ) ${keyed}`,
    'create index identity_person on identity (person_id)',
    `create index identity_staff on identity (role) where role <> 'member'`,
    `create table audit (
      id text not null primary key,
      at ${integer} not null,
      platform text not null,
      account text not null,
      person_id text references person (id),
      command text not null,
      outcome text not null check (outcome in ('done', 'refused', 'failed'))
    ) ${strict}`,
    `create table seen (
      key text not null primary key,
      arrival ${integer} not null
    ) ${keyed}`,
    'create index seen_arrival on seen (arrival)',
    `create table dialog (
      person_id text not null references person (id),
      platform text not null,
      state text not null,
      updated_at ${integer} not null,
      primary key (person_id, platform)
    ) ${keyed}`,
    `create table incident (
      id text not null primary key,
      at ${integer} not null,
      origin text not null,
      context text not null,
      error text not null
    ) ${strict}`,
    `create table campaign (
      id text not null primary key,
      kind text not null,
      slug text not null unique,
      title text not null,
      language text not null check (language in ('zh-CN', 'en')),
      zone text not null,
      status text not null check (status in ('draft', 'approved', 'scheduled', 'live', 'paused', 'closed')),
      definition text not null,
      approved_hash text,
      opens_at ${integer},
      closes_at ${integer},
      created_at ${integer} not null,
      opened_at ${integer},
      closed_at ${integer},
      check (opens_at is null or closes_at is null or opens_at < closes_at),
      check (status in ('draft', 'closed') or approved_hash is not null)
    ) ${strict}`,
    'create index campaign_state on campaign (kind, status, closed_at)',
    `create table campaign_room (
      campaign_id text not null references campaign (id),
      platform text not null,
      room text not null,
      account text not null,
      primary key (campaign_id, platform, room, account),
      check ((room = '') <> (account = ''))
    ) ${keyed}`,
    'create index campaign_room_place on campaign_room (platform, room, account)',
    `create table points (
      source text not null primary key,
      person_id text not null references person (id),
      campaign_id text not null references campaign (id),
      amount ${integer} not null,
      reason text not null,
      at ${integer} not null
    ) ${strict}`,
    'create index points_campaign on points (campaign_id, person_id, amount)',
    'create index points_person on points (person_id, amount)',
    `create table outbox (
      id text not null primary key,
      kind text not null check (kind in ('reply', 'service', 'campaign')),
      platform text not null,
      account text,
      room text,
      thread text,
      person_id text references person (id),
      campaign_id text references campaign (id),
      topic text,
      dedupe text,
      body text not null,
      re text,
      state text not null check (state in ('pending', 'sending', 'sent', 'uncertain', 'failed', 'suppressed')),
      reason text,
      attempts ${integer} not null,
      next_at ${integer} not null,
      expires_at ${integer},
      created_at ${integer} not null,
      sent_at ${integer},
      message_id text,
      check (account is not null or room is not null)
    ) ${keyed}`,
    'create unique index outbox_dedupe on outbox (dedupe) where dedupe is not null',
    `create index outbox_open on outbox (platform, next_at) where state in ('pending', 'sending')`,
    `create index outbox_uncertain on outbox (created_at) where state in ('uncertain', 'failed')`,
    `create table timer (
      id text not null primary key,
      due_at ${integer} not null,
      flow text not null,
      job text not null,
      key text not null unique,
      payload text not null,
      attempts ${integer} not null default 0,
      failed_at ${integer}
    ) ${strict}`,
    'create index timer_due on timer (due_at) where failed_at is null',
    `create table schedule (
      name text not null primary key,
      rule text not null,
      zone text not null,
      grace ${integer} not null check (grace >= 0),
      missed text not null check (missed in ('run-late', 'skip-and-tell')),
      checked_at ${integer} not null
    ) ${strict}`,
    `create table slot (
      schedule text not null references schedule (name),
      at ${integer} not null,
      state text not null check (state in ('run', 'missed', 'failed')),
      ran_at ${integer} not null,
      primary key (schedule, at)
    ) ${keyed}`,
  ],
};
