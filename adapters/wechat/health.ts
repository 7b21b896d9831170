// How the platform is, in a sentence: what is wrong, since when, and what to do about it.
import type { Health } from '../../src/chat/platform.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import type { State } from './presence.ts';
import { wechatTexts as texts } from './text.ts';

/** `restsUntil`: the instant (ms) until which the account says nothing. */
export function healthOf(state: State, restsUntil: number | undefined): Health {
  const detail = faultOf(state, restsUntil);
  return detail ? { ok: false, detail } : { ok: true };
}

function faultOf(state: State, restsUntil: number | undefined): Phrase | undefined {
  switch (state.type) {
    case 'starting':
      return texts.starting();
    case 'out':
      return state.code ? texts.toScan({ time: when(state.since) }) : texts.loggedOut({ time: when(state.since) });
    case 'away': {
      const reason = state.reason === '' ? texts.silence() : quote(state.reason);
      return texts.away({ time: when(state.since), reason });
    }
    case 'here':
      return restsUntil === undefined ? undefined : texts.resting({ time: when(restsUntil) });
  }
}
