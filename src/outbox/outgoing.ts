// From "say this to them" to a row: rendered for the reader, escaped for the platform, ready to be delivered word for word however often.
import type { SafeText } from '../chat/escape.ts';
import type { Address, Choice, Delivery, DeliveryKind } from '../chat/message.ts';
import type { Capabilities } from '../chat/platform.ts';
import type { SendOptions } from '../engine/scope.ts';
import type { Topic } from '../people/topics.ts';
import type { Phrase, Reader } from '../text/phrase.ts';
import type { Verdict } from './gate-rules.ts';
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
  /** The topic that the person must want to hear of. */
  consent: Topic | null;
  /** The key of the broadcast it is part of. */
  broadcast?: string | undefined;
  /** What the gate said when it was planned; undefined: it is asked when it is read. */
  verdict?: Verdict | undefined;
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

/** What one transaction has rendered already: what many are told in the same words is rendered once. */
export type Rendered = WeakMap<Phrase, Map<string, SafeText>>;

export function compose(
  send: Send,
  id: string,
  capabilities: Capabilities,
  now: number,
  rendered: Rendered = new WeakMap(),
): Outgoing {
  const { options } = send;
  const reader = { ...options.reader, markup: capabilities.markup, now };
  return {
    id,
    kind: options.kind satisfies DeliveryKind,
    address: send.address,
    text: render(send.phrase, reader, capabilities.longestText, options.consent ? rendered : undefined),
    choices: (options.choices ?? []).map(({ label, value }) => ({ label: label.render(reader), value })),
    ...(options.re !== undefined && { re: options.re }),
    attempt: 1,
    personId: options.personId ?? null,
    campaignId: options.campaignId ?? null,
    topic: options.topic ?? null,
    dedupe: options.dedupe ?? null,
    consent: options.consent ?? null,
    broadcast: options.broadcast,
    verdict: options.verdict,
    createdAt: now,
    expiresAt: options.expiresAt ?? null,
    direct: false,
  };
}

function render(phrase: Phrase, reader: Reader, longest: number, rendered: Rendered | undefined): SafeText {
  if (!rendered) return shorten(phrase.render(reader), longest);
  const known = rendered.get(phrase) ?? new Map<string, SafeText>();
  rendered.set(phrase, known);
  const key = `${reader.language} ${reader.zone} ${reader.markup} ${longest}`;
  const text = known.get(key) ?? shorten(phrase.render(reader), longest);
  known.set(key, text);
  return text;
}
