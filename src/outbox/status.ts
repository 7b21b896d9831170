// How each platform is, in words: for the command `status` and for `canyu doctor`.
import type { Db } from '../db/schema.ts';
import { forReader, join, type Phrase, quote } from '../text/phrase.ts';
import { duration, when } from '../text/when.ts';
import { type Condition, readConditions } from './platform-state.ts';
import { outboxTexts } from './text.ts';

/** A row that nobody has touched for so long tells of a bot that does not run, ms. */
const STALE = 180_000;

export interface PlatformStatus {
  ok: boolean;
  phrase: Phrase;
}

/** One phrase a platform. `now` in ms. */
export async function platformStatuses(db: Db, now: number): Promise<PlatformStatus[]> {
  const conditions = await readConditions(db);
  return conditions.map((condition) => ({
    ok: condition.state?.ok === 1 && now - condition.state.seen_at <= STALE,
    phrase: join(' · ', [health(condition, now), lastEvent(condition), queue(condition, now)]),
  }));
}

function health({ platform, state }: Condition, now: number): Phrase {
  const name = quote(platform);
  if (!state) return outboxTexts.platformUnknown({ platform: name });
  if (now - state.seen_at > STALE) return outboxTexts.platformStale({ platform: name, when: when(state.seen_at) });
  if (state.ok === 1) return outboxTexts.platformOk({ platform: name });
  const { changed_at, detail_en, detail_zh } = state;
  const detail = forReader('outbox.detail', ({ language }) => {
    const text = language === 'en' ? detail_en : detail_zh;
    return text === null ? outboxTexts.noDetail() : quote(text);
  });
  return outboxTexts.platformDown({ platform: name, when: when(changed_at), detail });
}

function lastEvent({ state }: Condition): Phrase | undefined {
  if (!state) return undefined;
  const { last_event_at } = state;
  return last_event_at === null ? outboxTexts.noEvent() : outboxTexts.lastEvent({ when: when(last_event_at) });
}

function queue({ queued, oldest }: Condition, now: number): Phrase {
  return outboxTexts.queue({ count: queued, age: duration(now - (oldest ?? now)) });
}
