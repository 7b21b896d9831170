// What was proposed, changed and withdrawn by staff until it is decided.
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { itemLine } from './item-lines.ts';
import { ownerOf, titleOf } from './proposing.ts';
import { stateName } from './say.ts';
import { staffTexts as texts } from './staff-text.ts';
import { holdItems, type Item, itemsNumbered, updateItem } from './store.ts';
import { type Train, trainMeant } from './train.ts';

/** The item that was named, held. Throws a UserError where it is none, or is decided. */
async function itemMeant(
  turn: Turn,
  words: readonly string[],
): Promise<{ train: Train; item: Item; rest: readonly string[] }> {
  const meant = await trainMeant(turn, words);
  const [written = '', ...rest] = meant.words;
  const digits = written.normalize('NFKC').replace(/^#/, '');
  if (!/^\d{1,9}$/.test(digits)) throw new UserError(texts.usageItem());
  const number = Number(digits);
  const found = (await itemsNumbered(turn.trx, meant.train.id, [number])).get(number);
  if (!found) throw new UserError(texts.refuseItem({ number, title: meant.train.title }));
  const item = (await holdItems(turn.trx, [found.id])).get(found.id)!;
  if (item.state !== 'voting' && item.state !== 'approved')
    throw new UserError(texts.refuseDone({ title: quote(item.title), state: stateName(item.state) }));
  return { train: meant.train, item, rest };
}

export const editCommand: Command = {
  name: 'release edit',
  role: 'staff',
  usage: '[slug] number [--title "…"] [--owner platform:account] [--team …]',
  summary: texts.summaryEdit,
  options: ['title', 'owner', 'team'],
  async run(turn, { words, options }) {
    const { item } = await itemMeant(turn, words);
    const { title, owner, team } = options;
    if (title === undefined && owner === undefined && team === undefined)
      throw new UserError(texts.usageEdit({ number: item.number }));
    const given = await ownerOf(turn, options);
    const change = {
      ...(title !== undefined && { title: titleOf(String(title)) }),
      ...(owner !== undefined && { owner: given.owner, owner_id: given.owner_id }),
      ...(team !== undefined && { team: given.team }),
    };
    await updateItem(turn.trx, item.id, change);
    turn.reply(texts.edited({ number: item.number, line: itemLine({ ...item, ...change }) }));
  },
};

export const withdrawCommand: Command = {
  name: 'release withdraw',
  role: 'staff',
  usage: '[slug] number',
  summary: texts.summaryWithdraw,
  async confirm(turn, { words }) {
    const { item } = await itemMeant(turn, words);
    return { id: String(item.number), consequence: withdrawing(item) };
  },
  async run(turn, { words }) {
    const { item } = await itemMeant(turn, words);
    await updateItem(turn.trx, item.id, { state: 'withdrawn', release_id: null, decided_at: turn.now });
    turn.reply(texts.withdrawn({ number: item.number }));
  },
};

function withdrawing({ number, title, yes, no }: Item): Phrase {
  return texts.withdrawing({ number, title: quote(title), votes: yes + no });
}
