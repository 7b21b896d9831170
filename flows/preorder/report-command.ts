// `preorder export` in chat: how to get the file, and what would be in it. Names and answers do not go through a chat.
import type { Db } from '../../src/db/schema.ts';
import type { Command } from '../../src/engine/flow.ts';
import type { EntryState } from '../../src/quota/entry.ts';
import { lanesOf } from '../../src/quota/lanes.ts';
import { join, lines, type Phrase } from '../../src/text/phrase.ts';
import { preorderBySlug } from './find.ts';
import type { Preorder } from './preorder.ts';
import { reportTexts as texts } from './report-text.ts';
import { laneName } from './say.ts';

export const exportCommand: Command = {
  name: 'preorder export',
  role: 'staff',
  usage: '[slug]',
  summary: texts.summary,
  async run(turn, { words: [slug] }) {
    turn.reply(await summaryOf(turn.trx, await preorderBySlug(turn, slug)));
  },
};

async function summaryOf(db: Db, { id, title, slug, definition }: Preorder): Promise<Phrase> {
  const rows = await db
    .selectFrom('entry')
    .where('campaign_id', '=', id)
    .groupBy(['lane_id', 'state'])
    .select((of) => ['lane_id', 'state', of.fn.countAll<number>().as('count')])
    .execute();
  const counted = rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
  const lanes = (await lanesOf(db, id)).map((lane) => {
    const counts = STATES.flatMap((state) => {
      const row = counted.find((one) => one.lane_id === lane.id && one.state === state);
      return row ? [texts[state]({ count: row.count })] : [];
    });
    return counts.length > 0 && texts.lane({ lane: laneName(lane.name), counts: join(' · ', counts) });
  });
  return lines(
    texts.how({ title, slug, rows: counted.reduce((sum, { count }) => sum + count, 0) }),
    ...lanes,
    definition.rule === 'draw' && texts.check({ slug }),
  );
}

/** In the order in which they are told. */
const STATES: readonly EntryState[] = [
  ...(['signed', 'claimed', 'waiting', 'held', 'offered', 'confirmed'] as const),
  ...(['cancelled', 'declined', 'expired', 'revoked'] as const),
];
