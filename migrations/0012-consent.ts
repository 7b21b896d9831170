import type { Migration } from './types.ts';

export const consent: Migration = {
  name: '0012-consent',
  statements: ({ integer, keyed }) => [
    `create table consent (
      topic text not null,
      person_id text not null references person (id),
      given ${integer} not null check (given in (0, 1)),
      at ${integer} not null,
      source text not null,
      version ${integer} not null check (version > 0),
      primary key (topic, person_id)
    ) ${keyed}`,
    'create index consent_person on consent (person_id)',
    `create table consent_change (
      id text not null primary key,
      person_id text not null references person (id),
      topic text not null,
      given ${integer} not null check (given in (0, 1)),
      at ${integer} not null,
      source text not null,
      version ${integer} not null check (version > 0)
    ) ${keyed}`,
    'create index consent_change_person on consent_change (person_id)',
    'alter table person add column quiet text',
    `create table wording (
      id text not null primary key,
      body text not null
    ) ${keyed}`,
    'alter table outbox add column consent text',
    'alter table outbox add column broadcast text',
    'alter table outbox add column wording_id text references wording (id)',
    `alter table outbox add column passed_at ${integer}`,
    'create index outbox_contact on outbox (person_id, consent, passed_at, platform, state) where passed_at is not null',
    `create index outbox_own on outbox (person_id, id) where kind = 'campaign' and person_id is not null`,
    'create index outbox_broadcast on outbox (broadcast, state, reason) where broadcast is not null',
    'alter table schedule add column flow text',
    'alter table schedule add column job text',
    'alter table schedule add column payload text',
    `alter table schedule add column broadcasts ${integer} not null default 0 check (broadcasts in (0, 1))`,
  ],
};
