// A batch of messages, at most one a person, in one transaction: set by set, not row by row.
import type { Capabilities } from '../chat/platform.ts';
import { together } from '../db/together.ts';
import { writesSoFar } from '../db/transaction.ts';
import { UserError } from '../errors.ts';
import { type Act, writeAudit } from '../people/audit.ts';
import { type Author, completeAuthors, findAuthors, identityKey } from '../people/authors.ts';
import { readNumeral } from '../text/numerals.ts';
import type { Conversations } from './conversations.ts';
import { comesFirst, handle, settle } from './handle.ts';
import type { PerformScope } from './perform.ts';
import type { Registry } from './registry.ts';
import { type Route, route } from './router.ts';
import { markSeen, unmarkSeen } from './seen.ts';
import { loadStandings, placeKey, type StoredStanding, storeStandings } from './standings.ts';
import { type Arrived, type OpenTurn, openTurn } from './turn.ts';

export interface BatchOptions {
  registry: Registry;
  conversations: Conversations;
  capabilities(platform: string): Capabilities;
  /** ms that have gone by, for the cap on one batch's handling. */
  elapsed(): number;
}

/** Handling stops taking more turns after so long, ms: a rush of slow dialogs must not hold a quick answer. */
const LONGEST_HANDLING = 25;

/** The turn at whose handling a batch failed: it is run again alone, the others without it. */
export class TurnFailure extends Error {
  override readonly name = 'TurnFailure';
  readonly arrived: Arrived;
  /** What staff tried in it. */
  readonly acts: readonly Act[];

  constructor(arrived: Arrived, acts: readonly Act[], cause: unknown) {
    super(String(cause), { cause });
    this.arrived = arrived;
    this.acts = acts;
  }
}

/**
 * Handles all messages inside the scope's transaction. Gives those that were left for the next batch, because handling took long
 * or because their author already had a turn under another identity. Throws a TurnFailure where one turn is to blame.
 */
export async function handleBatch(
  scope: PerformScope,
  arrived: readonly Arrived[],
  options: BatchOptions,
): Promise<Arrived[]> {
  const [fresh, known] = await together(markSeen(scope.trx, arrived), findAuthors(scope.trx, messagesOf(arrived)));
  if (fresh.length === 0) return [];
  const authors = await completeAuthors(scope, messagesOf(fresh), known);
  const { firsts, postponed } = onePerPerson(fresh, authors);
  const standings = await loadStandings(
    scope.trx,
    firsts.map((one) => placeOf(one, authors)),
    scope.now,
  );
  const acts: Act[] = [];
  const turns = firsts.map((one) => open(scope, one, authors, standings, options));
  const left = await handleTurns(scope, turns, acts, options);
  const handled = left.length > 0 ? turns.filter((turn) => !left.includes(turn)) : turns;
  await storeStandings(scope.trx, handled.filter((turn) => turn.moved).map(moved), scope.now);
  await writeAudit(scope.trx, scope.newId, acts);
  const waiting = [...left.map((turn) => turn.arrived), ...postponed];
  await unmarkSeen(scope.trx, waiting);
  return waiting;
}

const messagesOf = (arrived: readonly Arrived[]) => arrived.map(({ message }) => message);

function onePerPerson(arrived: readonly Arrived[], authors: ReadonlyMap<string, Author>) {
  const persons = new Set<string>();
  const firsts: Arrived[] = [];
  const postponed: Arrived[] = [];
  for (const one of arrived) {
    const { id } = authors.get(identityKey(one.message))!.person;
    (persons.has(id) ? postponed : firsts).push(one);
    persons.add(id);
  }
  return { firsts, postponed };
}

function placeOf({ message }: Arrived, authors: ReadonlyMap<string, Author>) {
  return { personId: authors.get(identityKey(message))!.person.id, platform: message.platform };
}

function open(
  scope: PerformScope,
  arrived: Arrived,
  authors: ReadonlyMap<string, Author>,
  standings: ReadonlyMap<string, StoredStanding>,
  options: BatchOptions,
): OpenTurn {
  const author = authors.get(identityKey(arrived.message))!;
  const stored = standings.get(placeKey(placeOf(arrived, authors)));
  return openTurn(scope, withChoice(arrived, stored), author, stored, options.capabilities(arrived.message.platform));
}

/** A typed number means the choice that was offered under it. */
function withChoice(arrived: Arrived, stored: StoredStanding | undefined): Arrived {
  const { message } = arrived;
  if (stored?.standing.type !== 'offered' || message.room !== undefined || message.choice !== undefined) return arrived;
  const number = readNumeral(message.text);
  const choice = number === undefined ? undefined : stored.standing.values[number - 1];
  if (choice === undefined) return arrived;
  arrived.message = { ...message, choice };
  return arrived;
}

function moved({ person, message, standing }: OpenTurn) {
  return { personId: person.id, platform: message.platform, standing };
}

/** Handles the turns; gives those that time did not allow. A command of staff sees what was said before it, and nothing said after. */
async function handleTurns(
  scope: PerformScope,
  turns: readonly OpenTurn[],
  acts: Act[],
  options: BatchOptions,
): Promise<OpenTurn[]> {
  const began = options.elapsed();
  let segment: { turn: OpenTurn; routed: Route }[] = [];
  for (const [index, turn] of turns.entries()) {
    // The first is handled whatever it costs, or a batch of slow messages would come back for ever.
    if (index > 0 && options.elapsed() - began > LONGEST_HANDLING) {
      await handleSegment(scope, segment, acts, options);
      return turns.slice(index);
    }
    const routed = route(turn.message, options.registry);
    turn.named = routed.type === 'word' || routed.type === 'command';
    const changes = routed.type === 'command' && routed.command.role !== 'member';
    if (changes && segment.length > 0) {
      await handleSegment(scope, segment, acts, options);
      segment = [];
    }
    if (comesFirst(turn, routed)) await attempt(scope, turn, routed, acts, options);
    else segment.push({ turn, routed });
  }
  await handleSegment(scope, segment, acts, options);
  return [];
}

/** What no dialog and no command wanted is offered to the bulk handlers, and what they leave is answered one by one. */
async function handleSegment(
  scope: PerformScope,
  segment: readonly { turn: OpenTurn; routed: Route }[],
  acts: Act[],
  options: BatchOptions,
): Promise<void> {
  let rest = segment;
  for (const bulk of options.registry.bulk) {
    if (rest.length === 0) return;
    const wanted = await bulk.wants(
      scope,
      rest.map(({ turn }) => turn),
    );
    if (wanted.size === 0) continue;
    rest = rest.filter(({ turn }) => !wanted.has(turn));
    await bulk.handle(scope, wanted);
    for (const turn of wanted.keys() as Iterable<OpenTurn>)
      if (turn.begun || turn.offered) await settle(turn, options.conversations);
  }
  for (const { turn, routed } of rest) await attempt(scope, turn, routed, acts, options);
}

/** A refusal that wrote nothing is answered on the spot; anything else that is thrown costs the batch. */
async function attempt(
  scope: PerformScope,
  turn: OpenTurn,
  routed: Route,
  acts: Act[],
  options: BatchOptions,
): Promise<void> {
  const writes = writesSoFar();
  const said = scope.sends.length;
  const audited = acts.length;
  const { standing } = turn;
  try {
    await handle(turn, routed, { registry: options.registry, conversations: options.conversations, acts });
  } catch (error) {
    if (!(error instanceof UserError) || writesSoFar() > writes)
      throw new TurnFailure(turn.arrived, acts.slice(audited), error);
    scope.sends.length = said;
    turn.standing = standing;
    turn.moved = false;
    turn.reply(error.phrase);
  }
}
