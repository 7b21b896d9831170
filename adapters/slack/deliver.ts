// A delivery is made: one call, or a second one where a private word finds nobody in the room.
import type { Delivery } from '../../src/chat/message.ts';
import type { Outcome } from '../../src/chat/platform.ts';
import type { Clock } from '../../src/clock.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import type { Called, Calls } from './calls.ts';
import { instantOf, isTimestamp, type Place } from './ids.ts';
import { textOf } from './json.ts';
import { type Call, outbound } from './outbound.ts';
import { outcomeOf } from './outcome.ts';
import { slackTexts as texts } from './text.ts';
import type { Troubles } from './troubles.ts';
import type { Workspaces } from './workspaces.ts';

export interface Deliverer {
  workspaces: Workspaces;
  calls: Calls;
  troubles: Troubles;
  clock: Clock;
}

/** Slack's words for "not there": then a private word goes to the person's direct messages. https://docs.slack.dev/reference/methods/chat.postEphemeral#errors */
const NOT_THERE = ['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived'];

/** One attempt. Rejects for nothing that Slack or the network may do. */
export async function deliver({ workspaces, calls, troubles, clock }: Deliverer, delivery: Delivery): Promise<Outcome> {
  const out = outbound(delivery);
  if (!out) return { type: 'refused', reason: 'this is no address in Slack' };
  const { place, call, instead } = out;
  const workspace = await workspaces.find(place.team);
  if (workspace === 'not yet') return { type: 'offline' };
  if (!workspace)
    return workspaces.hasLeft(place.team) ? { type: 'offline' } : { type: 'refused', reason: 'not installed' };
  const make = ({ method, arguments: fields }: Call): Promise<Called> => calls.call(workspace, method, fields);
  const first = await make(call);
  const elsewhere = first.type === 'refused' && instead && NOT_THERE.includes(first.code);
  const called = elsewhere ? await make(instead) : first;
  noteRoom(troubles, place, called);
  return called.type === 'ok' ? sent(called.answer, clock.now()) : outcomeOf(called);
}

/** `id` is the conversation and the `ts` in it, `at` the instant that Slack gave it; a home tab has neither. */
function sent({ channel, ts, message_ts }: Record<string, unknown>, now: number): Outcome {
  const timestamp = [ts, message_ts].find(isTimestamp);
  if (timestamp === undefined) return { type: 'sent', at: now };
  const where = textOf(channel);
  return { type: 'sent', id: where === undefined ? timestamp : `${where}/${timestamp}`, at: instantOf(timestamp) };
}

/** A room that takes nothing is told to staff until it does. */
function noteRoom(troubles: Troubles, place: Place, called: Called): void {
  if (place.type !== 'room') return;
  const key = `room ${place.team} ${place.channel}`;
  if (called.type === 'ok') troubles.clear(key);
  const told = called.type === 'refused' ? roomTroubles[called.code] : undefined;
  if (told) troubles.set(key, told(place.channel), 'minor');
}

const roomTroubles: Readonly<Record<string, (channel: string) => Phrase>> = {
  is_archived: (channel) => texts.roomArchived({ channel }),
  not_in_channel: (channel) => texts.roomAway({ channel }),
  channel_not_found: (channel) => texts.roomAway({ channel }),
};
