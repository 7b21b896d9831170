import type { Migration } from './types.ts';

export const quiz: Migration = {
  name: '0002-quiz',
  statements: ({ integer, strict, keyed }) => [
    `create table quiz_round (
      id text not null primary key,
      campaign_id text not null references campaign (id),
      number ${integer} not null check (number > 0),
      question text not null,
      status text not null check (status in ('open', 'closed', 'withdrawn')),
      asked_at ${integer} not null,
      closed_at ${integer},
      unique (campaign_id, number)
    ) ${strict}`,
    `create unique index quiz_round_one_open on quiz_round (campaign_id) where status = 'open'`,
    `create table quiz_round_room (
      round_id text not null references quiz_round (id),
      platform text not null,
      room text not null,
      account text not null,
      opened_at ${integer},
      closes_at ${integer},
      primary key (platform, room, account, round_id),
      check ((opened_at is null) = (closes_at is null)),
      check (closes_at is null or opened_at < closes_at)
    ) ${keyed}`,
    'create index quiz_round_room_round on quiz_round_room (round_id)',
    `create table quiz_answer (
      id text not null primary key,
      round_id text not null references quiz_round (id),
      person_id text not null references person (id),
      platform text not null,
      room text not null,
      text text not null,
      verdict text not null check (verdict in ('correct', 'wrong', 'late', 'repeated', 'edited')),
      sent_at ${integer} not null,
      elapsed ${integer} not null,
      arrival ${integer} not null
    ) ${keyed}`,
    `create unique index quiz_answer_one_correct on quiz_answer (round_id, person_id) where verdict = 'correct'`,
    'create index quiz_answer_person on quiz_answer (round_id, person_id, verdict)',
    `create index quiz_answer_order on quiz_answer (round_id, sent_at, arrival) where verdict = 'correct'`,
  ],
};
