// `fcode revoke`: the places a code holds come free, and so does what it gave, as far as that was not confirmed.
import type { Arguments, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { readCode } from '../../src/keep/code.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { holdQuota } from '../../src/quota/lanes.ts';
import { endEntries } from '../../src/quota/settle.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { lines, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { codeNamed, codePreorder } from './fcode-find.ts';
import { nameOf } from './fcode-issue.ts';
import { entriesFrom, unusedOf } from './fcode-places.ts';
import { addEvents, endCodes, type Fcode, findCode } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { type Preorder, termsOf } from './preorder.ts';
import { tellOffers, tellStanding } from './tell.ts';

export async function asksToRevoke(
  turn: Turn,
  args: Arguments,
): Promise<{ id: string; consequence: Phrase } | undefined> {
  const { preorder, code } = await meant(turn, args);
  if (code.revoked_at !== null) return undefined;
  const { unused, taken } = await places(turn, code, args);
  const last = quote(code.last_four);
  const consequence = texts.revoking({
    ...{ title: preorder.title, code: last, free: unused.length, taken: taken.length },
  });
  return { id: code.last_four, consequence };
}

export async function revokeCode(turn: Turn, args: Arguments): Promise<void> {
  const { preorder, code: named } = await meant(turn, args);
  const quota = (await holdQuota(turn.trx, preorder.id))!;
  const code = (await findCode(turn.trx, named.id))!;
  const last = quote(code.last_four);
  if (code.revoked_at !== null) return turn.reply(texts.revokedBefore({ code: last, when: when(code.revoked_at) }));
  const { unused, taken, kept } = await places(turn, code, args);
  // A word right behind --used was read as its value.
  const { used = true } = args.options;
  const note = nameOf([...args.words.slice(2), used === true ? '' : used].join(' '));
  await endCodes(turn.trx, [code.id], 'revoked_at', turn.now);
  await addEvents(turn, [
    { fcode_id: code.id, kind: 'revoked', person_id: turn.person.id, note: note === '' ? null : note },
  ]);
  const ending = { state: 'revoked', reason: 'revoked', ...(note !== '' && { note }) } as const;
  const offers = await endEntries(turn, quota, { entries: [...unused, ...taken], ...ending }, termsOf(preorder));
  await tellStanding(
    turn,
    preorder,
    offers.ended.filter(({ personId }) => personId !== undefined),
    quota.lanes,
  );
  await tellOffers(turn, preorder, offers, quota.lanes);
  turn.reply(
    lines(
      texts.revoked({ code: last, free: unused.length, taken: taken.length }),
      kept > 0 && texts.revokedKept({ kept }),
    ),
  );
}

async function meant(turn: Turn, { words: [slug, name] }: Arguments): Promise<{ preorder: Preorder; code: Fcode }> {
  if (slug === undefined || name === undefined) throw new UserError(texts.usageRevoke());
  const preorder = await codePreorder(turn, slug, texts.usageRevoke());
  const read = readCode(name);
  // What waits to be confirmed is stored as it was typed.
  if (read.type === 'code') throw new UserError(texts.refuseWhole({ code: quote(read.code.slice(-4)) }));
  return { preorder, code: await codeNamed(turn, preorder, name) };
}

/** What a code still holds, what of its users goes with it, and how many confirmed places stay. */
async function places(
  { trx }: Turn,
  code: Fcode,
  { options }: Arguments,
): Promise<{ unused: Entry[]; taken: Entry[]; kept: number }> {
  const from = await entriesFrom(trx, code.id);
  const taken = from.filter(({ state }) => state !== 'confirmed' || options['used'] !== undefined);
  return { unused: await unusedOf(trx, [code.id], code.uses), taken, kept: from.length - taken.length };
}
