// `fcode trace` and `fcode list`: where a code came from, where it went, and how many there are.
import type { Arguments, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { codePreorder, codeTraced, laneNames, stateOf } from './fcode-find.ts';
import { entriesFrom } from './fcode-places.ts';
import type { Fcode, FcodeEvent } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import type { Preorder } from './preorder.ts';

/** So many events, or codes, are in one message; the latest. */
const MOST_SHOWN = 20;

type Traced = FcodeEvent & { name: string | null };

export async function traceCode(turn: Turn, { words: [slug, ...rest] }: Arguments): Promise<void> {
  if (slug === undefined || rest.length === 0) throw new UserError(texts.usageTrace());
  const preorder = await codePreorder(turn, slug, texts.usageTrace());
  const code = await codeTraced(turn, preorder, rest.join(' '));
  const { uses, used, expires_at } = code;
  const laneOf = await laneNames(turn, preorder.id);
  const { events, more } = await latestEvents(turn, code);
  const places = new Map((await entriesFrom(turn.trx, code.id)).map((entry) => [entry.id, entry]));
  const said = events.map((event) => {
    const entry = event.entry_id === null ? undefined : places.get(event.entry_id);
    const fate = entry ? texts.fatePlace({ place: entry.place!.number, state: entry.state }) : texts.fateGone();
    return traced(event, preorder, fate);
  });
  const about = { slug: preorder.slug, lane: laneOf(code.lane_id), code: quote(code.last_four) };
  turn.reply(
    lines(
      texts.head({ ...about, used, uses, state: texts[stateOf(code, turn.now)]() }),
      expires_at !== null && texts.expires({ when: when(expires_at, preorder.zone) }),
      ...said,
      more > 0 && texts.more({ count: more }),
    ),
  );
}

function traced(event: Traced, { zone }: Preorder, fate: Phrase): Phrase {
  const at = { when: when(event.at, zone), who: event.name === null ? texts.nobody() : quote(event.name) };
  const { other, note } = event;
  switch (event.kind) {
    case 'issued':
      return other === null ? texts.issuedBy(at) : texts.issuedTo({ ...at, other });
    case 'passed':
      return texts.passedTo({ ...at, other: other ?? '' });
    case 'used':
      return texts.usedBy({ ...at, fate });
    case 'revoked':
      return note === null ? texts.revokedBy(at) : texts.revokedWhy({ ...at, note });
    case 'expired':
      return texts.expiredAt(at);
  }
}

/** How it was issued, and the latest of what befell it since. */
async function latestEvents({ trx }: Turn, { id }: Fcode): Promise<{ events: Traced[]; more: number }> {
  const query = trx
    .selectFrom('fcode_event as event')
    .leftJoin('person', 'person.id', 'event.person_id')
    .where('event.fcode_id', '=', id)
    .selectAll('event')
    .select('person.name');
  const issued = await query.where('event.step', '=', 1).execute();
  const latest = await query.where('event.step', '>', 1).orderBy('event.step', 'desc').limit(MOST_SHOWN).execute();
  const last = latest[0]?.step ?? 1;
  return { events: [...issued, ...latest.reverse()], more: last - 1 - latest.length };
}

export async function listCodes(turn: Turn, { words: [slug] }: Arguments): Promise<void> {
  const preorder = await codePreorder(turn, slug, quote('fcode list <slug>'));
  const { title, id } = preorder;
  const codes = await counted(turn, id);
  if (codes.codes === 0) return turn.reply(texts.noCodes({ title, slug: preorder.slug }));
  const latest = await turn.trx
    .selectFrom('fcode')
    .innerJoin('fcode_event as event', 'event.fcode_id', 'fcode.id')
    .where('fcode.campaign_id', '=', id)
    .where('event.step', '=', 1)
    .selectAll('fcode')
    .select('event.other')
    .orderBy('fcode.made_at', 'desc')
    .orderBy('fcode.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  const laneOf = await laneNames(turn, id);
  const said = latest.map((code) => {
    const { used, uses, other } = code;
    const about = { code: quote(code.last_four), lane: laneOf(code.lane_id), used, uses };
    const state = texts[stateOf(code, turn.now)]();
    return other === null ? texts.line({ ...about, state }) : texts.lineTo({ ...about, state, other });
  });
  const more = codes.codes - latest.length;
  turn.reply(lines(texts.counts({ title, ...codes }), ...said, more > 0 && texts.more({ count: more })));
}

/** Codes, and uses by what became of them: issued = used + free + revoked + expired. */
async function counted({ trx, now }: Turn, campaignId: string) {
  const rows = await trx
    .selectFrom('fcode')
    .where('campaign_id', '=', campaignId)
    .groupBy(['revoked_at', 'expires_at'])
    .select((row) => [
      'revoked_at',
      'expires_at',
      row.fn.countAll<number>().as('codes'),
      row.fn.sum<number>('uses').as('uses'),
      row.fn.sum<number>('used').as('used'),
    ])
    .execute();
  const counts = { codes: 0, issued: 0, used: 0, free: 0, revoked: 0, expired: 0 };
  for (const { revoked_at, expires_at, ...row } of rows) {
    const [uses, used] = [Number(row.uses), Number(row.used)];
    const kind = revoked_at !== null ? 'revoked' : expires_at !== null && expires_at <= now ? 'expired' : 'free';
    counts.codes += Number(row.codes);
    counts.issued += uses;
    counts.used += used;
    counts[kind] += uses - used;
  }
  return counts;
}
