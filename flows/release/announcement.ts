// The announcement: what it says, word for word, and the hash by which a confirmation knows it.
import { createHash } from 'node:crypto';
import { canonical } from '../../src/campaigns/definition.ts';
import type { Db } from '../../src/db/schema.ts';
import { feedbackOf } from '../../src/feedback/releases.ts';
import { forReader, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { duration } from '../../src/text/when.ts';
import { type Asking, fitted, itemLine } from './item-lines.ts';
import { type Item, itemsOfRelease, type Release } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import type { Train } from './train.ts';

export interface Announcement {
  train: Train;
  release: Release;
  items: readonly Item[];
  /** By item. */
  asked: ReadonlyMap<string, Asking>;
}

export async function announcementOf(db: Db, train: Train, release: Release): Promise<Announcement> {
  const items = await itemsOfRelease(db, release.id);
  const feedback = await feedbackOf(
    db,
    items.flatMap(({ feedback_id }) => feedback_id ?? []),
  );
  const asked = new Map(
    items.flatMap((item) => {
      const one = feedback.get(item.feedback_id ?? '');
      return one ? [[item.id, { number: one.number, backers: one.backers }] as const] : [];
    }),
  );
  return { train, release, items, asked };
}

/** Of all that staff decide about what is said: another word, another hash. How many back it may grow meanwhile. */
export function hashOf({ train, release, items, asked }: Announcement): string {
  const { number, slot_at, note_en, note_zh } = release;
  const said = {
    ...{ title: train.title, number, slot_at, note_en, note_zh, link: linkOf(train, release) },
    items: items.map(({ id, number: nth, title, owner, team }) => [
      nth,
      title,
      owner,
      team,
      asked.get(id)?.number ?? 0,
    ]),
  };
  return createHash('sha256').update(canonical(said)).digest('hex');
}

export const linkOf = (train: Train, release: Release) => release.link ?? train.definition.link ?? null;

export interface Telling {
  /** How late it is, ms. */
  late?: number;
  /** Lines of the reader's own, behind the items. */
  own?: readonly Phrase[];
  /** Why it came and how to stop, or how to get more. */
  footer: Phrase;
}

/** Fits what a chat bears: the items that do not are counted, never cut. */
export function announcementPhrase(announcement: Announcement, { late = 0, own = [], footer }: Telling): Phrase {
  const { train, release, items, asked } = announcement;
  const about = { title: train.title, number: release.number };
  const head = late >= 60_000 ? texts.announcedLate({ ...about, length: duration(late) }) : texts.announced(about);
  const link = linkOf(train, release);
  return fitted(
    'release.announcement',
    {
      before: [head, noteOf(release)],
      items: items.map((item) => itemLine(item, asked.get(item.id))),
      after: [link !== null && texts.getIt({ link: quote(link) }), ...own, footer],
    },
    (count) => texts.more({ count }),
  );
}

/** The note in the reader's language, or the one there is. */
function noteOf({ note_en, note_zh }: Release): Phrase | undefined {
  if (note_en === null && note_zh === null) return undefined;
  return forReader('release.note', ({ language }) =>
    lines(quote((language === 'en' ? (note_en ?? note_zh) : (note_zh ?? note_en))!)),
  );
}
