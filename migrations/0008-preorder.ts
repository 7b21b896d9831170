import type { Migration } from './types.ts';

export const preorder: Migration = {
  name: '0008-preorder',
  statements: ({ integer, strict, keyed }) => [
    `create table preorder (
      campaign_id text not null primary key references quota (campaign_id),
      seed text,
      seed_hash text,
      drawn_at ${integer},
      check ((seed is null) = (seed_hash is null))
    ) ${keyed}`,
    `create table preorder_signup (
      entry_id text not null primary key references entry (id),
      answers text not null,
      consented_at ${integer},
      quiet ${integer} not null default 0 check (quiet in (0, 1))
    ) ${keyed}`,
    `create table preorder_guest (
      entry_id text not null primary key references entry (id),
      platform text not null,
      room text not null,
      name text not null,
      key text not null,
      remark text not null
    ) ${keyed}`,
    'create index preorder_guest_room on preorder_guest (platform, room, key)',
    `create table fcode (
      id text not null primary key,
      campaign_id text not null references quota (campaign_id),
      lane_id text not null references lane (id),
      hash text not null unique,
      last_four text not null,
      uses ${integer} not null check (uses between 1 and 1000),
      used ${integer} not null default 0,
      batch text not null,
      made_at ${integer} not null,
      expires_at ${integer},
      revoked_at ${integer},
      expired_at ${integer},
      check (used between 0 and uses)
    ) ${keyed}`,
    'create index fcode_campaign on fcode (campaign_id, last_four)',
    'create index fcode_expires on fcode (campaign_id, expires_at) where expires_at is not null',
    `create table fcode_event (
      fcode_id text not null references fcode (id),
      step ${integer} not null,
      at ${integer} not null,
      kind text not null check (kind in ('issued', 'passed', 'used', 'revoked', 'expired')),
      person_id text references person (id),
      other text,
      note text,
      entry_id text,
      entry_step ${integer},
      primary key (fcode_id, step),
      unique (entry_id, entry_step),
      foreign key (entry_id, entry_step) references entry_move (entry_id, step),
      check ((kind = 'used') = (entry_id is not null)),
      check ((entry_id is null) = (entry_step is null))
    ) ${keyed}`,
    'create index fcode_event_person on fcode_event (person_id) where person_id is not null',
    `create table fcode_wrong (
      id text not null primary key,
      person_id text not null references person (id),
      at ${integer} not null
    ) ${strict}`,
    'create index fcode_wrong_person on fcode_wrong (person_id, at)',
  ],
};
