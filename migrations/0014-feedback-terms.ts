import type { Migration } from './types.ts';

export const feedbackTerms: Migration = {
  name: '0014-feedback-terms',
  statements: ({ integer, keyed }) => [
    `create table feedback_term_count (
      campaign_id text not null references feedback_board (campaign_id),
      term text not null,
      items ${integer} not null check (items >= 0),
      primary key (campaign_id, term)
    ) ${keyed}`,
    `insert into feedback_term_count (campaign_id, term, items)
      select campaign_id, term, count(*) from feedback_term group by campaign_id, term`,
  ],
};
