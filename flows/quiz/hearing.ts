// Which messages are answers: to the question asked last where they were said, or the one whose button was pressed.
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { type Matcher, matcher, type Reading, readChoice } from './matching.ts';
import { anyPlayed, findRound, type Place, placeKey, placeOf, type Round } from './store.ts';
import { placesPlayed, type RoundRoom, roundsAt } from './windows.ts';

export interface Answer {
  type: 'answer';
  round: Round;
  window: RoundRoom;
  reading: Exclude<Reading, { type: 'none' }>;
}

/** What a player said to the bot alone, and what could not be taken for an answer. */
export type NotRead = { type: 'unreadable'; round: Round } | { type: 'no question' };

export type Heard = Answer | NotRead;

/** So long after its end a right answer, or a chosen option, is still taken for a late answer to it; then it is chatter, ms. */
const LATE_FOR = 60_000;
/** A platform's clock may be behind ours by so much: what was sent earlier was no answer to a question not yet asked, ms. */
const CLOCKS_DIFFER = 2_000;

const matchers = new Map<string, Matcher>();
const MATCHERS_KEPT = 100;

export async function hearAnswers(scope: Scope, turns: readonly Turn[]): Promise<Map<Turn, Heard>> {
  const heard = new Map<Turn, Heard>();
  const since = scope.now - LATE_FOR;
  if (!(await anyPlayed(scope.trx, since))) return heard;
  const places = new Map(turns.map((turn) => [placeKey(placeAt(turn)), placeAt(turn)]));
  const rounds = await roundsAt(scope.trx, [...places.values()], since);
  const idle: Turn[] = [];
  for (const turn of turns) {
    const at = await roundFor(scope, turn, rounds);
    const answer = at && readAnswer(turn, at);
    if (answer) heard.set(turn, answer);
    else if (at?.round.status === 'open' && speaksToUs(turn)) heard.set(turn, { type: 'unreadable', round: at.round });
    else if (looksLikeAnswer(turn)) idle.push(turn);
  }
  const played = await placesPlayed(scope.trx, idle.map(placeAt));
  for (const turn of idle) if (played.has(placeKey(placeAt(turn)))) heard.set(turn, { type: 'no question' });
  return heard;
}

function placeAt({ message }: Turn): Place {
  return placeOf(message);
}

/** A button names its round, wherever that was asked; anything else is about the last question asked here. */
async function roundFor(
  scope: Scope,
  turn: Turn,
  rounds: ReadonlyMap<string, { round: Round; window: RoundRoom }>,
): Promise<{ round: Round; window: RoundRoom } | undefined> {
  const here = rounds.get(placeKey(placeAt(turn)));
  const pressed = pressedIn(turn);
  if (!pressed || !here || pressed.roundId === here.round.id) return here;
  // A number typed under older options is an answer to the question that is open now.
  if (turn.message.text.trim() !== '' && here.round.status === 'open') return here;
  const round = await findRound(scope.trx, pressed.roundId);
  return round?.campaignId === here.round.campaignId ? { round, window: here.window } : undefined;
}

function pressedIn({ message: { choice } }: Turn): ReturnType<typeof readChoice> {
  return choice === undefined ? undefined : readChoice(choice);
}

function readAnswer(turn: Turn, { round, window }: { round: Round; window: RoundRoom }): Answer | undefined {
  const { message, now, named } = turn;
  const pressed = pressedIn(turn);
  if (message.choice !== undefined && !pressed) return undefined;
  if (message.sentAt.getTime() < round.askedAt - CLOCKS_DIFFER) return undefined;
  const option = pressed?.roundId === round.id ? pressed.option : undefined;
  const reading = matcherOf(round)(message.text, option);
  if (reading.type === 'none') return undefined;
  // One of Canyu's own words is an answer only where it is the right one.
  if (named && reading.type === 'wrong') return undefined;
  if (round.status !== 'open') {
    const chatter = !round.question.options && reading.type === 'wrong';
    const over = now - (round.closedAt ?? now) > LATE_FOR || round.status === 'withdrawn';
    if (option === undefined && (chatter || over)) return undefined;
  }
  return { type: 'answer', round, window, reading };
}

function matcherOf(round: Round): Matcher {
  const known = matchers.get(round.id);
  if (known) return known;
  const made = matcher(round.question);
  matchers.set(round.id, made);
  if (matchers.size > MATCHERS_KEPT) matchers.delete(matchers.keys().next().value!);
  return made;
}

/** A player alone with the bot, and none of its words; staff are told the nearest command instead. */
function speaksToUs({ message, named, role }: Turn): boolean {
  const { room, choice, edited, text } = message;
  return room === undefined && choice === undefined && !edited && !named && role === 'member' && text.trim() !== '';
}

/** A lone letter of an option, or a number. */
function looksLikeAnswer(turn: Turn): boolean {
  const { message, named } = turn;
  if (message.room !== undefined || message.edited || named) return false;
  return /^[a-j]$/.test(fold(message.text)) || readNumeral(message.text) !== undefined;
}
