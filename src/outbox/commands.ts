// What staff can ask and do about deliveries: `outbox list|retry|drop`, and `status`.
import type { OutboxTable } from '../db/schema-outbox.ts';
import type { Arguments, Flow, Turn } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { join, lines, type Phrase, quote } from '../text/phrase.ts';
import { duration } from '../text/when.ts';
import { NEVER } from './results.ts';
import { platformStatuses } from './status.ts';
import { drop, endingIn, newest, pausedOf, type Shown, sendAgain } from './stuck.ts';
import { outboxTexts } from './text.ts';

/** Rows of one page. */
const PAGE = 10;
/** So many letters of an id are shown, from its end: its beginning is the time, and many share that. */
const SHORT = 8;
/** Fewer could be anybody. */
const LEAST = 4;
/** So many are named where an id is not enough. */
const NAMED = 5;

async function list(turn: Turn, { options }: Arguments): Promise<void> {
  const states = statesMeant(options['state']);
  const rows = await newest(turn.trx, states, PAGE + 1);
  const paused = await pausedOf(turn.trx, rows);
  const shown = rows.slice(0, PAGE).map((row) => describe(row, turn.now, paused));
  const none =
    options['state'] === undefined ? outboxTexts.nothing() : outboxTexts.nothingOf({ state: stateOf(states[0]!) });
  turn.reply(rows.length === 0 ? none : lines(...shown, rows.length > PAGE && outboxTexts.more()));
}

function statesMeant(option: string | true | undefined): OutboxTable['state'][] {
  if (option === undefined) return ['uncertain', 'failed'];
  if (option === 'uncertain' || option === 'failed' || option === 'pending') return [option];
  throw new UserError(outboxTexts.refuseState());
}

async function retry(turn: Turn, { words: [id] }: Arguments): Promise<void> {
  const row = await rowMeant(turn, id, 'outbox retry');
  const { state } = row;
  if (!(await sendAgain(turn.trx, row.id, turn.now)))
    throw new UserError(outboxTexts.refuseRetry({ id: shortOf(row), state: stateOf(state) }));
  turn.wake(turn.now);
  turn.reply(outboxTexts.queued({ id: shortOf(row), address: addressOf(row) }));
}

async function remove(turn: Turn, { words: [id] }: Arguments): Promise<void> {
  const row = await rowMeant(turn, id, 'outbox drop');
  const { state } = row;
  if (!(await drop(turn.trx, row.id)))
    throw new UserError(outboxTexts.refuseDrop({ id: shortOf(row), state: stateOf(state) }));
  turn.reply(outboxTexts.dropped({ id: shortOf(row), address: addressOf(row) }));
}

async function rowMeant(turn: Turn, written: string | undefined, command: string): Promise<Shown> {
  const tail = written?.normalize('NFKC').toLowerCase() ?? '';
  if (tail === '') throw new UserError(outboxTexts.refuseId({ command: quote(command) }));
  const found = /^[0-9a-f-]{4,36}$/.test(tail) && tail.length >= LEAST ? await endingIn(turn.trx, tail, NAMED) : [];
  const [row] = found;
  if (!row) throw new UserError(outboxTexts.refuseUnknown({ id: tail.slice(0, 40) }));
  if (found.length === 1) return row;
  const ids = join(
    ', ',
    found.map(({ id }) => quote(id)),
  );
  throw new UserError(outboxTexts.refuseAmbiguous({ id: tail, ids }));
}

function describe(row: Shown, now: number, paused: ReadonlySet<string>): Phrase {
  return outboxTexts.row({
    id: shortOf(row),
    address: addressOf(row),
    state: stateOf(row.state),
    age: duration(now - row.created_at),
    reason: reasonOf(row, paused),
  });
}

function shortOf({ id }: Shown): Phrase {
  return quote(id.slice(-SHORT));
}

function addressOf({ platform, room, account }: Shown): Phrase {
  return quote(`${platform}:${[room, account].filter((part) => part !== null).join('/')}`);
}

function stateOf(state: OutboxTable['state']): Phrase {
  return outboxTexts[state]();
}

const reasons: Readonly<Record<string, () => Phrase>> = {
  'no answer': outboxTexts.noAnswer,
  'too many tries': outboxTexts.tooManyTries,
  'told to wait': outboxTexts.toldToWait,
  'did not arrive': outboxTexts.didNotArrive,
};

/** What a platform said stands as it is. */
function reasonOf({ state, reason, next_at, campaign_id }: Shown, paused: ReadonlySet<string>): Phrase {
  const known = reasons[reason ?? ''];
  if (state === 'uncertain' || state === 'failed') return known?.() ?? quote(reason ?? '');
  if (campaign_id !== null && paused.has(campaign_id)) return outboxTexts.paused();
  if (next_at === NEVER)
    return reason?.startsWith('account') ? outboxTexts.waitsForAccount() : outboxTexts.waitsForLimit();
  return known?.() ?? outboxTexts.waitsForTurn();
}

async function status(turn: Turn): Promise<void> {
  const statuses = await platformStatuses(turn.trx, turn.now);
  turn.reply(statuses.length === 0 ? outboxTexts.noPlatforms() : lines(...statuses.map(({ phrase }) => phrase)));
}

export const outboxFlow: Flow = {
  name: 'outbox',
  words: [],
  commands: [
    {
      name: 'outbox list',
      role: 'staff',
      usage: '[--state uncertain|failed|pending]',
      summary: outboxTexts.listSummary,
      options: ['state'],
      run: list,
    },
    { name: 'outbox retry', role: 'staff', usage: '<id>', summary: outboxTexts.retrySummary, run: retry },
    { name: 'outbox drop', role: 'staff', usage: '<id>', summary: outboxTexts.dropSummary, run: remove },
    { name: 'status', role: 'staff', usage: '', summary: outboxTexts.statusSummary, run: status },
  ],
};
