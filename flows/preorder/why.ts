// `preorder why` and `preorder mine`: which rule let somebody in, what happened to their part and why, and what comes next.

import { findCampaign } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { type Entry, entriesHeldFor, entriesOf, findEntry, hasEnded } from '../../src/quota/entry.ts';
import { type Lane, laneById, lanesOf } from '../../src/quota/lanes.ts';
import { movesOf } from '../../src/quota/moves.ts';
import { numbersOf } from '../../src/quota/places.ts';
import { aheadOf } from '../../src/quota/standing.ts';
import { fold } from '../../src/text/normalise.ts';
import { forReader, lines, type Phrase, quote, type Reader } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { zoneName } from '../../src/text/zone.ts';
import { preorderBySlug } from './find.ts';
import { KIND, type Preorder } from './preorder.ts';
import { details, laneName } from './say.ts';
import { entryMeant } from './why-find.ts';
import { MERGED, stepsOf } from './why-moves.ts';
import { whyTexts as texts } from './why-text.ts';

/** More steps than these are counted, not told; a member hears as many as a message to them may hold, in characters. */
const STEPS_FOR_STAFF = 50;
const STEPS_FOR_MEMBERS = 4;
const LONGEST_FOR_MEMBERS = 300;
/** More than this are not counted. */
const MOST_AHEAD = 10_000;

const why: Command = {
  name: 'preorder why',
  role: 'staff',
  usage: '[slug] <name | platform:account | number>',
  summary: texts.summaryWhy,
  async run(turn, { words }) {
    const { preorder, person } = await meant(turn, words);
    if (person === '') throw new UserError(texts.usage({ slug: preorder.slug }));
    const entry = await entryMeant(turn.trx, preorder, person);
    tellAlone(turn, await explain(turn.trx, preorder, entry, await nameOf(turn.trx, entry)));
  },
};

const mine: Command = {
  name: 'preorder mine',
  role: 'member',
  usage: '[slug]',
  summary: texts.summaryMine,
  async run(turn, { words: [slug] }) {
    const preorder = await preorderBySlug(turn, slug);
    const entry = (await entriesOf(turn.trx, preorder.id, [turn.person.id])).get(turn.person.id);
    if (!entry) throw new UserError(texts.refuseMine(preorder));
    tellAlone(turn, await explain(turn.trx, preorder, entry));
  },
};

/** What is known of a person does not go into a room. */
function tellAlone(turn: Turn, phrase: Phrase): void {
  const { platform, account, room, event } = turn.message;
  if (room === undefined) return turn.reply(phrase);
  const reader = { language: turn.language, zone: turn.person.zone ?? turn.installation.zone };
  turn.send({ platform, account }, phrase, { kind: 'reply', reader, re: event });
}

export const whyCommands: readonly Command[] = [why, mine];

/** The first word is a slug where a pre-order has it; else all of them are the person. */
async function meant(turn: Turn, words: readonly string[]): Promise<{ preorder: Preorder; person: string }> {
  const [first, ...rest] = words;
  const named = first === undefined ? undefined : await findCampaign(turn.trx, fold(first).slice(0, 60));
  if (named?.kind === KIND) return { preorder: await preorderBySlug(turn, first), person: rest.join(' ') };
  return { preorder: await preorderBySlug(turn, undefined), person: words.join(' ') };
}

async function nameOf(db: Db, { id, personId }: Entry): Promise<Phrase> {
  const named =
    personId === undefined
      ? db.selectFrom('preorder_guest').select('name').where('entry_id', '=', id)
      : db.selectFrom('person').select('name').where('id', '=', personId);
  const row = await named.executeTakeFirst();
  return row ? quote(row.name) : texts.code();
}

/** Everything that is known of one part. Without `who` it is told to whom it belongs. */
async function explain(db: Db, preorder: Preorder, entry: Entry, who?: Phrase): Promise<Phrase> {
  const { title, slug } = preorder;
  const lanes = await lanesOf(db, preorder.id);
  const placed = entry.place && laneById({ lanes }, entry.place.laneId).name;
  const places = placed === undefined ? undefined : { lane: placed, numbers: await numbersOf(db, entry.id) };
  const steps = stepsOf({ entry, moves: await movesOf(db, entry.id), places });
  const same = await entriesHeldFor(db, [`${MERGED}${entry.id}`]);
  const kept = entry.heldFor?.startsWith(MERGED) && (await findEntry(db, entry.heldFor.slice(MERGED.length)));
  const next = await nextOf(db, preorder, entry, who === undefined);
  const told = (most: number) =>
    lines(
      texts.head({ title, who: who ?? texts.you() }),
      details(entry, preorder, lanes),
      entranceOf(preorder, laneById({ lanes }, entry.laneId)),
      steps.length > most && texts.earlier({ count: steps.length - most }),
      ...steps.slice(-most),
      ...same.map(({ number }) => number !== undefined && texts.same({ number })),
      kept && kept.number !== undefined ? texts.mergedInto({ slug, number: kept.number }) : undefined,
      next,
      texts.times({ zone: forReader('time.zone', ({ zone, language }) => quote(zoneName(zone, language))) }),
    );
  return who ? told(STEPS_FOR_STAFF) : forReader('preorder-why.mine', (reader) => shortEnough(told, reader));
}

/** With as many of the last steps as there is room for. */
function shortEnough(told: (most: number) => Phrase, reader: Reader): Phrase {
  for (let most = STEPS_FOR_MEMBERS; most > 1; most -= 1) {
    if (told(most).render(reader).length <= LONGEST_FOR_MEMBERS) return told(most);
  }
  return told(1);
}

/** Who may stand in a lane, by its rule now. */
function entranceOf({ definition }: Preorder, { name }: Lane): Phrase | undefined {
  const lane = laneName(name);
  const who = definition.lanes.find((one) => one.name === name)?.who;
  if (who === undefined) return undefined;
  if (who === 'everyone') return texts.everyone({ lane });
  if (who === 'code') return texts.byCode({ lane });
  if ('tag' in who) return texts.tag({ lane, tag: who.tag });
  if ('points' in who) return texts.points({ lane, points: who.points });
  return texts.since({ lane, day: who.since });
}

async function nextOf(db: Db, { definition }: Preorder, entry: Entry, own: boolean): Promise<Phrase> {
  if (hasEnded(entry)) return texts.nextEnded();
  switch (entry.state) {
    case 'signed':
      return definition.rule === 'draw' ? texts.nextDraw() : texts.nextClaim();
    case 'waiting':
      return texts.nextTurn({ ahead: await aheadOf(db, entry.laneId, entry.turn!, MOST_AHEAD) });
    case 'held':
      return entry.deadline === undefined ? texts.nextNothing() : texts.nextConfirm({ when: when(entry.deadline) });
    case 'offered':
      return texts.nextAccept({ when: when(entry.deadline!) });
    case 'confirmed':
      return own ? texts.nextNothingYours() : texts.nextNothing();
    default:
      return texts.nextDecided();
  }
}
