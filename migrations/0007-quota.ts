import type { Migration } from './types.ts';

/**
 * A place is a row, and there are as many as the lane's size allows: numbers above it are refused. Whoever owns a place is named by it, and
 * only an entry in a state that owns can be named; an owning entry has a place of its own. So nothing is sold twice, and nothing that is not there.
 */
export const quota: Migration = {
  name: '0007-quota',
  statements: ({ integer, keyed }) => [
    `create table quota (
      campaign_id text not null primary key references campaign (id),
      last_number ${integer} not null default 0 check (last_number >= 0)
    ) ${keyed}`,
    `create table lane (
      id text not null primary key,
      campaign_id text not null references quota (campaign_id),
      name text not null,
      rank ${integer} not null,
      size ${integer} not null check (size >= 0),
      spill_to text references lane (id),
      spills_at ${integer},
      last_turn ${integer} not null default 0,
      unique (campaign_id, name),
      unique (id, size),
      check (spill_to is null or spill_to <> id)
    ) ${keyed}`,
    `create table place (
      lane_id text not null,
      number ${integer} not null,
      size ${integer} not null,
      primary key (lane_id, number),
      foreign key (lane_id, size) references lane (id, size) on update cascade,
      check (number between 1 and size)
    ) ${keyed}`,
    `create table entry (
      id text not null primary key,
      campaign_id text not null references quota (campaign_id),
      lane_id text not null references lane (id),
      person_id text references person (id),
      held_for text,
      number ${integer} check (number > 0),
      units ${integer} not null check (units between 1 and 1000),
      state text not null check (state in
        ('signed', 'claimed', 'waiting', 'held', 'offered', 'confirmed', 'cancelled', 'declined', 'expired', 'revoked')),
      holder text unique,
      place_lane_id text,
      place ${integer},
      turn ${integer},
      drawn ${integer},
      deadline ${integer},
      remind_at ${integer},
      steps ${integer} not null default 0,
      created_at ${integer} not null,
      changed_at ${integer} not null,
      unique (person_id, campaign_id),
      unique (campaign_id, number),
      unique (place_lane_id, place),
      foreign key (place_lane_id, place) references place (lane_id, number),
      check (person_id is not null or held_for is not null),
      check (number is not null or held_for is not null),
      check (holder is null or holder = id),
      check ((holder is not null) = (state in ('held', 'offered', 'confirmed'))),
      check ((holder is not null) = (place is not null)),
      check ((place is null) = (place_lane_id is null)),
      check ((turn is not null) = (state = 'waiting')),
      check (deadline is null or state in ('held', 'offered')),
      check (remind_at is null or deadline is not null)
    ) ${keyed}`,
    'alter table place add column entry_id text references entry (holder)',
    'create index place_entry on place (entry_id, lane_id, number)',
    `create index entry_waiting on entry (lane_id, turn) where state = 'waiting'`,
    `create index entry_claimed on entry (lane_id, drawn, number) where state = 'claimed'`,
    'create index entry_deadline on entry (campaign_id, deadline) where deadline is not null',
    'create index entry_remind on entry (campaign_id, remind_at) where remind_at is not null',
    'create index entry_held_for on entry (held_for) where held_for is not null',
    `create table entry_move (
      entry_id text not null references entry (id),
      step ${integer} not null,
      at ${integer} not null,
      state text not null,
      reason text not null,
      note text,
      primary key (entry_id, step)
    ) ${keyed}`,
  ],
};
