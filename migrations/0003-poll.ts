import type { Migration } from './types.ts';

export const poll: Migration = {
  name: '0003-poll',
  statements: ({ integer, keyed }) => [
    `create table poll_vote (
      campaign_id text not null references campaign (id),
      person_id text not null references person (id),
      option ${integer} not null check (option >= 0),
      sent_at ${integer} not null,
      primary key (campaign_id, person_id)
    ) ${keyed}`,
  ],
};
