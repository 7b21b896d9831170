import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversation, createConversations, saying, turnOf } from '../../src/engine/conversations.ts';
import { quote } from '../../src/text/phrase.ts';
import { chat } from './dialog-chat.ts';
import { profile } from './dialog-profile.ts';

describe('an answer', () => {
  it.each([
    ['pressed', { text: 'whatever', choice: 'c2' }],
    ['typed by its number', { text: '2' }],
    ['typed by its number in full width', { text: '２' }],
    ['typed by its number in Chinese', { text: '二' }],
    ['typed by its label', { text: ' 蓝色 ' }],
    ['typed by its value', { text: 'C2' }],
  ])('is the same choice %s', async (_how, message) => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('Amy');
    await amy.sends(message);
    await amy.says('so');
    expect(amy.heard.at(-1)).toBe('Amy: c2, so.');
  });

  it('is the number itself where the choices are numbers', async () => {
    const sizes = ['5', '10'].map((value) => ({ label: quote(value), value }));
    const script = conversation('size@1')
      .ask(saying(quote('How many?'), sizes), async () => {}, 'size')
      .say(saying(({ size }) => quote(`${size}`)));
    const amy = chat([script]);
    await amy.begins('size@1');
    await amy.says('2');
    expect(amy.heard.at(-1)).toBe('2');
  });

  it('by a button of something else repeats the question', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    const before = amy.result;
    await amy.sends({ text: '', choice: 'old' });
    expect(amy.heard).toEqual(['Your name?', 'Your name?']);
    expect(amy.result).toEqual(before);
  });

  it('without words repeats the question', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('  ');
    await amy.says('Amy');
    expect(amy.heard).toEqual(['Your name?', 'Your name?', 'Hello Amy, which colour?']);
  });

  it('to a saying that is asked twice reaches the handler of each', async () => {
    const again = saying(quote('And?'));
    const script = conversation('twice@1')
      .ask(again, async (answer, _convo, bot) => turnOf(bot).reply(quote(`first ${answer}`)), 'one')
      .ask(again, async (answer, _convo, bot) => turnOf(bot).reply(quote(`second ${answer}`)), 'two');
    const amy = chat([script]);
    await amy.begins('twice@1');
    await amy.says('a');
    await amy.says('b');
    expect(amy.heard).toEqual(['And?', 'first a', 'And?', 'second b']);
  });

  it('is told apart by whole words, not by parts of them', async () => {
    const script = conversation('sure@1');
    script.ask(
      saying(quote('Sure?')),
      [
        { pattern: 'no', handler: async (_answer, _convo, bot) => turnOf(bot).reply(quote('Left it')) },
        { pattern: /^\p{Script=Han}$/u, handler: async (_answer, _convo, bot) => turnOf(bot).reply(quote('好')) },
        { default: true, handler: async (_answer, convo) => convo.repeat() },
      ],
      null,
    );
    const amy = chat([script]);
    await amy.begins('sure@1');
    await amy.says('I know nothing');
    await amy.says('ＮＯ');
    const bob = chat([script]);
    await bob.begins('sure@1');
    await bob.says('是');
    expect(amy.heard).toEqual(['Sure?', 'Sure?', 'Left it']);
    expect(bob.heard).toEqual(['Sure?', '好']);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a member may type
  it.each(['{{vars.name}}', '{{{name}}}', '${name}', "Tom & O'Brien", '<b>', '{{#vars}}x{{/vars}}', '\\{{'])(
    'comes out as it was typed: %s',
    async (text) => {
      const amy = chat([profile()]);
      await amy.begins('profile@1');
      await amy.says(text);
      expect(amy.heard.at(-1)).toBe(`Hello ${text}, which colour?`);
    },
  );

  it('comes out as it was typed, whatever it is', async () => {
    const conversations = createConversations([profile()]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
        fc.pre(text.trim() !== '');
        const amy = chat(conversations);
        await amy.begins('profile@1');
        await amy.says(text);
        expect(amy.heard.at(-1)).toBe(quote(`Hello ${text}, which colour?`).render(amy.reader));
      }),
    );
  });
});
