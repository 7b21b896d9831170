import type { Migration } from './types.ts';

export const tag: Migration = {
  name: '0006-tag',
  statements: ({ integer, keyed }) => [
    `create table person_tag (
      person_id text not null references person (id),
      tag text not null,
      tagged_at ${integer} not null,
      primary key (tag, person_id)
    ) ${keyed}`,
    'create index person_tag_person on person_tag (person_id)',
  ],
};
