// Slack, by Socket Mode and by HTTP, passes the contract of a platform.

import type { Keep } from '../../src/chat/keep.ts';
import { type By, connection, ways } from '../slack/connection.ts';
import { memoryKeep } from '../support/keep.ts';
import { type FakeSlack, fakeSlack } from '../support/slack/index.ts';
import { fileObject } from '../support/slack/payloads.ts';
import { type Around, type FarSide, platformContract } from './platform.ts';

const idOf = (name: string, kind: 'C' | 'U') => kind + name.toUpperCase();
const nameOf = (id: string) => id.slice(1).toLowerCase();

interface Side extends FarSide {
  slack: FakeSlack;
  keep: Keep;
  /** What was posted so far. */
  events: Set<string>;
}

/** The fake Slack stays as it is while our program starts anew. */
async function connect(by: By, { clock }: Around, before: Side | undefined): Promise<Side> {
  // The suite delivers again what it wants to be delivered again.
  const slack = before?.slack ?? (await fakeSlack({ clock, retries: [], connections: 1 }));
  const keep = before?.keep ?? memoryKeep();
  const events = before?.events ?? new Set<string>();
  // At Slack's pace of a message a second the suite would take minutes; the outbox's own tests prove that it keeps a pace.
  const { way: _, ...platform } = connection({ slack, by, clock, keep });
  const past = slack.state.sights.length;
  return {
    slack,
    keep,
    events,
    platform,
    account: (person) => `T1.${idOf(person, 'U')}`,
    post({ event, from, room, text, photo }) {
      const person = slack.person(idOf(from, 'U'));
      if (events.has(event)) return slack.events.again(event);
      events.add(event);
      const files = photo && { files: [fileObject('F1')] };
      return person.posts(text, { event, ...(room !== undefined && { channel: idOf(room, 'C') }), ...files });
    },
    seen: () =>
      slack.state.sights.slice(past).map(({ to, channel, text }) => ({
        to: to && nameOf(to),
        room: channel.startsWith('D') ? undefined : nameOf(channel),
        text,
      })),
    leave: () => slack.close(),
  };
}

for (const by of ways)
  platformContract(`slack by ${by}`, (around, before: Side | undefined) => connect(by, around, before));
