// `tag add|remove|list`: staff tell people apart by tags.
import type { Db } from '../db/schema.ts';
import { tableOf } from '../db/sets.ts';
import type { Arguments, Command, Turn } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import { addressesOf } from './addresses.ts';
import { readIdentity } from './identity.ts';
import { tagTexts } from './tag-text.ts';
import { addTag, countTagged, listTagged, listTags, parseTag, removeTag } from './tags.ts';

/** So many of those who have a tag are named. */
const MOST_NAMED = 50;
/** So many of those whom we do not know are named. */
const MOST_UNKNOWN = 10;

export const tagCommands: readonly Command[] = [
  {
    name: 'tag add',
    role: 'staff',
    usage: '<tag> <platform:account …>',
    summary: tagTexts.addSummary,
    async run(turn, args) {
      const { tag, persons } = await meant(turn, 'add', args);
      const count = await addTag(turn, tag, persons);
      if (count === 0) return turn.reply(tagTexts.addedNobody({ tag }));
      turn.reply(tagTexts.added({ tag, count, total: await countTagged(turn.trx, tag) }));
    },
  },
  {
    name: 'tag remove',
    role: 'staff',
    usage: '<tag> <platform:account …>',
    summary: tagTexts.removeSummary,
    async run(turn, args) {
      const { tag, persons } = await meant(turn, 'remove', args);
      const count = await removeTag(turn.trx, tag, persons);
      if (count === 0) return turn.reply(tagTexts.removedNobody({ tag }));
      turn.reply(tagTexts.removed({ tag, count, total: await countTagged(turn.trx, tag) }));
    },
  },
  {
    name: 'tag list',
    role: 'staff',
    usage: '[tag]',
    summary: tagTexts.listSummary,
    async run(turn, { words: [text] }) {
      turn.reply(text === undefined ? await everyTag(turn.trx) : await tagged(turn.trx, readTag(text)));
    },
  },
];

async function everyTag(db: Db): Promise<Phrase> {
  const tags = await listTags(db);
  if (tags.length === 0) return tagTexts.none();
  return lines(...tags.map(({ tag, persons }) => tagTexts.tag({ tag, count: persons })));
}

async function tagged(db: Db, tag: string): Promise<Phrase> {
  const count = await countTagged(db, tag);
  if (count === 0) throw new UserError(tagTexts.refuseNoSuchTag({ tag }));
  const persons = await listTagged(db, tag, MOST_NAMED);
  const known = await addressesOf(
    db,
    persons.map(({ id }) => id),
    { stopped: true },
  );
  const named = persons.map(({ id, name }) => {
    const { platform, account } = known.get(id)!.address;
    return tagTexts.person({ identity: quote(`${platform}:${account}`), name });
  });
  const more = count - persons.length;
  return lines(tagTexts.head({ tag, count }), ...named, more > 0 && tagTexts.more({ count: more }));
}

/** Throws a UserError for what is no tag, for nobody, and for those whom we do not know; nothing is changed then. */
async function meant(
  { trx }: Turn,
  verb: string,
  { words: [text, ...identities] }: Arguments,
): Promise<{ tag: string; persons: string[] }> {
  const tag = readTag(text ?? '');
  if (identities.length === 0) throw new UserError(tagTexts.refuseNobody({ verb, tag }));
  return { tag, persons: await personsOf(trx, identities) };
}

function readTag(text: string): string {
  const tag = parseTag(text);
  if (tag === undefined) throw new UserError(tagTexts.refuseTag({ tag: quote(text.slice(0, 60)) }));
  return tag;
}

async function personsOf(db: Db, identities: readonly string[]): Promise<string[]> {
  const wanted = tableOf(
    db,
    { platform: 'text', account: 'text' },
    identities.map(readIdentity).map(({ platform, account }) => ({ platform, account })),
  );
  const found = await db
    .selectFrom(wanted.as('wanted'))
    .crossJoin('identity')
    .whereRef('identity.platform', '=', 'wanted.platform')
    .whereRef('identity.account', '=', 'wanted.account')
    .select(['identity.platform', 'identity.account', 'identity.person_id'])
    .execute();
  const known = new Set(found.map(({ platform, account }) => `${platform}:${account}`));
  const unknown = identities.filter((identity) => !known.has(identity));
  if (unknown.length > 0) {
    const named = quote(unknown.slice(0, MOST_UNKNOWN).join(', '));
    throw new UserError(tagTexts.refuseUnknown({ identities: named }));
  }
  return found.map(({ person_id }) => person_id);
}
