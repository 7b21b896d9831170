// From the id that an event carries to a message with all that belongs to it: a few calls to the gateway, each with a limit.
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Clock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';
import type { Puppet } from './connection.ts';
import { inbound, isHasteNotice } from './inbound.ts';
import type { Here } from './presence.ts';
import { pause, within } from './within.ts';

export interface ReaderOptions {
  /** How we stand now; undefined while we are not logged in. */
  here(): Here | undefined;
  /** What people may call us besides the login's own names. */
  names: readonly string[];
  /** Whether somebody was shown a menu last. */
  offered(account: string): boolean;
  /** WeChat says that this account is too hasty. */
  haste(): void;
  clock: Clock;
  log: Logger;
}

/** Reads the message of an event that arrived at an instant (ms); undefined for what is none, or cannot be had. Never rejects. */
export type Reader = (id: string, arrivedAt: number) => Promise<InboundMessage | undefined>;

/** One call, ms. */
const LIMIT = 3000;
const TRIES = 3;
/** Between two tries, ms. */
const BETWEEN = 1000;
/** How long a name in a room is believed, ms. */
const FRESH = 10 * 60_000;
/** wechaty's number for people, among kinds of contacts; 0 is unknown, others are official accounts and companies'. */
const PERSON = 1;

type Payload = Awaited<ReturnType<Puppet['messagePayload']>>;

export function createReader({ here, names, offered, haste, clock, log }: ReaderOptions): Reader {
  const aliases = new Map<string, { alias: Promise<string>; at: number }>();

  async function messageOf(id: string): Promise<Payload | undefined> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      if (tried > 0) await pause(clock, BETWEEN, () => {});
      const now = here();
      const payload = now && (await softly(now.puppet.messagePayload(id)));
      if (payload) return payload;
    }
    log.error({ event: id }, 'WeChat: the gateway told of a message and did not hand it over: it is lost');
    return undefined;
  }

  /** Undefined where the gateway refuses or takes too long. */
  function softly<Result>(work: Promise<Result>): Promise<Result | undefined> {
    return within(clock, LIMIT, work).then(
      (result) => (result === 'late' ? undefined : result),
      () => undefined,
    );
  }

  /** Our name in a room. wechaty asks the gateway each time (the key of its cache is misspelt), so it is remembered here. */
  function aliasIn(room: string, { puppet, account }: Here): Promise<string> {
    const key = `${account}\n${room}`;
    const known = aliases.get(key);
    if (known && clock.now() - known.at < FRESH) return known.alias;
    const alias = softly(puppet.roomMemberPayload(room, account)).then((member) => member?.roomAlias ?? '');
    aliases.set(key, { alias, at: clock.now() });
    return alias;
  }

  return async (id, arrivedAt) => {
    const payload = await messageOf(id);
    const now = here();
    if (!payload || !now) return undefined;
    const { type, text = '', talkerId, timestamp } = payload;
    if (isHasteNotice({ type, text })) haste();
    if (talkerId === now.account || talkerId === '') return undefined;
    const room = payload.roomId || undefined;
    const known = room !== undefined && /[@＠]/.test(text.slice(0, 16_000)) ? await namesIn(room, now) : [];
    const contact = await softly(now.puppet.contactPayload(talkerId));
    const mentions = ('mentionIdList' in payload && payload.mentionIdList) || [];
    return inbound(
      {
        ...{ id, type, room, text, timestamp, mentions, talker: talkerId },
        name: contact?.name ?? '',
        official: contact !== undefined && contact.type > PERSON,
      },
      { account: now.account, names: known, since: now.since, arrivedAt, offered: offered(talkerId) },
    );
  };

  async function namesIn(room: string, now: Here): Promise<string[]> {
    const [self, alias] = await Promise.all([softly(now.puppet.contactPayload(now.account)), aliasIn(room, now)]);
    return [self?.name ?? '', alias, ...names];
  }
}
