// `quiet`: when nothing of our own accord may reach a person, shown and changed.
import type { Turn } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { parseQuiet, quietText } from '../outbox/contact.ts';
import { fold } from '../text/normalise.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import { contactTexts, saidShort, zoneShown } from './contact-text.ts';
import { quietOf, updatePerson } from './store.ts';

const LONGEST_QUIET = 40;

/** `quiet` with what stands behind it. */
export async function quiet(turn: Turn, rest: string): Promise<void> {
  if (rest === '') return turn.reply(lines(await quietTold(turn, contactTexts.quietIs), contactTexts.quietHow()));
  await updatePerson(turn.trx, turn.person.id, { quiet: readQuiet(rest) });
  turn.reply(await quietTold(turn, contactTexts.quietNow));
}

/** As it is stored; null for the usual. Throws a UserError where it cannot be read. */
function readQuiet(rest: string): string | null {
  const short = rest.length <= LONGEST_QUIET;
  if (short && ['default', '默认'].includes(fold(rest))) return null;
  const hours = short ? parseQuiet(fold(rest) === '关' ? 'none' : rest) : undefined;
  if (hours === undefined) throw new UserError(contactTexts.refuseQuiet({ said: saidShort(rest) }));
  if (hours !== 'none' && hours.from === hours.to % 1440) throw new UserError(contactTexts.refuseWholeDay());
  return quietText(hours);
}

async function quietTold(turn: Turn, say: (values: { quiet: Phrase }) => Phrase): Promise<Phrase> {
  const { person, installation } = turn;
  const zone = zoneShown(person.zone ?? installation.zone);
  return lines(
    say({ quiet: await quietShown(turn) }),
    person.zone ? contactTexts.quietZone({ zone }) : contactTexts.quietZoneUnknown({ zone }),
    contactTexts.quietAnswers(),
  );
}

/** The quiet hours of a person, in words. */
export async function quietShown({ trx, person, installation }: Turn): Promise<Phrase> {
  const own = await quietOf(trx, person.id);
  const written = own ?? quietText(installation.contact.quiet);
  const shown = written === 'none' ? contactTexts.quietNone() : quote(written);
  return own === null ? contactTexts.quietUsual({ quiet: shown }) : shown;
}
