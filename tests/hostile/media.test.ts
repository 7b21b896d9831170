// What media are called goes through everything that keeps or shows it: the intake, the dialog, the item, its page, the file.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../flows/feedback/report.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import {
  cleanMedia,
  LONGEST_MEDIA_NAME,
  LONGEST_REFERENCE,
  type MediaReference,
  MOST_MEDIA,
} from '../../src/chat/media.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { hostile, UNSAFE } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

describe('feedback with hostile media', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ markup: 'mrkdwn' });
    await stage.crowd(['language en', 'feedback new ideas "Ideas"'].map((text) => ({ account: 'boss', text })));
  });
  afterAll(() => stage.close());

  it('without a word it is talk in a room, and answered with a hint elsewhere', async () => {
    const all = (more: Partial<InboundMessage>) =>
      stage.crowd(
        hostile.map(({ text }, index) => ({
          ...{
            account: `e${index}`,
            text: '',
            media: [{ kind: 'photo', reference: `${text.slice(0, 400)} 1`, name: text }],
          },
          ...more,
        })),
      );
    for (const addressed of [true, false]) expect(await all({ room: 'fans', addressed })).toEqual([]);
    const hints = await all({});
    expect(hints).toHaveLength(hostile.length);
    for (const hint of hints) expect(hint).toMatch(/请先发“反馈”|write “feedback” and send it again/);
    await stage.noIncidents();
  });

  it('is kept on one line and shown without a live mention, and every page can be sent', async () => {
    const all = (said: (text: string) => { text: string; media?: MediaReference[] }) =>
      stage.crowd(hostile.map(({ text }, index) => ({ account: `p${index}`, ...said(text) })));
    const media = (text: string): MediaReference[] => [
      ...Array.from({ length: 8 }, (_, index) => ({
        kind: 'photo' as const,
        reference: `${text.slice(0, 498)} ${index}`,
      })),
      { kind: 'file', reference: text, name: text },
    ];
    await all(() => ({ text: 'feedback' }));
    await all((text) => ({ text: '', media: media(text) }));
    await all(() => ({ text: 'idea: the photo says it all' }));
    await all(() => ({ text: 'named' }));
    await all(() => ({ text: 'post' }));
    const rows = await stage.world.db.selectFrom('feedback_media').select(['item_id', 'reference']).execute();
    const items = await stage.world.db.selectFrom('feedback_item').select(['number']).execute();
    expect(items.length).toBe(hostile.length);
    expect(rows.length).toBeGreaterThan(8 * items.length);
    for (const { reference } of rows) {
      expect(reference).not.toMatch(UNSAFE);
      expect(reference).not.toMatch(/\n/);
      expect(reference.length).toBeLessThanOrEqual(LONGEST_REFERENCE);
    }
    const shown = await stage.crowd(
      items.map(({ number }, index) => ({ account: `s${index}`, text: `feedback show #${number}` })),
    );
    expect(shown.join()).not.toContain('evil');
    for (const { number } of items.slice(-40)) {
      const [page] = await stage.hears({ account: 'boss', text: `feedback show #${number}` });
      expect(page).not.toMatch(/<(?!!date\^\d+\^)/);
    }
    const { rows: exported } = reportOf(stage.world.db, (await findCampaign(stage.world.db, 'ideas'))!);
    for await (const row of exported) expect(row.at(-1)).toMatch(/^photo terminal /);
    await stage.noIncidents();
    await stage.answers();
  });
});

describe('what the intake lets through', () => {
  it('is ten at most, each once, none cut short, and names as long as names may be', () => {
    const photos = Array.from(
      { length: 5000 },
      (_, index): MediaReference => ({ kind: 'photo', reference: `r${index}` }),
    );
    expect(cleanMedia(photos)).toEqual(photos.slice(0, MOST_MEDIA));
    const [photo] = photos as [MediaReference];
    expect(cleanMedia([photo, { ...photo, kind: 'file' }, { ...photo, reference: ' r0\u200b\n' }])).toEqual([photo]);
    expect(cleanMedia([{ ...photo, reference: 'r'.repeat(LONGEST_REFERENCE + 1) }])).toEqual([]);
    expect(cleanMedia([{ ...photo, reference: '\u2060 ' }])).toEqual([]);
    const named = (name: string) => cleanMedia([{ ...photo, name }])[0]!.name;
    expect(named('a\r\n\u202eb')).toBe('a b');
    expect(named('\ufeff')).toBeUndefined();
    expect(named(`${'x'.repeat(LONGEST_MEDIA_NAME - 1)}𠮷`)).toBe('x'.repeat(LONGEST_MEDIA_NAME - 1));
    for (const { text } of hostile)
      for (const one of cleanMedia([{ kind: 'file', reference: text, name: text }]))
        expect(`${one.reference}${one.name ?? ''}`.isWellFormed()).toBe(true);
  });
});
