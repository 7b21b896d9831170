// Commands and words, run: who may, with what, and what has to be confirmed first.
import type { Capabilities } from '../chat/platform.ts';
import { UserError } from '../errors.ts';
import { type Act, withoutSecrets } from '../people/audit.ts';
import { mayAct, type Role } from '../people/person.ts';
import { nearest } from '../text/distance.ts';
import { fold } from '../text/normalise.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import type { Arguments, Command } from './flow.ts';
import type { Registry } from './registry.ts';
import { engineTexts } from './text.ts';
import type { OpenTurn } from './turn.ts';

/** Longest piece of a person's text repeated back to them, characters. */
const ECHOED = 60;

/**
 * Runs a command, or asks for its confirmation. Throws a UserError where the role or an option does not fit.
 * `acts` gets one entry for every act of staff, done or refused.
 */
export async function runCommand(
  turn: OpenTurn,
  command: Command,
  args: Arguments,
  text: string,
  acts: Act[],
): Promise<void> {
  const run = async () => {
    refuseStrangers(turn.role, command);
    refuseUnknownOptions(command, args);
    if (await waitsForConfirmation(turn, command, args, text)) return 'asked';
    await command.run(turn, args);
    return 'done';
  };
  if (command.role === 'member') {
    await run();
    return;
  }
  turn.acting = { role: command.role, command: command.name };
  await audited(turn, text, acts, run);
}

/** Runs an act of staff and enters it into `acts`, unless it only asked for a confirmation. Throws what it throws. */
export async function audited(
  turn: OpenTurn,
  command: string,
  acts: Act[],
  run: () => Promise<'done' | 'asked'>,
): Promise<void> {
  try {
    if ((await run()) === 'done') acts.push({ ...actOf(turn, command), outcome: 'done' });
  } catch (error) {
    acts.push({ ...actOf(turn, command), outcome: error instanceof UserError ? 'refused' : 'failed' });
    throw error;
  }
}

export function actOf(
  { now, message: { platform, account }, person }: OpenTurn,
  command: string,
): Omit<Act, 'outcome'> {
  return { at: now, platform, account, personId: person.id, command };
}

function refuseStrangers(role: Role, command: Command): void {
  if (mayAct(role, command.role)) return;
  throw new UserError(notAllowed(command.role, command.name));
}

/** What somebody hears who lacks the role that a command needs. */
export function notAllowed(needed: Role, command: string): Phrase {
  return needed === 'owner' ? engineTexts.refuseNotOwner({ command }) : engineTexts.refuseNotStaff({ command });
}

function refuseUnknownOptions(command: Command, args: Arguments): void {
  const known = [...(command.options ?? []), ...(command.confirm ? ['confirm'] : [])];
  const unknown = Object.keys(args.options).find((option) => !known.includes(option));
  if (unknown === undefined) return;
  throw new UserError(engineTexts.refuseOption({ command: command.name, option: unknown, usage: usageOf(command) }));
}

/**
 * True when the person was asked to type the id back. `--confirm <id>` is the same in one line, and the only way in a room,
 * where nothing is an answer to the bot, and in the middle of a dialog, where everything is an answer to that.
 */
async function waitsForConfirmation(turn: OpenTurn, command: Command, args: Arguments, text: string): Promise<boolean> {
  const asked = await command.confirm?.(turn, args);
  if (!asked) return false;
  const given = args.options['confirm'];
  if (typeof given === 'string' && fold(given) === fold(asked.id)) return false;
  const { consequence, id } = asked;
  const inRoom = turn.message.room !== undefined;
  if (inRoom || turn.standing?.type === 'dialog') {
    turn.reply(engineTexts.confirmInLine({ consequence, line: quote(`${inRoom ? '!' : ''}${text} --confirm ${id}`) }));
    return true;
  }
  turn.reply(engineTexts.confirm({ consequence, id }));
  turn.standing = { type: 'confirm', id, command: text };
  turn.moved = true;
  return true;
}

function usageOf(command: Command): string {
  return `${command.name} ${command.usage}`.trim();
}

/** What the caller may do, and nothing else. */
export function help(registry: Registry, role: Role, capabilities: Capabilities): Phrase {
  const known = [...new Set(registry.words.values())].filter((word) => word.where?.(capabilities) ?? true);
  const words = known.map((word) => engineTexts.helpWord({ words: word.words.join(' / '), summary: word.summary() }));
  const allowed = [...registry.commands.values()].filter((command) => mayAct(role, command.role));
  const [forAll, forStaff] = [true, false].map((open) =>
    allowed.filter((command) => (command.role === 'member') === open).map(commandLine),
  ) as [Phrase[], Phrase[]];
  return lines(
    engineTexts.helpHead(),
    ...words,
    ...forAll,
    forStaff.length > 0 && engineTexts.helpStaffHead(),
    ...forStaff,
  );
}

function commandLine(command: Command): Phrase {
  return engineTexts.helpCommand({ usage: usageOf(command), summary: command.summary() });
}

/** What was not understood, with the nearest thing the caller may say. */
export function unknown(registry: Registry, role: Role, text: string): Phrase {
  const said = fold(text).slice(0, ECHOED);
  const known = [
    ...registry.words.keys(),
    ...[...registry.commands.values()].filter((command) => mayAct(role, command.role)).map((command) => command.name),
  ];
  const shown = quote([...withoutSecrets(text)].slice(0, ECHOED).join(''));
  const [first = '', second = ''] = said.split(' ');
  // Of a short word half may differ, no more: “B” is not two slips away from 帮助.
  const close = (word: string, most: number) =>
    nearest(word, known, Math.min(most, Math.floor(Array.from(word).length / 2)));
  const near = close(said, 2) ?? close(`${first} ${second}`, 2) ?? close(first, 1);
  return near === undefined
    ? engineTexts.unknown({ text: shown })
    : engineTexts.unknownNearest({ text: shown, nearest: near });
}
