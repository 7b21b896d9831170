// One turn that is not taken in bulk, in the router's order: command, always-word, standing dialog, word, help.

import type { Act } from '../people/audit.ts';
import { mayAct } from '../people/person.ts';
import { fold } from '../text/normalise.ts';
import { actOf, audited, notAllowed, runCommand, unknown } from './commands.ts';
import type { Conversations, DialogResult } from './conversations.ts';
import { readAnswer } from './dialog-answer.ts';
import type { Word } from './flow.ts';
import type { Registry } from './registry.ts';
import { type Route, route } from './router.ts';
import type { Standing } from './standings.ts';
import { engineTexts } from './text.ts';
import { inPrivate, type OpenTurn } from './turn.ts';

export interface Handling {
  registry: Registry;
  conversations: Conversations;
  acts: Act[];
}

type StandingOf<Type> = Standing & { type: Type };

const GO_ON = 'canyu/go-on';
const LEAVE = 'canyu/leave';

/** True when the turn is for the person's dialog, a command or a word that works in the middle of anything: no bulk handler is asked. */
export function comesFirst(turn: OpenTurn, routed: Route): boolean {
  if (turn.message.edited) return false;
  if (routed.type === 'command') return true;
  if (worksAnywhere(routed)) return true;
  return waits(turn) && !(turn.standing?.type === 'dialog' && (turn.stale || turn.standing.asleep));
}

function worksAnywhere(routed: Route): routed is Route & { type: 'word' } {
  return routed.type === 'word' && holds(routed.word.always, routed.rest);
}

function holds(rule: Word['always'], rest: string): boolean {
  return typeof rule === 'function' ? rule(rest) : rule === true;
}

/** A dialog or a confirmation waits for this message: it is held in direct messages only. */
function waits({ message, standing }: OpenTurn): boolean {
  return message.room === undefined && standing !== undefined && standing.type !== 'offered';
}

export async function handle(turn: OpenTurn, routed: Route, handling: Handling): Promise<void> {
  // An edit of what was said before is not said again.
  if (turn.message.edited) return;
  if (routed.type === 'command') await runCommand(turn, routed.command, routed.args, routed.text, handling.acts);
  else if (worksAnywhere(routed)) {
    if (holds(routed.word.leaves, routed.rest)) await leave(turn, handling.conversations);
    await routed.word.run(turn, routed.rest);
  } else if (waits(turn)) await proceed(turn, turn.standing!, routed, handling);
  else await speak(turn, routed, handling);
  await settle(turn, handling.conversations);
}

async function speak(turn: OpenTurn, routed: Route, { registry }: Handling): Promise<void> {
  if (routed.type === 'word') return routed.word.run(turn, routed.rest);
  if (routed.type === 'media') return hint(turn, registry);
  if (routed.type !== 'unknown') return;
  if (turn.message.choice !== undefined) return turn.reply(engineTexts.oldButton());
  turn.reply(unknown(registry, turn.role, routed.text));
}

/** A picture alone in a room is talk, also where it mentions the bot. */
async function hint(turn: OpenTurn, { flows }: Registry): Promise<void> {
  if (turn.message.room !== undefined) return;
  for (const flow of flows) {
    const said = await flow.mediaAlone?.(turn);
    if (said) return turn.reply(said);
  }
  turn.reply(engineTexts.mediaAlone());
}

async function proceed(turn: OpenTurn, standing: Standing, routed: Route, handling: Handling): Promise<void> {
  switch (standing.type) {
    case 'offered':
      return;
    case 'confirm':
      return confirm(turn, standing, handling);
    case 'dialog':
      if (standing.asleep) return wake(turn, standing, routed, handling);
      if (!turn.stale) return answer(turn, standing, handling);
      askToGoOn(turn);
      return move(turn, { ...standing, asleep: true });
  }
}

/** The command runs as if it were said once more, with the role of this moment. */
async function confirm(
  turn: OpenTurn,
  { id, command }: StandingOf<'confirm'>,
  { registry, acts }: Handling,
): Promise<void> {
  const { choice, text } = turn.message;
  if (choice !== undefined || fold(text) !== fold(id)) return turn.reply(engineTexts.confirmAgain({ id }));
  move(turn, undefined);
  const again = route({ ...turn.message, text: command }, registry);
  if (again.type !== 'command') return;
  const args = { ...again.args, options: { ...again.args.options, confirm: id } };
  await runCommand(turn, again.command, args, command, acts);
}

/** Answers the question a dialog waits at. One that staff began takes their role at every step. */
async function answer(turn: OpenTurn, standing: StandingOf<'dialog'>, handling: Handling): Promise<void> {
  const { state, staff } = standing;
  const { conversations, acts } = handling;
  if (!staff) return follow(turn, await conversations.proceed(turn, state));
  const said = `${staff.command} … ${turn.message.choice ?? turn.message.text}`;
  if (!mayAct(turn.role, staff.role)) {
    acts.push({ ...actOf(turn, said), outcome: 'refused' });
    turn.reply(notAllowed(staff.role, staff.command));
    return move(turn, undefined);
  }
  turn.acting = staff;
  await audited(turn, said, acts, async () => {
    follow(turn, await conversations.proceed(turn, state));
    return 'done';
  });
}

const goOnOrLeave = [
  { label: engineTexts.goOn(), value: GO_ON },
  { label: engineTexts.leave(), value: LEAVE },
];

function askToGoOn(turn: OpenTurn): void {
  turn.reply(engineTexts.dialogAsleep(), { choices: goOnOrLeave });
}

/** They were asked whether to go on: yes repeats the question; no, or a word that begins something else, leaves the dialog. */
async function wake(turn: OpenTurn, standing: StandingOf<'dialog'>, routed: Route, handling: Handling): Promise<void> {
  const { state, staff } = standing;
  const chosen = readAnswer(turn, goOnOrLeave);
  if (chosen === GO_ON) {
    move(turn, { type: 'dialog', state, ...(staff && { staff }) });
    if (!handling.conversations.remind(turn, state)) follow(turn, { type: 'gone', successor: undefined });
    return;
  }
  if (chosen !== LEAVE && routed.type !== 'word') return askToGoOn(turn);
  await leave(turn, handling.conversations);
  if (chosen === LEAVE) turn.reply(engineTexts.cancelled());
  else await speak(turn, routed, handling);
}

function follow(turn: OpenTurn, result: DialogResult): void {
  switch (result.type) {
    case 'asking':
      return move(turn, { type: 'dialog', state: result.state, ...(turn.acting && { staff: turn.acting }) });
    case 'ended':
      return move(turn, undefined);
    case 'gone':
      if (result.successor) turn.begin(result.successor);
      turn.reply(result.successor ? engineTexts.dialogAnew() : engineTexts.dialogGone());
      return move(turn, undefined);
  }
}

/** Begins the dialog a handler asked for, and remembers choices so that their numbers can be typed. */
export async function settle(turn: OpenTurn, conversations: Conversations): Promise<void> {
  if (turn.begun) {
    const { dialog, vars } = turn.begun;
    turn.begun = undefined;
    if (turn.standing?.type === 'dialog') await leave(turn, conversations);
    follow(turn, await conversations.begin(inPrivate(turn), dialog, vars));
  }
  if (turn.standing && turn.standing.type !== 'offered') return;
  if (turn.offered) move(turn, { type: 'offered', values: turn.offered });
  else if (turn.standing && !turn.message.room) move(turn, undefined);
}

function move(turn: OpenTurn, standing: Standing | undefined): void {
  turn.standing = standing;
  turn.moved = true;
}

/** Leaves whatever the person is in the middle of; false when there was nothing. */
export async function leave(turn: OpenTurn, conversations: Conversations): Promise<boolean> {
  const { standing } = turn;
  if (!standing || standing.type === 'offered') return false;
  if (standing.type === 'dialog') await conversations.cancel(turn, standing.state);
  move(turn, undefined);
  return true;
}
