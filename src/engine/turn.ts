// A turn as handlers see it: who said what, where, and how to answer.
import type { Address, InboundMessage } from '../chat/message.ts';
import type { Capabilities } from '../chat/platform.ts';
import type { Author } from '../people/authors.ts';
import type { Phrase } from '../text/phrase.ts';
import type { ReplyOptions, Turn } from './flow.ts';
import type { PerformScope } from './perform.ts';
import type { StaffAct, Standing } from './standings.ts';

/** A message on its way through the engine. */
export interface Arrived {
  message: InboundMessage;
  arrival: number;
}

/** A turn with what the engine keeps of it until the commit. */
export interface OpenTurn extends Turn {
  named: boolean;
  readonly arrived: Arrived;
  /** The dialog a handler asked for. */
  begun: { dialog: string; vars: Record<string, unknown> } | undefined;
  /** The act of staff that the turn is part of. */
  acting: StaffAct | undefined;
  /** Where the person stands now, and whether that has to be stored. */
  standing: Standing | undefined;
  stale: boolean;
  moved: boolean;
  /** The values of the choices last said to them in a direct message. */
  offered: string[] | undefined;
}

export function openTurn(
  scope: PerformScope,
  arrived: Arrived,
  author: Author,
  stored: { standing: Standing; stale: boolean } | undefined,
  capabilities: Capabilities,
): OpenTurn {
  const { message } = arrived;
  const { person } = author;
  const language = person.language ?? scope.installation.language;
  const zone = person.zone ?? scope.installation.zone;
  const voided = stored?.stale === true && stored.standing.type === 'confirm';

  // Spelled out: a spread costs ten times as much, for every message.
  const turn: OpenTurn = {
    trx: scope.trx,
    now: scope.now,
    newId: scope.newId,
    send: scope.send,
    wake: scope.wake,
    job: scope.job,
    capabilities: scope.capabilities,
    installation: scope.installation,
    arrived,
    message,
    person,
    role: author.role,
    language,
    arrival: arrived.arrival,
    named: false,
    begun: undefined,
    acting: undefined,
    standing: voided ? undefined : stored?.standing,
    stale: stored?.stale ?? false,
    moved: voided,
    offered: undefined,
    reply(phrase: Phrase, options: ReplyOptions = {}) {
      const address = whereTo(message, capabilities, options);
      if (!address) return;
      const reader = { language: person.language ?? options.language ?? language, zone };
      scope.send(address, phrase, { kind: 'reply', reader, re: message.event, ...options });
      if (address.room === undefined && options.choices?.length) {
        turn.offered = options.choices.map((choice) => choice.value);
      }
    },
    begin(dialog, vars = {}) {
      turn.begun = { dialog, vars };
    },
  };
  return turn;
}

/** A reply in a room is for the one who asked, where the platform can say it to them alone. */
function whereTo(message: InboundMessage, capabilities: Capabilities, options: ReplyOptions): Address | undefined {
  const { platform, account, room, thread } = message;
  if (room === undefined) return { platform, account };
  const place = { platform, room, ...(thread !== undefined && { thread }) };
  if (options.public) return place;
  if (capabilities.privateReplies) return { ...place, account };
  return options.onlyPrivate ? undefined : place;
}

/** The same turn speaking to the person alone, in a direct message: dialogs are held there. */
export function inPrivate(turn: OpenTurn): OpenTurn {
  if (turn.message.room === undefined) return turn;
  const { platform, account, event } = turn.message;
  const reader = { language: turn.language, zone: turn.person.zone ?? turn.installation.zone };
  return {
    ...turn,
    reply: (phrase, options = {}) =>
      turn.send({ platform, account }, phrase, { kind: 'reply', reader, re: event, ...options }),
  };
}
