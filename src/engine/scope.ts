// What any piece of work inside one transaction may use: a turn, a due timer, a scheduled slot, a confirmed delivery.
import type { Address, DeliveryKind } from '../chat/message.ts';
import type { Capabilities } from '../chat/platform.ts';
import type { Trx } from '../db/schema.ts';
import type { Ids } from '../ids.ts';
import type { Keyring } from '../keep/keys.ts';
import type { ContactRules } from '../outbox/contact.ts';
import type { Verdict } from '../outbox/gate-rules.ts';
import type { Topic } from '../people/topics.ts';
import type { Language } from '../text/language.ts';
import type { Phrase, Reader } from '../text/phrase.ts';
import type { Job } from './flow.ts';

/** The database transaction, the instant, new ids, and a way to say something. Never the network, never the wall clock. */
export interface Scope {
  readonly trx: Trx;
  /** ms since 1970, UTC. */
  readonly now: number;
  readonly newId: Ids;
  /** Adds an outbox row: it is delivered after the commit. */
  send(address: Address, phrase: Phrase, options: SendOptions): void;
  /** Tells the ticker, after the commit, that a timer falls due at this instant (ms). */
  wake(at: number): void;
  /** A job of this version of the program. */
  job(flow: string, name: string): Job | undefined;
  /** What a platform can do; for one that is not running, the least. */
  capabilities(platform: string): Capabilities;
  /** The settings of the installation that a flow may need. */
  readonly installation: Installation;
}

export interface Installation {
  language: Language;
  /** IANA zone. */
  zone: string;
  /** Hashes codes, see src/keep/code.ts; empty where there is no secret. */
  readonly keyring: Keyring;
  /** How often and when people may be written to of our own accord. */
  readonly contact: ContactRules;
}

export interface PhraseChoice {
  label: Phrase;
  value: string;
}

export interface SendOptions {
  kind: DeliveryKind;
  /** In whose language and zone the phrase is rendered. */
  reader: Pick<Reader, 'language' | 'zone'>;
  choices?: readonly PhraseChoice[];
  personId?: string;
  campaignId?: string;
  /** `<flow>/…`: the flow's `delivered` is told when it arrived or finally did not. */
  topic?: string;
  /** The same key is sent once, whatever happens. */
  dedupe?: string;
  /** Of our own accord to a person (`personId`), who must want to hear of this topic: the gate asks. What many are told in the same words is stored once. */
  consent?: Topic;
  /** The key of the broadcast it is part of, by which its rows are counted and withdrawn. */
  broadcast?: string;
  /** What the gate has said already, of a message that is only planned: it is asked again before it goes out. */
  verdict?: Verdict;
  /** Of no use after this instant (ms). */
  expiresAt?: number;
  /** The event this answers. */
  re?: string;
}
