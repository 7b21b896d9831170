// `why`: the last message of our own accord to a person and what it came of, and what was held back.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import type { Turn } from '../engine/flow.ts';
import type { Reason } from '../outbox/gate-rules.ts';
import { reasonName } from '../outbox/reason-text.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import { when } from '../text/when.ts';
import { consentAt, topicsOn } from './consent.ts';
import { topicName } from './contact-text.ts';
import { type Topic, topics } from './topics.ts';
import { whyTexts } from './why-text.ts';

/** So many of the newest rows are looked at: a later one may have been sent sooner. */
const MOST_ROWS = 50;
const MOST_HELD = 3;
/** What was held back longer ago is not told, ms. */
const LATELY = 7 * 24 * 3_600_000;
/** Why a row waits that the gate may let pass later. */
const WAITS: readonly Reason[] = ['quiet hours', 'cap', 'budget', 'paused'];

/** Tells it to whoever asks. */
export async function why(turn: Turn): Promise<void> {
  const came = await newest(turn.trx, turn.person.id, ['sent', 'uncertain']);
  const last = came.map((row) => ({ row, at: instantOf(row) })).sort((one, other) => other.at - one.at)[0];
  const held = (await newest(turn.trx, turn.person.id)).filter((row) => isHeld(row, turn.now));
  turn.reply(
    lines(
      last ? whyTexts.last({ what: titleOf(last.row), when: when(last.at) }) : whyTexts.nothing(),
      last && (await cause(turn, last.row, last.at)),
      held.length > 0 && whyTexts.heldHead(),
      ...held.slice(0, MOST_HELD).map(heldLine),
    ),
  );
}

type Row = Awaited<ReturnType<typeof newest>>[number];

/** Messages of our own accord to the person, the newest first; those in one of these states, or all. */
function newest(db: Db, personId: string, states?: readonly ('sent' | 'uncertain')[]) {
  return (
    db
      .selectFrom('outbox')
      .leftJoin('campaign', 'campaign.id', 'outbox.campaign_id')
      .select(['campaign.title', 'outbox.consent', 'outbox.state', 'outbox.reason'])
      .select(['outbox.created_at', 'outbox.sent_at', 'outbox.next_at'])
      .where('outbox.person_id', '=', personId)
      // Spelled out, for the partial index.
      .where(sql<boolean>`outbox.kind = 'campaign' and outbox.person_id is not null`)
      .$if(states !== undefined, (query) => query.where('outbox.state', 'in', states!))
      .orderBy('outbox.id', 'desc')
      .limit(MOST_ROWS)
      .execute()
  );
}

function isHeld({ state, reason, created_at }: Row, now: number): boolean {
  if (created_at <= now - LATELY) return false;
  return state === 'suppressed' || (state === 'pending' && WAITS.includes(reason as Reason));
}

function instantOf({ sent_at, created_at }: Row): number {
  return sent_at ?? created_at;
}

function titleOf({ title }: Row): Phrase {
  return title === null ? whyTexts.something() : quote(title);
}

/** The choice it came of, as it was when it came; or that they take part. */
async function cause({ trx, person }: Turn, { consent }: Row, at: number): Promise<Phrase> {
  const topic = topics.find((one) => one === consent);
  if (topic === undefined) return whyTexts.part();
  const chosen = await consentAt(trx, person.id, topic, at);
  if (!chosen) return whyTexts.topic({ topic: topicName(topic) });
  const told = { topic: topicName(topic), when: when(chosen.at), place: placeOf(chosen.source) };
  return (await isOn(trx, person.id, topic)) ? whyTexts.chose(told) : whyTexts.choseOnce(told);
}

async function isOn(db: Db, personId: string, topic: Topic): Promise<boolean> {
  return (await topicsOn(db, personId)).includes(topic);
}

/** 'slack' of 'slack:word'. */
function placeOf(source: string): string {
  return source.split(':')[0]!;
}

function heldLine(row: Row): Phrase {
  const told = { what: titleOf(row), reason: reasonName(row.reason ?? '') };
  return row.state === 'pending'
    ? whyTexts.waits({ ...told, when: when(row.next_at) })
    : whyTexts.held({ ...told, when: when(row.created_at) });
}
