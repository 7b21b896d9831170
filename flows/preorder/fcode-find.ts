// Which pre-order and which code staff mean.
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { readCode } from '../../src/keep/code.ts';
import type { Lane } from '../../src/quota/lanes.ts';
import { lanesOf } from '../../src/quota/lanes.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { codeByHash, codesNamed, type Fcode } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { hashesOf, keysOf } from './fcode-typed.ts';
import { preorderBySlug } from './find.ts';
import type { Preorder } from './preorder.ts';
import { laneName } from './say.ts';

/** So many ids are proposed where the last four characters do not tell. */
const MOST_PROPOSED = 5;

/** The pre-order of that slug; a code in its place is not said again. Throws a UserError. */
export async function codePreorder(turn: Turn, slug: string | undefined, usage: Phrase): Promise<Preorder> {
  if (slug !== undefined && readCode(slug).type === 'code') throw new UserError(texts.refuseCodeForSlug({ usage }));
  return preorderBySlug(turn, slug);
}

/** The code of a pre-order with these last four characters, or this id. Throws a UserError where that does not tell. */
export async function codeNamed(turn: Turn, { id, slug }: Preorder, written: string): Promise<Fcode> {
  const name = written.normalize('NFKC').trim().slice(0, 40);
  const [only, ...others] = await codesNamed(turn.trx, id, name, MOST_PROPOSED);
  const code = quote(name.toUpperCase());
  if (!only) throw new UserError(texts.refuseNone({ slug, code }));
  if (others.length === 0) return only;
  throw new UserError(texts.refuseSeveral({ slug, code, ids: [only, ...others].map((one) => one.id).join(', ') }));
}

/** The same, or by the code itself, with or without spaces in it. */
export async function codeTraced(turn: Turn, preorder: Preorder, written: string): Promise<Fcode> {
  const read = readCode(written);
  if (read.type === 'slip' && !/^[0-9a-f-]{36}$/i.test(written)) throw new UserError(texts.refuseSlip());
  if (read.type !== 'code') return codeNamed(turn, preorder, written);
  const code = await codeByHash(turn.trx, hashesOf(keysOf(turn), read.code));
  if (code?.campaign_id === preorder.id) return code;
  throw new UserError(texts.refuseNone({ slug: preorder.slug, code: quote(read.code.slice(-4)) }));
}

export type State = 'free' | 'usedUp' | 'isRevoked' | 'isExpired';

export function stateOf({ uses, used, revoked_at, expires_at }: Fcode, now: number): State {
  if (revoked_at !== null) return 'isRevoked';
  if (used === uses) return 'usedUp';
  return expires_at !== null && expires_at <= now ? 'isExpired' : 'free';
}

export async function laneNames(turn: Turn, campaignId: string): Promise<(laneId: string) => Phrase> {
  const lanes: Lane[] = await lanesOf(turn.trx, campaignId);
  return (laneId) => laneName(lanes.find(({ id }) => id === laneId)!.name);
}
