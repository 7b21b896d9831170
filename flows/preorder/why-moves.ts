// Each step of somebody's part in words: what happened, and for which reason.
import { readDrawNote } from '../../src/quota/decide.ts';
import { type Entry, owns } from '../../src/quota/entry.ts';
import type { Move } from '../../src/quota/moves.ts';
import { forReader, join, type Phrase, quote } from '../../src/text/phrase.ts';
import { localTime } from '../../src/text/zone.ts';
import { laneName } from './say.ts';
import { whyTexts as texts } from './why-text.ts';

/** The part is that of a person who turned out to be another: behind it stands the entry that stayed. */
export const MERGED = 'merged/';

/** Characters. */
const LONGEST_NOTE = 100;

export interface Told {
  entry: Entry;
  moves: readonly Move[];
  /** What it has now. */
  places: { lane: string; numbers: readonly number[] } | undefined;
}

/** One phrase a step, the first first. */
export function stepsOf({ entry, moves, places }: Told): Phrase[] {
  const taken = places && placesPhrase(places);
  const lastTaken = owns(entry) ? moves.findLast(isTaking) : undefined;
  const steps = moves.map((move) => at(move.at, whatOf(move, entry, move === lastTaken ? taken : undefined, moves)));
  return [...beginning(entry, moves), ...steps, ...reminded(entry)];
}

/** The sign-up is no move; who claimed without one began with the claim. */
function beginning({ createdAt, number }: Entry, [first]: readonly Move[]): Phrase[] {
  if (first && first.at === createdAt && first.reason !== 'drawn') return [];
  return [at(createdAt, number === undefined ? texts.kept() : texts.signedUp())];
}

const reminded = ({ deadline, remindAt }: Entry): Phrase[] =>
  deadline !== undefined && remindAt === undefined ? [texts.reminded()] : [];

const isTaking = ({ reason, state }: Move): boolean =>
  owns({ state }) && ['claimed', 'held', 'drawn', 'offered', 'code'].includes(reason);

const placesPhrase = ({ lane, numbers }: { lane: string; numbers: readonly number[] }): Phrase =>
  texts.places({ count: numbers.length, numbers: numbers.join(', '), lane: laneName(lane) });

function whatOf(move: Move, entry: Entry, places: Phrase | undefined, moves: readonly Move[]): Phrase {
  const turn = entry.turn !== undefined && move === moves.at(-1) ? entry.turn : undefined;
  const what = happened(move, places, turn);
  const draw = readDrawNote(move.note);
  if (draw && move.reason === 'drawn') return texts.drewOf({ what, size: draw.size, lane: laneName(draw.lane) });
  return move.note === undefined ? what : texts.noted({ what, note: quote(move.note.slice(0, LONGEST_NOTE)) });
}

function happened({ reason, state }: Move, places: Phrase | undefined, turn: number | undefined): Phrase {
  switch (reason) {
    case 'claimed':
      if (state !== 'waiting') return places ? texts.tookPlaces({ places }) : texts.tookBefore();
      return turn === undefined ? texts.tookTurnBefore() : texts.tookTurn({ turn });
    case 'drawn':
      if (state !== 'waiting') return places ? texts.drewPlaces({ places }) : texts.drewBefore();
      return turn === undefined ? texts.drewTurnBefore() : texts.drewTurn({ turn });
    case 'offered':
      return places ? texts.offeredPlaces({ places }) : texts.offeredBefore();
    case 'code':
      if (!owns({ state })) return texts.handedOver();
      return places ? texts.tookOver({ places }) : texts.tookOverBefore();
    case 'held':
      return texts.kept();
    case 'confirmed':
    case 'accepted':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'revoked':
    case 'merged':
    case 'staff':
      return texts[reason]();
  }
}

const at = (instant: number, what: Phrase): Phrase => texts.move({ at: moment(instant), what });

/** '11-27 09:00:03' on the reader's clock: with seconds, since they decide. */
function moment(instant: number): Phrase {
  return forReader('time.moment', ({ zone }) => {
    const { month, day, hour, minute, second } = localTime(instant, zone);
    const [date, clock] = [
      [month, day],
      [hour, minute, second],
    ].map((parts) => parts.map(twoDigits));
    return join(' ', [quote(date!.join('-')), quote(clock!.join(':'))]);
  });
}

const twoDigits = (part: number): string => String(part).padStart(2, '0');
