// A delivery, outbound: the call of Slack's Web API that makes it. Pure.
import type { ActionsBlock, SectionBlock } from '@slack/types';
import type { Delivery } from '../../src/chat/message.ts';
import { blocksOf, textFor } from './blocks.ts';
import { type Place, placeOf } from './ids.ts';
import { mended } from './split.ts';

/** The kind of the metadata by which a message is found again after a crash; its payload holds the delivery's id. */
export const METADATA = 'canyu_delivery';

type Blocks = (SectionBlock | ActionsBlock)[];

/** https://docs.slack.dev/reference/methods/chat.postMessage; `channel` may be a person, for the direct message with them. */
export interface PostMessage {
  channel: string;
  text: string;
  blocks: Blocks;
  thread_ts?: string;
  mrkdwn: true;
  link_names: false;
  unfurl_links: false;
  unfurl_media: false;
  metadata: { event_type: typeof METADATA; event_payload: { id: string } };
}

/** https://docs.slack.dev/reference/methods/chat.postEphemeral; what nobody else sees is not kept, and takes no metadata. */
export interface PostEphemeral {
  channel: string;
  user: string;
  text: string;
  blocks: Blocks;
  thread_ts?: string;
  link_names: false;
}

/** https://docs.slack.dev/reference/methods/views.publish */
export interface PublishView {
  user_id: string;
  view: { type: 'home'; blocks: Blocks };
}

export type Call =
  | { method: 'chat.postMessage'; arguments: PostMessage }
  | { method: 'chat.postEphemeral'; arguments: PostEphemeral }
  | { method: 'views.publish'; arguments: PublishView };

export interface Outbound {
  place: Place;
  call: Call;
  /** For a private word in a room where that person, or the bot, is not: the same in their direct messages. */
  instead?: Call;
}

/** The call that makes a delivery; undefined where its address is none of Slack's. Legal within every limit, whatever the text and the choices. */
export function outbound(delivery: Delivery): Outbound | undefined {
  const { address, choices, id } = delivery;
  const place = placeOf(address);
  if (!place) return undefined;
  const whole = mended(delivery.text);
  const text = textFor(whole);
  const blocks = blocksOf(whole, choices);
  const thread = address.thread === undefined ? {} : { thread_ts: address.thread };
  const post = (channel: string, more: { thread_ts?: string }): Call => ({
    method: 'chat.postMessage',
    arguments: {
      channel,
      text,
      blocks,
      ...more,
      mrkdwn: true,
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: METADATA, event_payload: { id } },
    },
  });
  switch (place.type) {
    case 'direct':
      return { place, call: post(place.user, thread) };
    case 'room':
      return { place, call: post(place.channel, thread) };
    case 'home':
      return {
        place,
        call: { method: 'views.publish', arguments: { user_id: place.user, view: { type: 'home', blocks } } },
      };
    case 'private': {
      const { channel, user } = place;
      const whisper = { channel, user, text, blocks, ...thread, link_names: false } as const;
      return { place, call: { method: 'chat.postEphemeral', arguments: whisper }, instead: post(user, {}) };
    }
  }
}
