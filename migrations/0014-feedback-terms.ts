import type { Migration } from './types.ts';

const seen = `state in ('received', 'review', 'planned', 'work') and held is null and hidden_at is null`;
const waiting = `answered_at is null and state in ('received', 'review') and held is null and hidden_at is null`;

export const feedbackTerms: Migration = {
  name: '0014-feedback-terms',
  statements: ({ integer, keyed }) => [
    `create table feedback_term_count (
      campaign_id text not null references feedback_board (campaign_id),
      term text not null,
      items ${integer} not null check (items >= 0),
      primary key (campaign_id, term)
    ) ${keyed}`,
    'drop index feedback_item_queue',
    `create index feedback_item_queue on feedback_item (campaign_id, due_at, number) where ${waiting}`,
    `create index feedback_item_queue_area on feedback_item (campaign_id, area, due_at, number) where ${waiting}`,
    `create index feedback_item_area on feedback_item (campaign_id, area, heat) where ${seen}`,
    `insert into feedback_term_count (campaign_id, term, items)
      select campaign_id, term, count(*) from feedback_term group by campaign_id, term`,
  ],
};
