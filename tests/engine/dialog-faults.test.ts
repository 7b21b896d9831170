import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SafeText } from '../../src/chat/escape.ts';
import { type BotkitConversation, conversation, type DialogState, saying } from '../../src/engine/conversations.ts';
import { UserError } from '../../src/errors.ts';
import { quote } from '../../src/text/phrase.ts';
import { chat, turn } from './dialog-chat.ts';

describe('a fault', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeAll(() => void process.on('unhandledRejection', note));
  afterAll(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  const refused = new UserError(quote('No'));
  const fails = async () => {
    throw refused;
  };
  const broken = {
    code: 'broken',
    render: (): SafeText => {
      throw refused;
    },
  };

  it.each<[string, () => BotkitConversation]>([
    ['a handler', () => conversation('bad@1').ask(saying(quote('Well?')), fails, 'x')],
    [
      'the next question',
      () =>
        profileThen(
          saying(() => {
            throw refused;
          }),
        ),
    ],
    ['the rendering of the next question', () => profileThen(saying(broken))],
    [
      'a last word',
      () =>
        conversation('bad@1')
          .ask(saying(quote('Well?')), async () => {}, 'x')
          .say(saying(broken)),
    ],
    ['a hook', () => withHook(fails)],
  ])('in %s rejects the turn with what was thrown, and the state stays', async (_where, script) => {
    const amy = chat([script()]);
    await amy.begins('bad@1');
    const before = JSON.stringify(amy.result);
    await expect(amy.says('hm')).rejects.toBe(refused);
    expect(JSON.stringify(amy.result)).toBe(before);
    expect(amy.heard).toEqual(['Well?']);
  });

  it('in the first question rejects the beginning', async () => {
    await expect(chat([conversation('bad@1').ask(saying(broken), async () => {}, 'x')]).begins('bad@1')).rejects.toBe(
      refused,
    );
  });

  it('leaves what the handler had changed as it was', async () => {
    const script = conversation('list@1').ask(
      saying(quote('Well?')),
      async (answer, convo) => {
        convo.vars.list.push(answer);
        throw refused;
      },
      null,
    );
    const amy = chat([script]);
    await amy.begins('list@1', { list: [] });
    const state = (amy.result as { state: DialogState }).state;
    await expect(amy.conversations.proceed(turn('hm').turn, state)).rejects.toBe(refused);
    expect(state.frames[0]?.vars).toEqual({ list: [] });
  });

  it('is the first one, whatever else fails behind it', async () => {
    const script = conversation('bad@1')
      .ask(saying(quote('Well?')), async () => {}, 'x')
      .say(saying(broken));
    script.addAction('next');
    script.addMessage(saying(quote('Never said')), 'next');
    script.before('next', async () => {
      throw new Error('Because of the first');
    });
    const amy = chat([script]);
    await amy.begins('bad@1');
    await expect(amy.says('hm')).rejects.toBe(refused);
    expect(amy.heard).toEqual(['Well?']);
  });

  it('of a script that says bare text through its bot is told to its author', async () => {
    const script = conversation('bare@1').ask(
      saying(quote('Well?')),
      async (_answer, _convo, bot) => bot.say('hi'),
      null,
    );
    const amy = chat([script]);
    await amy.begins('bare@1');
    await expect(amy.says('hm')).rejects.toThrow('Say a phrase');
  });

  function profileThen(next: ReturnType<typeof saying>): BotkitConversation {
    return conversation('bad@1')
      .ask(saying(quote('Well?')), async () => {}, 'x')
      .ask(next, async () => {}, 'y');
  }

  function withHook(hook: () => Promise<never>): BotkitConversation {
    const script = conversation('bad@1').ask(
      saying(quote('Well?')),
      async (_answer, convo) => convo.gotoThread('next'),
      'x',
    );
    script.addMessage(saying(quote('Never said')), 'next');
    script.before('next', hook);
    return script;
  }
});
