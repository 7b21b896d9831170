// A script of several questions, for flow authors: Botkit's conversation, speaking in phrases.
import { type DialogContext, DialogReason } from 'botbuilder-dialogs';
import { BotkitConversation, type BotkitConversationStep, type BotWorker } from 'botkit';
import { fold } from '../text/normalise.ts';
import { botkit } from './botkit-runtime.ts';
import type { Saying } from './botkit-saying.ts';

type Handlers = Parameters<BotkitConversation['addQuestion']>[1];
type Trigger = Extract<Handlers, unknown[]>[number];
/** Called with an answer: `(answer, convo, bot)`. `turnOf(bot)` is the turn; `convo.gotoThread`, `repeat`, `stop` and `setVar` steer. */
export type AnswerHandler = Trigger['handler'];
export type { BotWorker };

/** Botkit takes a string for a pattern that matches anywhere, in any word; here it is the whole answer, NFKC and case folded. */
function fits(trigger: Trigger, answer: string): boolean {
  if (trigger.pattern instanceof RegExp) return answer.search(trigger.pattern) >= 0;
  return trigger.pattern !== undefined && fold(trigger.pattern) === fold(answer);
}

/**
 * The one handler Botkit sees. It stores the answer, and steps over the empty line that Botkit puts behind each question
 * unless the author's handler went elsewhere: Botkit would take three more wrapped calls to do nothing there.
 */
function dispatch(triggers: readonly Trigger[], key: string | undefined): AnswerHandler {
  const otherwise = triggers.find((trigger) => trigger.default);
  return async (answer, convo, bot, message) => {
    if (key !== undefined) convo.setVar(key, answer);
    const { step } = convo as unknown as { step: BotkitConversationStep };
    const { index, thread } = step;
    const trigger = triggers.find((candidate) => !candidate.default && fits(candidate, answer)) ?? otherwise;
    await trigger?.handler(answer, convo, bot, message);
    if (step.index === index && step.thread === thread) step.index += 1;
  };
}

class PhraseConversation extends BotkitConversation {
  /** The stock method with one wrapped promise less. */
  override continueDialog(dc: DialogContext): Promise<unknown> {
    return this.resumeDialog(dc, DialogReason.continueCalled, dc.context.activity);
  }

  override onChange(): never {
    throw new Error("An answer is looked at by its question's handler.");
  }

  override say(message: Saying): this {
    super.say(message);
    return this;
  }

  override ask(message: Saying, handlers: Handlers, key: string | null): this {
    return this.addQuestion(message, handlers, key, 'default');
  }

  override addMessage(message: Saying, thread: string): this {
    super.addMessage(message, thread);
    return this;
  }

  override addQuestion(
    message: Saying,
    handlers: Handlers,
    key: { key: string } | string | null,
    thread: string,
  ): this {
    const stored = typeof key === 'string' ? key : key?.key;
    const triggers = Array.isArray(handlers) ? handlers : [{ default: true, handler: handlers }];
    // Without triggers it is a child dialog, whose result Botkit stores. A copy, because Botkit writes into the message.
    if (triggers.length === 0) super.addQuestion({ ...message }, [], key, thread);
    else super.addQuestion({ ...message }, dispatch(triggers, stored), null, thread);
    return this;
  }
}

/**
 * Begins a script. The id carries a version, `feedback@1`: the stored state of a person is a line number in it, so a script
 * whose lines change is given the next version. A `before` hook of a thread runs again when its first question is repeated.
 */
export function conversation(id: `${string}@${number}`): PhraseConversation {
  return new PhraseConversation(id, botkit);
}
