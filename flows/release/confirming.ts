// `release note` and `release confirm`: what the announcement says, shown word for word, and confirmed until anything of it changes.
import { roomsOf } from '../../src/campaigns/store.ts';
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { forReader, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { type Announcement, announcementOf, announcementPhrase, hashOf } from './announcement.ts';
import { audienceOf, audiencePhrase } from './audience.ts';
import { linkSchema } from './definition.ts';
import { fallbackPhrase } from './say.ts';
import { staffTexts as texts } from './staff-text.ts';
import { holdCurrent, type Release, updateRelease } from './store.ts';
import { releaseTexts } from './text.ts';
import { type Train, trainNamed } from './train.ts';

const LONGEST_NOTE = 100;

export const noteCommand: Command = {
  name: 'release note',
  role: 'staff',
  usage: '[slug] [--en "…"] [--zh "…"] [--link https://…]',
  summary: texts.summaryNote,
  options: ['en', 'zh', 'link'],
  async run(turn, { words: [slug], options }) {
    const { train, release } = await releaseMeant(turn, slug);
    const { en, zh, link } = options;
    if (en === undefined && zh === undefined && link === undefined) throw new UserError(texts.usageNote());
    const change = {
      ...(en !== undefined && { note_en: noteOf(en) }),
      ...(zh !== undefined && { note_zh: noteOf(zh) }),
      ...(link !== undefined && { link: linkOf(link) }),
    };
    await updateRelease(turn.trx, release.id, change);
    turn.reply(texts.noted({ number: release.number }));
    await sayVoided(turn, train, { ...release, ...change });
  },
};

function noteOf(written: string | true): string | null {
  const note = written === true ? '' : written.replace(/\s+/g, ' ').trim();
  if (Array.from(note).length > LONGEST_NOTE) throw new UserError(texts.refuseNote({ most: LONGEST_NOTE }));
  return note === '' ? null : note;
}

function linkOf(written: string | true): string | null {
  if (written === true || written.trim() === '') return null;
  const read = linkSchema.safeParse(written);
  if (!read.success) throw new UserError(texts.refuseLink({ link: written.slice(0, 60) }));
  return read.data;
}

/** Says that a confirmation holds no more, where one stood and something of the announcement is different now. */
export async function sayVoided(turn: Turn, train: Train, release: Release): Promise<void> {
  if (release.confirmed_hash === null) return;
  if (hashOf(await announcementOf(turn.trx, train, release)) !== release.confirmed_hash) turn.reply(texts.voided());
}

/** The release on its way, held. Throws a UserError where there is none. */
async function releaseMeant(turn: Turn, slug: string | undefined): Promise<{ train: Train; release: Release }> {
  const train = await trainNamed(turn, slug);
  const release = await holdCurrent(turn.trx, train.id);
  if (!release) throw new UserError(texts.noRelease({ title: train.title }));
  return { train, release };
}

/** What can be confirmed now. Throws a UserError where nothing can. */
async function toConfirm(turn: Turn, slug: string | undefined): Promise<Announcement> {
  const { train, release } = await releaseMeant(turn, slug);
  if (release.state === 'open')
    throw new UserError(texts.notYet({ number: release.number, when: when(release.freeze_at, train.zone) }));
  const announcement = await announcementOf(turn.trx, train, release);
  if (announcement.items.length === 0)
    throw new UserError(texts.nothingToConfirm({ number: release.number, fallback: fallbackPhrase(train) }));
  return announcement;
}

/** Of the hash, so that what is typed back is what was read. */
const idOf = (announcement: Announcement) => hashOf(announcement).slice(0, 6);

export const confirmCommand: Command = {
  name: 'release confirm',
  role: 'staff',
  usage: '[slug]',
  summary: texts.summaryConfirm,
  async confirm(turn, { words: [slug] }) {
    const announcement = await toConfirm(turn, slug);
    return { id: idOf(announcement), consequence: await preview(turn, announcement) };
  },
  async run(turn, { words: [slug] }) {
    const announcement = await toConfirm(turn, slug);
    const { train, release } = announcement;
    const confirmed = { confirmed_hash: hashOf(announcement), confirmed_by: turn.person.id, confirmed_at: turn.now };
    await updateRelease(turn.trx, release.id, confirmed);
    turn.reply(texts.confirmed({ number: release.number, when: when(release.slot_at, train.zone) }));
  },
};

async function preview(turn: Turn, announcement: Announcement): Promise<Phrase> {
  const { train, release } = announcement;
  const said = announcementPhrase(announcement, { footer: releaseTexts.why() });
  const inLanguage = (language: 'en' | 'zh-CN') =>
    forReader('release.preview', (reader) => ({ code: said.code, render: () => said.render({ ...reader, language }) }));
  return texts.preview({
    ...{ number: release.number, title: train.title, when: when(release.slot_at, train.zone) },
    ...{ en: inLanguage('en'), zh: inLanguage('zh-CN'), rooms: (await roomsOf(turn.trx, train.id)).length },
    audience: audiencePhrase(await audienceOf(turn, train, release)),
  });
}
