// Which way a delivery goes out, and how fast Slack lets it. https://docs.slack.dev/apis/web-api/rate-limits. Pure.
import type { Delivery } from '../../src/chat/message.ts';
import type { Limit, Way } from '../../src/chat/platform.ts';
import { type Place, placeOf } from './ids.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The workspace that sends it, and what is limited there. An address of no workspace has an account of its own, and is refused. */
export function wayOf({ address }: Pick<Delivery, 'address'>): Way {
  const place = placeOf(address);
  return place ? { account: place.team, limits: [limitOf(place)] } : { account: '', limits: [] };
}

/** A message a second in each conversation, with short bursts; Tier 4, 100 a minute and workspace, for what one person sees. */
function limitOf(place: Place): Limit {
  switch (place.type) {
    case 'room':
      return { key: `${place.team} chat.postMessage ${place.channel}`, most: 4, within: 4 * SECOND };
    case 'direct':
      return { key: `${place.team} chat.postMessage ${place.user}`, most: 4, within: 4 * SECOND };
    case 'private':
      return { key: `${place.team} chat.postEphemeral`, most: 100, within: MINUTE };
    case 'home':
      return { key: `${place.team} views.publish`, most: 100, within: MINUTE };
  }
}
