// What members say about themselves: me, language and zone.

import type { Turn, Word } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { parseLanguage } from '../text/language.ts';
import { fold } from '../text/normalise.ts';
import { quote } from '../text/phrase.ts';
import { isZone } from '../text/zone.ts';
import { contactLines } from './contact-words.ts';
import { pointsOf } from './points.ts';
import { updatePerson } from './store.ts';
import { peopleTexts } from './text.ts';

export const peopleWords: readonly Word[] = [
  { words: ['me', '我的'], arguments: true, summary: () => peopleTexts.meSummary(), run: me },
  { words: ['language', '语言'], arguments: true, summary: () => peopleTexts.languageSummary(), run: language },
  { words: ['zone', '时区'], arguments: true, summary: () => peopleTexts.zoneSummary(), run: zone },
];

async function me(turn: Turn, rest: string): Promise<void> {
  const { person, trx } = turn;
  if (['hide', '隐藏'].includes(fold(rest))) {
    await updatePerson(trx, person.id, { hidden: 1 });
    return turn.reply(peopleTexts.nowHidden());
  }
  if (['show', '显示'].includes(fold(rest))) {
    await updatePerson(trx, person.id, { hidden: 0 });
    return turn.reply(peopleTexts.nowShown());
  }
  turn.reply(
    peopleTexts.me({
      name: person.name,
      points: await pointsOf(trx, person.id),
      language: turn.language === 'en' ? 'English' : '中文',
      zone: person.zone ?? turn.installation.zone,
      boards: person.hidden ? peopleTexts.hidden() : peopleTexts.shown(),
      news: person.stopped ? peopleTexts.newsOff() : peopleTexts.newsOn(),
      contact: await contactLines(turn),
      identity: `${turn.message.platform}:${turn.message.account}`,
    }),
  );
}

async function language(turn: Turn, rest: string): Promise<void> {
  const chosen = parseLanguage(rest);
  if (!chosen) throw new UserError(peopleTexts.refuseLanguage());
  await updatePerson(turn.trx, turn.person.id, { language: chosen });
  const now = peopleTexts.languageNow();
  turn.reply({ code: now.code, render: (reader) => now.render({ ...reader, language: chosen }) });
}

async function zone(turn: Turn, rest: string): Promise<void> {
  if (rest === '') return turn.reply(peopleTexts.zoneIs({ zone: turn.person.zone ?? turn.installation.zone }));
  if (!isZone(rest)) throw new UserError(peopleTexts.refuseZone({ zone: quote(rest.slice(0, 60)) }));
  await updatePerson(turn.trx, turn.person.id, { zone: rest });
  turn.reply(peopleTexts.zoneNow({ zone: rest }));
}
