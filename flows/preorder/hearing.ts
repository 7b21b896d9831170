// Which messages are for a pre-order: a word with what stands behind it, a button, or in a room of it the number of its only button.
import { liveAt } from '../../src/campaigns/store.ts';
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { fold } from '../../src/text/normalise.ts';
import { known, readRest } from './find.ts';
import { KIND, type Preorder } from './preorder.ts';
import type { Request } from './rules.ts';

export interface Heard {
  preorder: Preorder;
  request: Request;
}

export interface Listening {
  /** Folded; a button says the same as what is typed. */
  words: readonly string[];
  /** Whether a pre-order wants to be asked at all. */
  on(preorder: Preorder): boolean;
}

/** Longer is talk, characters. */
const LONGEST = 80;

/**
 * The messages that are for one pre-order and say so clearly. A word that leaves open which one is meant, or has something behind it that
 * means nothing, is left to the word's own answer; so is talk.
 */
export async function hear(scope: Scope, turns: readonly Turn[], listening: Listening): Promise<Map<Turn, Heard>> {
  const heard = new Map<Turn, Heard>();
  const all = (await known(scope)).filter(listening.on);
  if (all.length === 0) return heard;
  const liveHere = await liveAt(
    scope.trx,
    KIND,
    turns.map(({ message }) => message),
  );
  for (const turn of turns) {
    if (turn.message.edited) continue;
    const here = liveHere(turn.message).flatMap(({ id }) => all.find((one) => one.id === id) ?? []);
    const one = read(turn, all, here, listening);
    if (one) heard.set(turn, one);
  }
  return heard;
}

function read(
  { message }: Turn,
  all: readonly Preorder[],
  here: readonly Preorder[],
  { words }: Listening,
): Heard | undefined {
  const { choice, room, addressed } = message;
  const said = choice ?? message.text;
  if (said.length > LONGEST) return undefined;
  const prefixed = /^\s*[!！]/.test(said);
  const [word = '', ...rest] = fold(said.replace(/^\s*[!！]/, '')).split(' ');
  if (
    room !== undefined &&
    choice === undefined &&
    words.includes('claim') &&
    word === '1' &&
    rest.length === 0 &&
    here[0]
  ) {
    return { preorder: here[0], request: {} };
  }
  if (!words.includes(word)) return undefined;
  const asked = readRest(rest.join(' '), all);
  if (asked.type === 'unclear') return undefined;
  const { request } = asked;
  if (request.slug !== undefined) return { preorder: all.find(({ slug }) => slug === request.slug)!, request };
  const toUs = room === undefined || addressed || prefixed || choice !== undefined;
  const preorder = here[0] ?? (toUs && all.length === 1 ? all[0] : undefined);
  return preorder && { preorder, request };
}
