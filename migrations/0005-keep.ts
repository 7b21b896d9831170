import type { Migration } from './types.ts';

export const keep: Migration = {
  name: '0005-keep',
  statements: ({ integer, strict, keyed }) => [
    `create table kept (
      name text not null primary key,
      value text not null
    ) ${strict}`,
    `create table personal_code (
      platform text not null,
      account text not null,
      hash text not null unique,
      made_at ${integer} not null,
      primary key (platform, account),
      foreign key (platform, account) references identity (platform, account)
    ) ${keyed}`,
    `create table wrong_code (
      id text not null primary key,
      platform text not null,
      account text not null,
      at ${integer} not null
    ) ${strict}`,
    'create index wrong_code_identity on wrong_code (platform, account, at)',
    'create index wrong_code_at on wrong_code (at)',
  ],
};
