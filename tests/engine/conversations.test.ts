import { describe, expect, it } from 'vitest';
import {
  type BotkitConversation,
  conversation,
  createConversations,
  type DialogState,
  saying,
  turnOf,
} from '../../src/engine/conversations.ts';
import { quote } from '../../src/text/phrase.ts';
import { chat, turn } from './dialog-chat.ts';
import { profile } from './dialog-profile.ts';

/** A list of questions held in the dialog itself, asked one after the other in one thread. */
function survey(): BotkitConversation {
  const script = conversation('survey@1');
  script.addAction('question');
  script.before('question', async (convo) => {
    const questions = convo.vars.questions as string[];
    convo.setVar('wording', questions[convo.vars.answers.length]);
  });
  script.addQuestion(
    saying(({ wording }) => quote(`${wording}`)),
    async (answer, convo) => {
      convo.vars.answers.push(answer);
      await convo.gotoThread(convo.vars.answers.length < convo.vars.questions.length ? 'question' : 'done');
    },
    null,
    'question',
  );
  script.addMessage(
    saying<{ answers: string[] }>(({ answers }) => quote(answers.join(' | '))),
    'done',
  );
  return script;
}

describe('a dialog', () => {
  it('asks its questions in order and ends', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('Amy');
    await amy.says('Red');
    await amy.says('It warms');
    expect(amy.heard).toEqual(['Your name?', 'Hello Amy, which colour?', 'Why?', 'Amy: c1, It warms.']);
    expect(amy.result).toEqual({ type: 'ended' });
  });

  it('begins with values', async () => {
    const amy = chat([conversation('greet@2').say(saying(({ name }) => quote(`Hello ${name}`)))]);
    await amy.begins('greet@2', { name: 'Amy' });
    expect(amy.heard).toEqual(['Hello Amy']);
    expect(amy.result).toEqual({ type: 'ended' });
  });

  it('keeps only where the person stands and what they said', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('Amy');
    expect(amy.result).toEqual({
      type: 'asking',
      state: { frames: [{ dialog: 'profile@1', thread: 'default', step: 2, vars: { name: 'Amy' } }] },
    });
  });

  it('goes on after a restart in the middle', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('Amy');
    amy.restart([profile()]);
    await amy.says('Red');
    amy.restart([profile()]);
    await amy.says('It warms');
    expect(amy.heard.at(-1)).toBe('Amy: c1, It warms.');
  });

  it('runs any list of questions in one thread, across restarts', async () => {
    const amy = chat([survey()]);
    await amy.begins('survey@1', { questions: ['One?', 'Two?', 'Three?'], answers: [] });
    for (const answer of ['a', 'b', 'c']) {
      amy.restart([survey()]);
      await amy.says(answer);
    }
    expect(amy.heard).toEqual(['One?', 'Two?', 'Three?', 'a | b | c']);
    expect(amy.result).toEqual({ type: 'ended' });
  });

  it('waits for a dialog inside it and takes its result', async () => {
    const inner = conversation('address@1').ask(saying(quote('Street?')), async () => {}, 'street');
    const outer = conversation('order@1');
    outer.addChildDialog('address@1', 'address');
    outer.ask(
      saying<{ address: { street: string } }>(({ address }) => quote(`To ${address.street}?`)),
      async () => {},
      'ok',
    );
    const amy = chat([inner, outer]);
    await amy.begins('order@1');
    await amy.says('High Street');
    await amy.says('yes');
    expect(amy.heard).toEqual(['Street?', 'To High Street?']);
    expect(amy.result).toEqual({ type: 'ended' });
  });

  it('hands over to another dialog', async () => {
    const first = conversation('first@1').say(saying(quote('On we go')));
    first.addGotoDialog('second@1');
    const amy = chat([first, conversation('second@1').ask(saying(quote('Well?')), async () => {}, 'well')]);
    await amy.begins('first@1');
    await amy.says('fine');
    expect(amy.heard).toEqual(['On we go', 'Well?']);
    expect(amy.result).toEqual({ type: 'ended' });
  });

  it('keeps the states of 100 persons who answer in turn apart', async () => {
    const shared = createConversations([profile()]);
    const persons = Array.from({ length: 100 }, (_, index) => ({ name: `P${index}`, chat: chat(shared) }));
    await Promise.all(persons.map(({ chat }) => chat.begins('profile@1')));
    await Promise.all(persons.map(({ name, chat }) => chat.says(name)));
    await Promise.all(persons.map(({ chat }) => chat.says('2')));
    await Promise.all(persons.map(({ name, chat }) => chat.says(`because ${name}`)));
    for (const { name, chat } of persons) expect(chat.heard.at(-1)).toBe(`${name}: c2, because ${name}.`);
  });
});

describe('a handler', () => {
  it('reaches its own turn while others run', async () => {
    const script = conversation('who@1').ask(
      saying(quote('Who?')),
      async (_answer, _convo, bot) => {
        await new Promise((resolve) => setImmediate(resolve));
        turnOf(bot).reply(quote(turnOf(bot).person.name));
      },
      null,
    );
    const conversations = createConversations([script]);
    const persons = ['amy', 'bob', 'eve'].map((name) => ({ name, chat: chat(conversations, name) }));
    await Promise.all(persons.map(({ chat }) => chat.begins('who@1')));
    await Promise.all(persons.map(({ chat }) => chat.says('me')));
    for (const { name, chat } of persons) expect(chat.heard).toEqual(['Who?', name]);
  });
});

describe('a stored state', () => {
  it('of an old version is gone, and names the present one', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    amy.restart([conversation('profile@2').ask(saying(quote('New?')), async () => {}, 'x')]);
    await amy.says('Amy');
    expect(amy.result).toEqual({ type: 'gone', successor: 'profile@2' });
    expect(amy.heard).toEqual(['Your name?']);
  });

  it.each<[string, Partial<DialogState['frames'][0]>]>([
    ['dialog', { dialog: 'other@1' }],
    ['thread', { thread: 'lost' }],
    ['line', { step: 40 }],
    ['question', { step: 6 }],
  ])('of an unknown %s is gone', async (_what, change) => {
    const { conversations } = chat([profile()]);
    const state = { frames: [{ dialog: 'profile@1', thread: 'default', step: 0, vars: {}, ...change }] };
    const { turn: says, heard } = turn('Amy');
    expect((await conversations.proceed(says, state)).type).toBe('gone');
    expect(conversations.remind(says, state)).toBe(false);
    await conversations.cancel(says, state);
    expect(heard).toEqual([]);
  });

  it('repeats its question, choices too', async () => {
    const amy = chat([profile()]);
    await amy.begins('profile@1');
    await amy.says('Amy');
    const { turn: asks, heard, offered } = turn('');
    expect(amy.conversations.remind(asks, (amy.result as { state: DialogState }).state)).toBe(true);
    expect(heard).toEqual(['Hello Amy, which colour?']);
    expect(offered).toEqual([['c1', 'c2']]);
  });

  it('that is cancelled tells the scripts, the innermost first', async () => {
    const inner = conversation('inner@1').ask(saying(quote('In?')), async () => {}, 'x');
    const outer = conversation('outer@1');
    outer.addChildDialog('inner@1', 'inner');
    for (const script of [inner, outer]) {
      script.after(({ _status }, bot) => turnOf(bot).reply(quote(`${script.id} ${_status}`)));
    }
    const amy = chat([inner, outer]);
    await amy.begins('outer@1');
    const { turn: leaves, heard } = turn('cancel');
    await amy.conversations.cancel(leaves, (amy.result as { state: DialogState }).state);
    expect(heard).toEqual(['inner@1 canceled', 'outer@1 canceled']);
  });
});

describe('a set of scripts is refused', () => {
  it('where two share an id', () => {
    expect(() => createConversations([profile(), profile()])).toThrow('Two dialogs are called "profile@1"');
  });

  it('where an id has no version', () => {
    expect(() => createConversations([conversation('profile' as 'profile@1')])).toThrow('needs a version');
  });

  it('where one says bare text', () => {
    const bare = conversation('bare@1').say({ text: ['Hello {{vars.name}}'] } as never);
    expect(() => createConversations([bare])).toThrow('bare text');
  });
});
