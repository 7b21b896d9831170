// `fcode issue`: makes codes and holds their places at once. The codes are said once, to whoever made them, and stored as hashes.
import type { Arguments, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { drawCode, shownCode } from '../../src/keep/code.ts';
import { withoutSecrets } from '../../src/people/audit.ts';
import { newEntry, seat, write } from '../../src/quota/claim.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { holdQuota, type Lane, type Quota } from '../../src/quota/lanes.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { lines, quote } from '../../src/text/phrase.ts';
import { parseInstant, when } from '../../src/text/when.ts';
import { expireBy } from './fcode-expire.ts';
import { codePreorder } from './fcode-find.ts';
import { heldFor } from './fcode-places.ts';
import { addCodes, addEvents, type Fcode } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { hashesOf, keysOf, PURPOSE } from './fcode-typed.ts';
import { KIND, type Preorder } from './preorder.ts';
import { laneName } from './say.ts';
import { staffTexts } from './staff-text.ts';

const MOST_CODES = 1000;
const MOST_USES = 1000;
/** Places that one command may hold: each is a row. */
export const MOST_HELD = 5000;
/** Codes in one message. */
const PAGE = 50;
export const LONGEST_NAME = 80;
/** Begins the topics of messages that tell codes: once they are said, their text is forgotten. */
export const CODE_TOPIC = `${KIND}/fcode/`;

export async function issueCodes(turn: Turn, { words: [slug, written], options }: Arguments): Promise<void> {
  const keyring = keysOf(turn);
  if (slug === undefined || written === undefined) throw new UserError(texts.usageIssue());
  const preorder = await codePreorder(turn, slug, texts.usageIssue());
  const count = readWhole(written, MOST_CODES);
  if (count === undefined) throw new UserError(texts.refuseCount({ slug: preorder.slug }));
  const uses = options['uses'] === undefined ? 1 : readWhole(options['uses'], MOST_USES);
  if (uses === undefined) throw new UserError(texts.refuseUses());
  if (count * uses > MOST_HELD) throw new UserError(texts.refusePlaces({ most: MOST_HELD }));
  const expiresAt = readExpiry(turn, preorder, options['expires']);
  if (preorder.status === 'closed') throw new UserError(texts.refuseClosed({ title: preorder.title }));
  const quota = await holdQuota(turn.trx, preorder.id);
  if (!quota) throw new UserError(staffTexts.refuseUnapproved({ slug: preorder.slug }));
  const lane = laneMeant(preorder, quota, options['lane']);

  const batch = turn.newId();
  const drawn = Array.from({ length: count }, () => drawCode(keyring, PURPOSE, turn.newId()));
  const codes = drawn.map(
    (code): Fcode => ({
      ...{ id: turn.newId(), campaign_id: preorder.id, lane_id: lane.id, hash: hashesOf(keyring, code)[0]! },
      ...{ last_four: code.slice(-4), uses, used: 0, batch, made_at: turn.now },
      ...{ expires_at: expiresAt ?? null, revoked_at: null, expired_at: null },
    }),
  );
  await holdPlaces(turn, quota, lane, codes);
  await addCodes(turn.trx, codes);
  const other = typeof options['to'] === 'string' ? nameOf(options['to']) : null;
  await addEvents(
    turn,
    codes.map(({ id }) => ({ fcode_id: id, kind: 'issued', person_id: turn.person.id, other })),
  );
  if (expiresAt !== undefined) await expireBy(turn, preorder.id, expiresAt);
  const issued = { title: preorder.title, lane: laneName(lane.name), count };
  const until = expiresAt !== undefined && texts.issuedUntil({ when: when(expiresAt, preorder.zone) });
  turn.reply(lines(texts.issued({ ...issued, places: count * uses }), until));
  tellCodes(turn, drawn, issued);
}

/** Only free places, and all of them or none. */
async function holdPlaces(turn: Turn, quota: Quota, lane: Lane, codes: readonly Fcode[]): Promise<void> {
  const entries = codes.flatMap(({ id, uses }) =>
    Array.from({ length: uses }, () => newEntry(turn, quota, { laneId: lane.id, units: 1, heldFor: heldFor(id) })),
  );
  const allotted = await seat(turn, quota, entries);
  if (allotted.size < entries.length) {
    const few = { lane: laneName(lane.name), places: entries.length, left: allotted.size };
    throw new UserError(texts.refuseTooFew(few));
  }
  const held = entries.map((entry): Entry => {
    const { lane: laneId, numbers } = allotted.get(entry.id)!;
    return { ...entry, state: 'held', steps: 1, place: { laneId, number: numbers[0]! } };
  });
  await write(
    turn,
    held.map((entry) => ({ entry, reason: 'held' })),
    allotted.values(),
  );
}

/** In direct messages to whoever asked, wherever that was: in a room everybody could use them. */
function tellCodes(
  turn: Turn,
  drawn: readonly string[],
  about: { title: string; lane: ReturnType<typeof laneName>; count: number },
): void {
  const { platform, account, event } = turn.message;
  const reader = { language: turn.language, zone: turn.person.zone ?? turn.installation.zone };
  for (let first = 0; first < drawn.length; first += PAGE) {
    const page = drawn.slice(first, first + PAGE);
    const topic = `${CODE_TOPIC}${turn.newId()}`;
    const head = texts.codes({ ...about, first: first + 1, last: first + page.length });
    const said = lines(head, quote(page.map(shownCode).join('\n')));
    turn.send({ platform, account }, said, { kind: 'reply', reader, re: event, topic, dedupe: topic });
  }
}

/** Somebody's name as it is kept: short, in one line, and never a code. */
export const nameOf = (written: string): string =>
  Array.from(withoutSecrets(written).replace(/\s+/g, ' ').trim()).slice(0, LONGEST_NAME).join('');

function readWhole(written: string | true, most: number): number | undefined {
  const number = written === true ? undefined : readNumeral(written);
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}

function readExpiry(turn: Turn, { zone }: Preorder, written: string | true | undefined): number | undefined {
  if (written === undefined) return undefined;
  const at = typeof written === 'string' ? parseInstant(written, zone, turn.now) : undefined;
  if (at === undefined) throw new UserError(texts.refuseInstant({ written: quote(String(written).slice(0, 40)) }));
  if (at <= turn.now) throw new UserError(texts.refusePast({ when: when(at, zone) }));
  return at;
}

function laneMeant({ title, definition }: Preorder, quota: Quota, written: string | true | undefined): Lane {
  const open = definition.lanes.filter(({ who }) => who === 'code').map(({ name }) => name);
  const lanes = open.join(', ');
  const [only, second] = open;
  if (only === undefined) throw new UserError(texts.refuseNoLane({ title }));
  if (written === undefined && second !== undefined)
    throw new UserError(texts.refuseWhichLane({ title, lanes, lane: only }));
  const name = written === undefined ? only : fold(String(written));
  const lane = open.includes(name) ? quota.lanes.find((one) => one.name === name) : undefined;
  if (lane) return lane;
  throw new UserError(texts.refuseLane({ title, lanes, lane: quote(name.slice(0, 40)) }));
}
