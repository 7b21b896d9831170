// The dialog that is measured: three questions, one of them with choices, and a last word.
import { conversation, saying, turnOf } from '../../src/engine/conversations.ts';
import { quote } from '../../src/text/phrase.ts';

const choices = ['red', 'green', 'blue'].map((value) => ({ label: quote(value), value }));

export function measuredDialog() {
  return conversation('measured@1')
    .ask(saying(quote('What is your name?')), async () => {}, 'name')
    .ask(
      saying(({ name }) => quote(`${name}, which colour?`), choices),
      async () => {},
      'colour',
    )
    .ask(
      saying(quote('Why?')),
      async (answer, convo, bot) => {
        if (answer === 'never') turnOf(bot).reply(quote('Never'));
        convo.setVar('reason', answer.length);
      },
      'why',
    )
    .say(saying(({ name, colour }) => quote(`Thanks ${name}, ${colour} it is.`)));
}

/** What a person says in turn; the first message begins the dialog. */
export const measuredAnswers = ['begin', 'Amy', 'green', 'It is the colour of the sea'] as const;
