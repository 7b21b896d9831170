import type { Migration } from './types.ts';

export const feedback: Migration = {
  name: '0009-feedback',
  statements: ({ integer, keyed }) => [
    `create table feedback_board (
      campaign_id text not null primary key references campaign (id),
      terms ${integer} not null default 0 check (terms >= 0),
      items ${integer} not null default 0 check (items >= 0)
    ) ${keyed}`,
    `create table feedback_counter (
      name text not null primary key check (name = 'item'),
      last ${integer} not null
    ) ${keyed}`,
    `create table feedback_item (
      id text not null primary key,
      number ${integer} not null unique check (number > 0),
      campaign_id text not null references feedback_board (campaign_id),
      author_id text not null references person (id),
      anonymous ${integer} not null check (anonymous in (0, 1)),
      area text not null,
      kind text not null check (kind in ('bug', 'idea', 'praise', 'question')),
      severity ${integer} not null check (severity between 1 and 4),
      text text not null,
      state text not null check (state in ('received', 'review', 'planned', 'work', 'shipped', 'declined', 'duplicate')),
      reason text,
      duplicate_of text references feedback_item (id),
      held text check (held in ('review', 'flood', 'copies')),
      hidden_at ${integer},
      owner_id text references person (id),
      due_at ${integer},
      told ${integer} not null default 0 check (told between 0 and 3),
      answered_at ${integer},
      answered_by text references person (id),
      release_id text,
      backers ${integer} not null default 0 check (backers >= 0),
      heat ${integer} not null,
      steps ${integer} not null default 0,
      created_at ${integer} not null,
      changed_at ${integer} not null,
      check ((state = 'declined') <= (reason is not null)),
      check ((state = 'duplicate') = (duplicate_of is not null)),
      check (duplicate_of is null or duplicate_of <> id)
    ) ${keyed}`,
    `create index feedback_item_heat on feedback_item (campaign_id, heat) where state in ('received', 'review', 'planned', 'work') and held is null and hidden_at is null`,
    `create index feedback_item_backers on feedback_item (campaign_id, backers, number) where state in ('received', 'review', 'planned', 'work') and held is null and hidden_at is null`,
    `create index feedback_item_queue on feedback_item (campaign_id, due_at) where answered_at is null and state in ('received', 'review') and held is null and hidden_at is null`,
    'create index feedback_item_due on feedback_item (due_at) where answered_at is null and due_at is not null',
    'create index feedback_item_held on feedback_item (campaign_id, number) where held is not null',
    'create index feedback_item_owner on feedback_item (owner_id, due_at) where owner_id is not null',
    'create index feedback_item_author on feedback_item (author_id, created_at)',
    'create index feedback_item_duplicate on feedback_item (duplicate_of) where duplicate_of is not null',
    'create index feedback_item_release on feedback_item (release_id) where release_id is not null',
    `create table feedback_backer (
      item_id text not null references feedback_item (id),
      person_id text not null references person (id),
      at ${integer} not null,
      merge_id text,
      primary key (item_id, person_id)
    ) ${keyed}`,
    'create index feedback_backer_person on feedback_backer (person_id, item_id)',
    'create index feedback_backer_merge on feedback_backer (merge_id) where merge_id is not null',
    `create table feedback_event (
      item_id text not null references feedback_item (id),
      step ${integer} not null,
      at ${integer} not null,
      kind text not null,
      person_id text references person (id),
      note text,
      primary key (item_id, step)
    ) ${keyed}`,
    'create index feedback_event_person on feedback_event (person_id) where person_id is not null',
    `create table feedback_media (
      item_id text not null references feedback_item (id),
      rank ${integer} not null,
      platform text not null,
      reference text not null,
      primary key (item_id, rank)
    ) ${keyed}`,
    `create table feedback_term (
      campaign_id text not null references feedback_board (campaign_id),
      term text not null,
      item_id text not null references feedback_item (id),
      times ${integer} not null check (times > 0),
      primary key (campaign_id, term, item_id)
    ) ${keyed}`,
    'create index feedback_term_item on feedback_term (item_id)',
    `create table feedback_merge (
      id text not null primary key,
      from_id text not null references feedback_item (id),
      to_id text not null references feedback_item (id),
      at ${integer} not null,
      person_id text references person (id),
      before text not null,
      undone_at ${integer}
    ) ${keyed}`,
    'create index feedback_merge_from on feedback_merge (from_id)',
    `create table feedback_news (
      person_id text not null references person (id),
      item_id text not null references feedback_item (id),
      step ${integer} not null,
      primary key (person_id, item_id)
    ) ${keyed}`,
    `create table feedback_area (
      campaign_id text not null references campaign (id),
      area text not null,
      owner_id text references person (id),
      backup_id text references person (id),
      lead_id text references person (id),
      primary key (campaign_id, area)
    ) ${keyed}`,
    `create table feedback_duty (
      campaign_id text not null references campaign (id),
      week text not null,
      person_id text not null references person (id),
      swapped_from text references person (id),
      primary key (campaign_id, week)
    ) ${keyed}`,
  ],
};
