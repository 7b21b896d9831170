// Where a person stands in a dialog, as small JSON: what Botkit keeps, less all that the script itself knows.
import type { DialogInstance } from 'botbuilder-dialogs';
import type { Vars } from './botkit-saying.ts';

/** One script in progress: the question at `step` of `thread` was asked. */
export interface DialogFrame {
  /** With its version: `feedback@1`. */
  dialog: string;
  thread: string;
  step: number;
  vars: Vars;
}

/** Scripts that wait for each other, the innermost last. Never empty. */
export interface DialogState {
  frames: DialogFrame[];
}

/** What became of a dialog in a turn. */
export type DialogResult =
  /** It waits for the answer to its question; `state` is what to store. */
  | { type: 'asking'; state: DialogState }
  | { type: 'ended' }
  /** The stored state is of a script that is no more. `successor` is the same dialog in another version, where there is one. */
  | { type: 'gone'; successor: string | undefined };

/** Botkit's stack for a stored state, with a copy of all it may change: a turn that fails leaves the state as it was. */
export function toStack(state: DialogState): DialogInstance[] {
  return state.frames.map(({ dialog, thread, step, vars }) => ({
    id: dialog,
    state: { options: {}, values: copied(vars), stepIndex: step, thread },
  }));
}

/** The state to store for Botkit's stack after a turn; undefined when all scripts have ended. */
export function toState(stack: readonly DialogInstance[]): DialogState | undefined {
  if (stack.length === 0) return undefined;
  const frames = stack.map(({ id, state }) => ({
    dialog: id,
    thread: state.thread,
    step: state.stepIndex,
    vars: state.values,
  }));
  return { frames };
}

/** A deep copy of JSON. */
function copied<Json>(json: Json): Json {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(copied) as Json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, copied(value)])) as Json;
}
