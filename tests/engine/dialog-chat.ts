// One person talking to the dialogs: every state goes through JSON between the turns, as it does through the database.
import type { BotkitConversation, Conversations, DialogResult } from '../../src/engine/conversations.ts';
import { createConversations } from '../../src/engine/conversations.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import type { Reader } from '../../src/text/phrase.ts';

const reader: Reader = { language: 'en', zone: 'Asia/Shanghai', markup: 'plain', now: 0 };

/** A turn without a database: what these scripts use of it. */
export function turn(text: string, { name = 'amy', choice }: { name?: string; choice?: string | undefined } = {}) {
  const heard: string[] = [];
  const offered: string[][] = [];
  const made: Partial<Turn> = {
    message: {
      platform: 'terminal',
      event: 'e',
      account: name,
      name,
      text,
      addressed: true,
      sentAt: new Date(0),
      ...(choice !== undefined && { choice }),
    },
    person: { id: name, name, language: 'en', zone: undefined, hidden: false, stopped: false },
    language: 'en',
    installation: { language: 'en', zone: reader.zone, keyring: [], contact: UNLIMITED },
    now: reader.now,
    reply(phrase, { choices = [] } = {}) {
      heard.push(phrase.render(reader));
      offered.push(choices.map(({ value }) => value));
    },
  };
  return { turn: made as Turn, heard, offered };
}

export function chat(dialogs: BotkitConversation[] | Conversations, name = 'amy') {
  let result: DialogResult | undefined;
  const heard: string[] = [];

  const person = {
    conversations: Array.isArray(dialogs) ? createConversations(dialogs) : dialogs,
    heard,
    reader,
    get result() {
      return result;
    },
    restart(scripts: BotkitConversation[]) {
      person.conversations = createConversations(scripts);
    },
    async begins(dialog: string, vars: Record<string, unknown> = {}) {
      const now = turn(dialog, { name });
      keep(await person.conversations.begin(now.turn, dialog, vars), now.heard);
    },
    says: (text: string) => person.sends({ text }),
    async sends({ text, choice }: { text: string; choice?: string }) {
      if (result?.type !== 'asking') throw new Error(`${name} is in no dialog.`);
      const now = turn(text, { name, choice });
      keep(await person.conversations.proceed(now.turn, result.state), now.heard);
    },
  };
  return person;

  function keep(next: DialogResult, said: string[]) {
    result = JSON.parse(JSON.stringify(next)) as DialogResult;
    heard.push(...said);
  }
}
