// The commands of the interactive form itself: who speaks, where, and what time it is.
import { nearest } from '../../src/text/distance.ts';
import { forReader, type Phrase } from '../../src/text/phrase.ts';
import { clockTime, parseInstant } from '../../src/text/when.ts';
import { localTime, zoneName } from '../../src/text/zone.ts';
import { type Host, reasonOf } from './host.ts';
import { terminalTexts as texts } from './text.ts';
import { type Place, readName } from './typed.ts';

const commands = ['/as', '/in', '/out', '/at', '/help', '/quit'];

export interface SlashResult {
  answer: Phrase;
  place: Place;
  quit?: boolean;
}

/** Runs a command and gives what to show and who speaks where from now on. An unknown one proposes the nearest. */
export async function runSlash(
  command: string,
  rest: string,
  place: Place,
  host: Host,
  zone: string,
): Promise<SlashResult> {
  const name = readName(rest);
  switch (command) {
    case '/as':
      if (!name) return { answer: texts.needsName({ command, example: '/as boss' }), place };
      return { answer: texts.whoSpeaks({ name }), place: { ...place, account: name } };
    case '/in':
      if (!name) return { answer: texts.needsName({ command, example: '/in fans' }), place };
      return { answer: texts.inRoom({ room: name }), place: { ...place, room: name } };
    case '/out':
      return { answer: texts.alone(), place: { ...place, room: undefined } };
    case '/at':
      return { answer: await setClock(rest, host, zone), place };
    case '/help':
      return { answer: texts.help(), place };
    case '/quit':
      return { answer: texts.goodbye(), place, quit: true };
    default:
      return { answer: texts.unknownSlash({ command, nearest: nearest(command, commands, 2) ?? '/help' }), place };
  }
}

async function setClock(text: string, host: Host, zone: string): Promise<Phrase> {
  if (text === '') return texts.now({ time: calendarTime(host.now()) });
  const to = parseInstant(text, zone, host.now());
  if (to === undefined) return texts.badTime({ text });
  try {
    await host.advance(to);
    await host.settled();
  } catch (error) {
    return texts.clockNotSet({ reason: reasonOf(error) });
  }
  return texts.clockSet({ time: calendarTime(to) });
}

/** "Fri 2026-11-27 17:00 (Beijing time)": the date always, for whoever travels in time. */
function calendarTime(instant: number): Phrase {
  return forReader('terminal.calendarTime', ({ language, zone }) => {
    const { year, month, day } = localTime(instant, zone);
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: zone }).format(instant);
    const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
    return texts.calendarTime({
      weekday,
      date,
      clock: clockTime(instant),
      zone: zoneName(zone, language),
    });
  });
}
