// Botkit without its web server, console, network, clock and storage: it runs a script inside one turn and keeps nothing.
// What goes in is a stack of dialogs and the turn; what comes out is the stack afterwards, with the turn's replies made.
import { BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder-core';
import { DialogContext, type DialogInstance, type DialogSet } from 'botbuilder-dialogs';
import { Botkit, BotWorker } from 'botkit';
import { TurnDialogContext, withoutMemory } from './botkit-context.ts';
import { Utterance } from './botkit-saying.ts';
import type { Turn } from './flow.ts';

/** Botkit wants an adapter; nothing reaches it, because `BorderContext` answers by the turn. */
class TurnAdapter extends BotAdapter {
  async sendActivities(): Promise<ResourceResponse[]> {
    throw new Error('A dialog speaks through its turn only.');
  }

  async updateActivity(): Promise<undefined> {
    throw new Error('A dialog cannot change what was said.');
  }

  async deleteActivity(): Promise<void> {
    throw new Error('A dialog cannot take back what was said.');
  }

  async continueConversation(): Promise<void> {
    throw new Error('A dialog goes on with the next turn only.');
  }
}

/** The `bot` of a script's handlers: one for the whole turn. */
class TurnWorker extends BotWorker {
  readonly turn: Turn;

  constructor(context: BorderContext, turn: Turn) {
    super(botkit, { context, activity: context.activity, adapter });
    this.turn = turn;
  }

  /** Text is a phrase of a catalog here, so that nothing a member typed is ever taken for a template. */
  override async say(): Promise<never> {
    throw new Error('Say a phrase: turnOf(bot).reply(…).');
  }

  override async reply(): Promise<never> {
    return this.say();
  }

  override async beginDialog(id: string, vars?: object): Promise<void> {
    await this.getConfig('dialogContext').beginDialog(id, vars);
  }

  override async replaceDialog(id: string, vars?: object): Promise<void> {
    await this.getConfig('dialogContext').replaceDialog(id, vars);
  }
}

const someone = Object.freeze({ id: '', name: '' });
const somewhere = Object.freeze({ id: '', isGroup: false, conversationType: '', name: '' });

class BorderContext extends TurnContext {
  readonly worker: TurnWorker;
  /** The first thing that could not be said. Botkit would swallow it and tell the member "Failed to start prompt". */
  failure: { error: unknown } | undefined;

  constructor(turn: Turn, text: string) {
    super(adapter, { type: 'message', text, from: someone, recipient: someone, conversation: somewhere });
    this.turnState.set('DialogStateManagerConfiguration', withoutMemory);
    this.worker = new TurnWorker(this, turn);
  }

  override async sendActivity(activity: unknown): Promise<undefined> {
    if (this.failure) return;
    try {
      Utterance.of(activity).sayTo(this.worker.turn);
    } catch (error) {
      this.failure = { error };
    }
  }
}

class Runtime extends Botkit {
  /** Botkit asks for a worker at each step of a script; a turn has one. */
  override async spawn(config?: unknown): Promise<BotWorker> {
    if (config instanceof DialogContext && config.context instanceof BorderContext) return config.context.worker;
    throw new Error('A dialog runs inside a turn only.');
  }

  /** The caller has the stack and saves it with the turn. */
  override async saveState(): Promise<void> {}
}

const adapter = new TurnAdapter();
export const botkit: Botkit = new Runtime({ disable_webserver: true, disable_console: true, adapter });
botkit.middleware.send = {
  run: (bot: unknown, message: unknown, done: (...results: unknown[]) => void) => done(null, bot, message),
};

/** The turn a script's handler runs in: its transaction, instant, person, message. */
export function turnOf(bot: BotWorker): Turn {
  if (bot instanceof TurnWorker) return bot.turn;
  throw new Error('This bot was not made by a turn.');
}

/**
 * Runs one step of a dialog: `step` begins, continues or ends what is on `stack`, which is changed in place.
 * Throws what a handler or a phrase threw, as it was thrown.
 */
export async function runStep(
  dialogs: DialogSet,
  turn: Turn,
  text: string,
  stack: DialogInstance[],
  step: (dc: DialogContext) => Promise<unknown>,
): Promise<void> {
  const context = new BorderContext(turn, text);
  const dc = new TurnDialogContext(dialogs, context, stack);
  context.worker.getConfig().dialogContext = dc;
  try {
    await step(dc);
  } catch (error) {
    throw context.failure ? context.failure.error : error;
  }
  if (context.failure) throw context.failure.error;
}
