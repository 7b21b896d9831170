import type { Migration } from './types.ts';

export const media: Migration = {
  name: '0011-media',
  statements: () => [
    `alter table feedback_media add column kind text not null default 'file' check (kind in ('photo', 'file', 'video', 'audio'))`,
  ],
};
