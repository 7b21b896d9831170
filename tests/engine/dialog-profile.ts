// The dialog most of these tests talk to.
import { type BotkitConversation, conversation, saying } from '../../src/engine/conversations.ts';
import { quote } from '../../src/text/phrase.ts';

const colours = [
  { label: quote('Red'), value: 'c1' },
  { label: quote('蓝色'), value: 'c2' },
];

export function profile(): BotkitConversation {
  return conversation('profile@1')
    .ask(saying(quote('Your name?')), async () => {}, 'name')
    .ask(
      saying(({ name }) => quote(`Hello ${name}, which colour?`), colours),
      async () => {},
      'colour',
    )
    .ask(saying(quote('Why?')), async () => {}, 'why')
    .say(saying(({ name, colour, why }) => quote(`${name}: ${colour}, ${why}.`)));
}
