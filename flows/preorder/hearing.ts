// Which messages are for a pre-order: a word with what stands behind it, a button, or in a room of it the number of its only button.
import type { Status } from '../../src/campaigns/campaign.ts';
import { campaignsAt } from '../../src/campaigns/store.ts';
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
  /** Of several it is one of these that is meant, where nothing else tells. */
  rather?(preorder: Preorder): boolean;
}

/** Longer is talk, characters. */
const LONGEST = 80;
/** In the rooms of these a word alone is enough. */
const HEARD_IN: readonly Status[] = ['approved', 'scheduled', 'live'];

interface Said {
  word: string;
  rest: string;
  /** It is said to the bot, wherever. */
  toUs: boolean;
}

/**
 * The messages that are for one pre-order and say so clearly. A word that leaves open which one is meant, or has something behind it that
 * means nothing, is left to the word's own answer; so is talk. Costs nothing where nobody says such a word, else two queries.
 */
export async function hear(scope: Scope, turns: readonly Turn[], listening: Listening): Promise<Map<Turn, Heard>> {
  const heard = new Map<Turn, Heard>();
  const said = turns.flatMap((turn) => {
    const one = read(turn, listening);
    return one ? [[turn, one] as const] : [];
  });
  if (said.length === 0) return heard;
  const all = (await known(scope)).filter(listening.on);
  if (all.length === 0) return heard;
  const places = said.map(([{ message }]) => message);
  const campaignsHere = await campaignsAt(scope.trx, KIND, places, HEARD_IN);
  for (const [turn, one] of said) {
    const here = campaignsHere(turn.message).flatMap(({ id }) => all.find((preorder) => preorder.id === id) ?? []);
    const meant = find(one, all, here, listening);
    if (meant) heard.set(turn, meant);
  }
  return heard;
}

function read({ message }: Turn, { words }: Listening): Said | undefined {
  const { choice, room, addressed } = message;
  const said = choice ?? message.text;
  if (message.edited || said.length > LONGEST) return undefined;
  const prefixed = /^\s*[!！]/.test(said);
  const [word = '', ...rest] = fold(said.replace(/^\s*[!！]/, '')).split(' ');
  const toUs = room === undefined || addressed || prefixed || choice !== undefined;
  const presses = room !== undefined && choice === undefined && words.includes('claim') && word === '1';
  if (presses && rest.length === 0) return { word, rest: '', toUs: false };
  return words.includes(word) ? { word, rest: rest.join(' '), toUs } : undefined;
}

function find(
  { rest, toUs }: Said,
  all: readonly Preorder[],
  here: readonly Preorder[],
  { rather = () => true }: Listening,
): Heard | undefined {
  const asked = readRest(rest, all);
  if (asked.type === 'unclear') return undefined;
  const { request } = asked;
  if (request.slug !== undefined) return { preorder: all.find(({ slug }) => slug === request.slug)!, request };
  const own = here.find(rather) ?? here[0];
  const preorder = own ?? (toUs ? (only(all.filter(rather)) ?? only(all)) : undefined);
  return preorder && { preorder, request };
}

function only<Item>([first, second]: readonly Item[]): Item | undefined {
  return second === undefined ? first : undefined;
}
