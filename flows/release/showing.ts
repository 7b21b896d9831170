// Where a train stands, for everybody; what of it staff alone need to know, for staff.
import type { Command, Turn } from '../../src/engine/flow.ts';
import { broadcastStates } from '../../src/outbox/broadcast.ts';
import { reasonName } from '../../src/outbox/reason-text.ts';
import { mayAct } from '../../src/people/person.ts';
import { nextSlot, readRule } from '../../src/schedule/cron.ts';
import { readWeekly } from '../../src/schedule/weekly.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { announcementOf, hashOf } from './announcement.ts';
import { audienceOf, audiencePhrase, broadcastKey } from './audience.ts';
import { itemLine } from './item-lines.ts';
import { staffTexts } from './staff-text.ts';
import { announcedReleases, currentRelease, type Item, itemsOfRelease, type Release, votedOn } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { type Train, trainNamed } from './train.ts';

const SLOTS_SHOWN = 5;
const MOST_ITEMS = 20;

export const showCommand: Command = {
  name: 'release show',
  role: 'member',
  usage: '[slug]',
  summary: texts.showSummary,
  async run(turn, { words: [slug] }) {
    const train = await trainNamed(turn, slug);
    const release = await currentRelease(turn.trx, train.id);
    const staff = mayAct(turn.role, 'staff') && turn.message.room === undefined;
    turn.reply(
      lines(...(await standing(turn, train, release)), ...(staff ? await forStaff(turn, train, release) : [])),
    );
  },
};

async function standing(turn: Turn, train: Train, release: Release | undefined): Promise<(Phrase | false)[]> {
  const { title, zone, status } = train;
  if (!release) return [texts.noneNow()];
  const approved = await itemsOfRelease(turn.trx, release.id);
  const state =
    release.state === 'open'
      ? texts.open({ when: when(release.freeze_at, zone) })
      : texts.frozen({ when: when(release.slot_at, zone) });
  return [
    texts.head({ title, number: release.number, when: when(release.slot_at, zone) }),
    status === 'paused' ? texts.paused({ title }) : state,
    approved.length > 0 && texts.approvedHead(),
    ...approved.map((item) => itemLine(item)),
  ];
}

async function forStaff(turn: Turn, train: Train, release: Release | undefined): Promise<(Phrase | false)[]> {
  const { slug, zone } = train;
  const told: (Phrase | false)[] = [];
  if (release?.state === 'frozen') {
    const announcement = await announcementOf(turn.trx, train, release);
    const confirmed = hashOf(announcement) === release.confirmed_hash;
    if (announcement.items.length > 0)
      told.push(confirmed ? staffTexts.confirmedLine() : staffTexts.unconfirmedLine({ slug }));
  }
  if (release) told.push(audiencePhrase(await audienceOf(turn, train, release)));
  const [last] = await announcedReleases(turn.trx, train.id, 1);
  if (last) told.push(await reached(turn, train, last));
  const slots: Phrase[] = [];
  const rule = readRule(readWeekly(train.definition.announce)!);
  for (let at = turn.now; slots.length < SLOTS_SHOWN; slots.push(when(at, zone))) at = nextSlot(rule, zone, at)!;
  told.push(staffTexts.nextSlots({ slots: join(' · ', slots) }));
  return told;
}

/** What has become of the last announcement, person by person. */
async function reached(turn: Turn, { title }: Train, last: Release): Promise<Phrase> {
  const states = await broadcastStates(turn.trx, broadcastKey(last.id));
  const names: Record<string, () => Phrase> = {
    ...{ pending: staffTexts.pending, sending: staffTexts.sending, sent: staffTexts.sent },
    ...{ uncertain: staffTexts.uncertain, failed: staffTexts.failed, suppressed: staffTexts.suppressed },
  };
  const said = states.map(({ state, reason, count }) => {
    const name = names[state]!();
    return reason === null || state === 'sent'
      ? staffTexts.state({ state: name, count })
      : staffTexts.stateReason({ state: name, reason: reasonName(reason), count });
  });
  const head = texts.announced({ title, number: last.number });
  return said.length === 0 ? head : join(' ', [head, staffTexts.fanout({ states: join(', ', said) })]);
}

export const itemsCommand: Command = {
  name: 'release items',
  role: 'member',
  usage: '[slug]',
  summary: texts.itemsSummary,
  async run(turn, { words: [slug] }) {
    const train = await trainNamed(turn, slug);
    const release = await currentRelease(turn.trx, train.id);
    const approved = release ? await itemsOfRelease(turn.trx, release.id) : [];
    const up = await votedOn(turn.trx, train.id);
    const open = mayAct(turn.role, 'staff') || train.definition.vote.tallies === 'live';
    const line = (item: Item) => {
      const { number, title, yes, no } = item;
      return open ? texts.lineTally({ number, title: quote(title), yes, no }) : itemLine(item);
    };
    const more = up.length - MOST_ITEMS;
    turn.reply(
      lines(
        approved.length > 0 && texts.approvedHead(),
        ...approved.map((item) => itemLine(item)),
        up.length > 0 && texts.votingHead(),
        ...up.slice(0, MOST_ITEMS).map(line),
        more > 0 && texts.more({ count: more }),
        approved.length + up.length === 0 && texts.nothingYet(),
      ),
    );
  },
};
