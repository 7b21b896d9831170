// Dialogs of several questions: Botkit scripts, run inside a turn. All state comes in and goes out; nothing is kept here.
import { type DialogInstance, DialogSet } from 'botbuilder-dialogs';
import { BotkitConversation } from 'botkit';
import { runStep } from './botkit-runtime.ts';
import type { Saying, Utterance, Vars } from './botkit-saying.ts';
import { readAnswer } from './dialog-answer.ts';
import { type DialogResult, type DialogState, toStack, toState } from './dialog-state.ts';
import type { Turn } from './flow.ts';

export { conversation } from './botkit-conversation.ts';
export { turnOf } from './botkit-runtime.ts';
export { saying } from './botkit-saying.ts';
export type { DialogResult, DialogState };
export { BotkitConversation };

export interface Conversations {
  /**
   * Starts a dialog, in the thread that `vars.thread` names where there is one, and asks its first question.
   * Throws when there is no such dialog, and what handlers and phrases throw.
   */
  begin(turn: Turn, dialog: string, vars: Vars): Promise<DialogResult>;
  /**
   * Hands the turn's message to the question that `state` waits at. A message without text (but for media that the question takes)
   * and a button of something else repeat the question. Throws what handlers and phrases throw; the state given stays as it was then.
   */
  proceed(turn: Turn, state: DialogState): Promise<DialogResult>;
  /** Says the current question again; false when the script is no more. */
  remind(turn: Turn, state: DialogState): boolean;
  /** Leaves the dialog: the `after` hooks of its scripts run, with `_status` canceled. */
  cancel(turn: Turn, state: DialogState): Promise<void>;
}

/** `dialogs` are all scripts of all flows. Throws when one has no version in its id, shares an id, or says bare text. */
export function createConversations(dialogs: readonly BotkitConversation[]): Conversations {
  const scripts = new Scripts();
  for (const dialog of dialogs) scripts.add(checked(dialog, scripts));

  async function begin(turn: Turn, dialog: string, vars: Vars): Promise<DialogResult> {
    const stack: DialogInstance[] = [];
    await runStep(scripts, turn, '', stack, (dc) => dc.beginDialog(dialog, vars));
    return result(stack);
  }

  async function proceed(turn: Turn, state: DialogState): Promise<DialogResult> {
    const asked = scripts.asked(state);
    if (!asked) return { type: 'gone', successor: scripts.successor(state) };
    const answer = readAnswer(turn, asked.choices(turn)) ?? (asked.takesMedia ? mediaAlone(turn) : undefined);
    if (answer === undefined) {
      asked.sayTo(turn);
      return { type: 'asking', state };
    }
    const stack = toStack(state);
    await runStep(scripts, turn, answer, stack, (dc) => dc.continueDialog());
    return result(stack);
  }

  function remind(turn: Turn, state: DialogState): boolean {
    const asked = scripts.asked(state);
    asked?.sayTo(turn);
    return asked !== undefined;
  }

  async function cancel(turn: Turn, state: DialogState): Promise<void> {
    const stack = toStack(state);
    for (const frame of stack.reverse()) {
      const script = scripts.find(frame.id);
      if (!(script instanceof BotkitConversation)) continue;
      frame.state.values._status = 'canceled';
      await runStep(scripts, turn, '', [frame], (dc) => script.end(dc));
    }
  }

  return { begin, proceed, remind, cancel };
}

/** Botkit hands on no empty answer. */
function mediaAlone({ message: { media, choice } }: Turn): string | undefined {
  return media && choice === undefined ? ' ' : undefined;
}

function result(stack: readonly DialogInstance[]): DialogResult {
  const state = toState(stack);
  return state ? { type: 'asking', state } : { type: 'ended' };
}

class Scripts extends DialogSet {
  /** The question that a state waits at; undefined when any of its scripts has it no more. */
  asked(state: DialogState): Utterance | undefined {
    let asked: Utterance | undefined;
    for (const { dialog, thread, step, vars } of state.frames) {
      const script = this.find(dialog);
      const line = script instanceof BotkitConversation ? script.script[thread]?.[step] : undefined;
      if (!line?.collect) return undefined;
      asked = (line as Partial<Saying>).attachment?.(line, vars);
    }
    return asked;
  }

  successor(state: DialogState): string | undefined {
    const name = (id: string) => id.slice(0, id.lastIndexOf('@') + 1);
    return this.getDialogs().find((dialog) => name(dialog.id) === name(state.frames[0]?.dialog ?? ''))?.id;
  }
}

function checked(dialog: BotkitConversation, scripts: DialogSet): BotkitConversation {
  if (!/^[a-z][a-z-]*@\d+$/.test(dialog.id))
    throw new Error(`The dialog "${dialog.id}" needs a version in its id: name@1.`);
  if (scripts.find(dialog.id)) throw new Error(`Two dialogs are called "${dialog.id}".`);
  for (const [thread, script] of Object.entries<{ attachment?: unknown; action?: string }[]>(dialog.script)) {
    const bare = script.findIndex((line) => !line.attachment && !line.action);
    if (bare >= 0)
      throw new Error(`Line ${bare} of thread "${thread}" in "${dialog.id}" says bare text: use saying(…).`);
  }
  return dialog;
}
