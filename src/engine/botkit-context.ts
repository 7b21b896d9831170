// Botbuilder's dialog context for one turn. The stock methods do the same through up to five wrapped promises each and
// hide an error in another: they were most of what a dialog turn cost.
import { type Activity, MessageFactory, type TurnContext } from 'botbuilder-core';
import {
  Dialog,
  DialogContext,
  type DialogInstance,
  DialogReason,
  type DialogSet,
  type DialogTurnResult,
  DialogTurnStatus,
  MemoryScope,
} from 'botbuilder-dialogs';

/** Shared by all turns: tells botbuilder's dialog memory that there is nothing to remember. */
class NoMemory extends MemoryScope {
  getMemory(): object {
    return {};
  }
}
export const withoutMemory = { memoryScopes: [new NoMemory('turn'), new NoMemory('dialog')], pathResolvers: [] };

export class TurnDialogContext extends DialogContext {
  constructor(dialogs: DialogSet, context: TurnContext, stack: DialogInstance[]) {
    super(dialogs, context, { dialogStack: stack });
  }

  override async beginDialog(id: string, options?: object): Promise<DialogTurnResult> {
    const dialog = this.#dialog(id);
    this.stack.push({ id, state: {} });
    return dialog.beginDialog(this, options);
  }

  override async continueDialog(): Promise<DialogTurnResult> {
    const active = this.activeDialog;
    return active ? this.#dialog(active.id).continueDialog(this) : { status: DialogTurnStatus.empty };
  }

  override async replaceDialog(id: string, options?: object): Promise<DialogTurnResult> {
    this.stack.pop();
    return this.beginDialog(id, options);
  }

  override async endDialog(result?: unknown): Promise<DialogTurnResult> {
    this.stack.pop();
    const active = this.activeDialog;
    if (!active) return { status: DialogTurnStatus.complete, result };
    return this.#dialog(active.id).resumeDialog(this, DialogReason.endCalled, result);
  }

  /** The script below waits for the answer without a prompt of its own on the stack. */
  override async prompt(_id: string, message: string | Partial<Activity>): Promise<DialogTurnResult> {
    await this.context.sendActivity(typeof message === 'string' ? MessageFactory.text(message) : message);
    return Dialog.EndOfTurn;
  }

  #dialog(id: string): Dialog {
    const dialog = this.findDialog(id);
    if (!dialog) throw new Error(`There is no dialog "${id}".`);
    return dialog;
  }
}
