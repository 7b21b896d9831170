// From "say this to them" to a row: rendered for the reader, escaped for the platform, ready to be delivered word for word however often.
import type { SafeText } from '../chat/escape.ts';
import type { Address, Choice, Delivery, DeliveryKind } from '../chat/message.ts';
import type { Capabilities } from '../chat/platform.ts';
import type { SendOptions } from '../engine/scope.ts';
import type { Phrase } from '../text/phrase.ts';
import { shorten } from './shorten.ts';

/** What a scope collected before its commit. */
export interface Send {
  address: Address;
  phrase: Phrase;
  options: SendOptions;
}

/** A delivery with what the worker and the owning flow need to know of it. */
export interface Outgoing extends Delivery {
  personId: string | null;
  campaignId: string | null;
  topic: string | null;
  dedupe: string | null;
  /** Instants, ms. */
  createdAt: number;
  expiresAt: number | null;
  /** True where the process that writes the row delivers it straight from the commit. */
  direct: boolean;
}

/** What `outbox.body` holds. */
export interface Body {
  text: SafeText;
  choices: Choice[];
}

export function compose(send: Send, id: string, capabilities: Capabilities, now: number): Outgoing {
  const { options } = send;
  const reader = { ...options.reader, markup: capabilities.markup, now };
  return {
    id,
    kind: options.kind satisfies DeliveryKind,
    address: send.address,
    text: shorten(send.phrase.render(reader), capabilities.longestText),
    choices: (options.choices ?? []).map(({ label, value }) => ({ label: label.render(reader), value })),
    ...(options.re !== undefined && { re: options.re }),
    attempt: 1,
    personId: options.personId ?? null,
    campaignId: options.campaignId ?? null,
    topic: options.topic ?? null,
    dedupe: options.dedupe ?? null,
    createdAt: now,
    expiresAt: options.expiresAt ?? null,
    direct: false,
  };
}
