// Photos and files of an item: what their platform calls them. They are never fetched, and what they are called by their owner is not kept.
import { type MediaKind, MOST_MEDIA, mediaKinds } from '../../src/chat/media.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll, listOf } from '../../src/db/sets.ts';
import { groupBy } from '../../src/group.ts';
import { join, lines, type Phrase } from '../../src/text/phrase.ts';
import { mediaTexts as texts } from './media-text.ts';

export interface Media {
  kind: MediaKind;
  platform: string;
  reference: string;
}

/** What came with a message, behind what was kept before: each once, and no more than an item takes. */
export function withMedia(before: readonly Media[], { platform, media = [] }: InboundMessage): Media[] {
  const known = new Map(before.map((one) => [one.reference, one]));
  for (const { kind, reference } of media) known.set(reference, known.get(reference) ?? { kind, platform, reference });
  return [...known.values()].slice(0, MOST_MEDIA);
}

const columns = { item_id: 'text', rank: 'integer', platform: 'text', kind: 'text', reference: 'text' } as const;

/** Stores what belongs to new items, in its order. */
export async function storeMedia(
  trx: Trx,
  kept: readonly { id: string; media?: readonly Media[] | undefined }[],
): Promise<void> {
  const rows = kept.flatMap(({ id, media = [] }) =>
    media.map(({ kind, platform, reference }, index) => ({
      ...{ item_id: id, rank: index + 1 },
      ...{ kind, platform, reference },
    })),
  );
  await insertAll(trx, 'feedback_media', columns, rows);
}

/** Of these items, by id, in their order; nothing for one that has none. */
export async function mediaOf(db: Db, itemIds: readonly string[]): Promise<Map<string, Media[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db
    .selectFrom(listOf(db, itemIds).as('wanted'))
    .crossJoin('feedback_media as media')
    .whereRef('media.item_id', '=', 'wanted.value')
    .select(['media.item_id', 'media.kind', 'media.platform', 'media.reference'])
    .orderBy('media.item_id')
    .orderBy('media.rank')
    .execute();
  const found = groupBy(rows, ({ item_id }) => item_id);
  return new Map([...found].map(([id, own]) => [id, own.map(({ item_id: _, ...media }) => media)]));
}

/** "2 photos · 1 file" */
export function counted(media: readonly Media[]): Phrase {
  const parts = mediaKinds.map((kind) => {
    const count = media.filter((one) => one.kind === kind).length;
    return count > 0 && texts[kind]({ count });
  });
  return join(' · ', parts);
}

/** For those who may see them: one a line. */
export function references(media: readonly Media[]): Phrase {
  return lines(
    ...media.map(({ kind, platform, reference }) =>
      texts.reference({ kind: texts[`${kind}Name`](), platform, reference }),
    ),
  );
}

/** For a file: "photo slack F1; file slack F2", and of what may not be told the kinds alone. */
export function exported(media: readonly Media[], told: boolean): string {
  return media.map(({ kind, platform, reference }) => (told ? `${kind} ${platform} ${reference}` : kind)).join('; ');
}
