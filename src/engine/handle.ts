// One turn that is not taken in bulk, in the router's order: command, always-word, standing dialog, word, help.
import type { Act } from '../people/audit.ts';
import { fold } from '../text/normalise.ts';
import { readNumeral } from '../text/numerals.ts';
import { runCommand, unknown } from './commands.ts';
import type { Conversations, DialogResult } from './conversations.ts';
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

const GO_ON = 'canyu/go-on';
const LEAVE = 'canyu/leave';

/** True when the turn is for the person's dialog, a command or a word that works in the middle of anything: no bulk handler is asked. */
export function comesFirst(turn: OpenTurn, routed: Route): boolean {
  if (turn.message.edited) return false;
  if (routed.type === 'command') return true;
  if (routed.type === 'word' && routed.word.always) return true;
  return waits(turn);
}

/** A dialog or a confirmation waits for this message: it is held in direct messages only. */
function waits(turn: OpenTurn): boolean {
  return turn.message.room === undefined && turn.standing !== undefined && turn.standing.type !== 'offered';
}

export async function handle(turn: OpenTurn, routed: Route, handling: Handling): Promise<void> {
  // An edit of what was said before is not said again.
  if (turn.message.edited) return;
  if (routed.type === 'command') await runCommand(turn, routed.command, routed.args, routed.text, handling.acts);
  else if (routed.type === 'word' && routed.word.always) await routed.word.run(turn, routed.rest);
  else if (waits(turn)) await proceed(turn, turn.standing!, handling);
  else await speak(turn, routed, handling);
  await settle(turn, handling);
}

async function speak(turn: OpenTurn, routed: Route, { registry }: Handling): Promise<void> {
  if (routed.type === 'word') return routed.word.run(turn, routed.rest);
  if (routed.type !== 'unknown') return;
  if (turn.message.choice !== undefined) return turn.reply(engineTexts.oldButton());
  turn.reply(unknown(registry, turn.role, routed.text));
}

async function proceed(turn: OpenTurn, standing: Standing, handling: Handling): Promise<void> {
  switch (standing.type) {
    case 'offered':
      return;
    case 'confirm':
      return confirm(turn, standing, handling);
    case 'dialog':
      if (standing.asleep) return wake(turn, standing, handling);
      if (turn.stale) {
        turn.reply(engineTexts.dialogAsleep(), {
          choices: [
            { label: engineTexts.goOn(), value: GO_ON },
            { label: engineTexts.leave(), value: LEAVE },
          ],
        });
        return move(turn, { ...standing, asleep: true });
      }
      return follow(turn, await handling.conversations.proceed(turn, standing.state));
  }
}

async function confirm(turn: OpenTurn, standing: Standing & { type: 'confirm' }, handling: Handling): Promise<void> {
  if (fold(turn.message.text) !== fold(standing.id)) return turn.reply(engineTexts.confirmAgain({ id: standing.id }));
  move(turn, undefined);
  const message = { ...turn.message, text: standing.command, addressed: true };
  const routed = route(message, handling.registry);
  if (routed.type !== 'command') return;
  const args = { ...routed.args, options: { ...routed.args.options, confirm: standing.id } };
  await runCommand(turn, routed.command, args, standing.command, handling.acts);
}

/** They were asked whether to go on: yes repeats the question, anything else leaves the dialog. */
async function wake(turn: OpenTurn, standing: Standing & { type: 'dialog' }, handling: Handling): Promise<void> {
  if (chosen(turn, [GO_ON, LEAVE]) === GO_ON) {
    move(turn, { type: 'dialog', state: standing.state });
    if (!handling.conversations.remind(turn, standing.state)) follow(turn, { type: 'gone', successor: undefined });
    return;
  }
  await handling.conversations.cancel(turn, standing.state);
  move(turn, undefined);
  turn.reply(engineTexts.cancelled());
}

function follow(turn: OpenTurn, result: DialogResult): void {
  switch (result.type) {
    case 'asking':
      return move(turn, { type: 'dialog', state: result.state });
    case 'ended':
      return move(turn, undefined);
    case 'gone':
      if (result.successor) turn.begin(result.successor);
      turn.reply(engineTexts.dialogGone());
      return move(turn, undefined);
  }
}

/** Begins the dialog a handler asked for, and remembers choices so that their numbers can be typed. */
async function settle(turn: OpenTurn, { conversations }: Handling): Promise<void> {
  if (turn.begun) {
    const { dialog, vars } = turn.begun;
    turn.begun = undefined;
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

/** The value that a typed number or a pressed button stands for. */
export function chosen(turn: OpenTurn, values: readonly string[]): string | undefined {
  const { choice, text } = turn.message;
  if (choice !== undefined) return choice;
  const number = readNumeral(text);
  return number === undefined ? undefined : values[number - 1];
}

/** Leaves whatever the person is in the middle of; false when there was nothing. */
export async function leave(turn: OpenTurn, conversations: Conversations): Promise<boolean> {
  const { standing } = turn;
  if (!standing || standing.type === 'offered') return false;
  if (standing.type === 'dialog') await conversations.cancel(turn, standing.state);
  move(turn, undefined);
  return true;
}
