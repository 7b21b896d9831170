// The interactive form: a room for one, where whoever types is everybody. One line at a time, its answers before the next.
import type { Phrase } from '../../src/text/phrase.ts';
import { type Host, reasonOf } from './host.ts';
import { unreadable } from './inbound.ts';
import { colourPaint, plainPaint } from './outbound.ts';
import type { Screen } from './screen.ts';
import { runSlash } from './slash.ts';
import { terminalTexts as texts } from './text.ts';
import { type Place, readTyped, type Typed } from './typed.ts';

/** Greets, then answers each line until `/quit` or the end of what is typed. */
export async function serveInteractive(screen: Screen, host: Host, zone: string): Promise<void> {
  const paint = screen.colours ? colourPaint : plainPaint;
  const hint = (phrase: Phrase) => screen.show(paint(host.render(phrase), 'hint'));
  let place: Place = { account: 'amy', room: undefined };

  async function say(typed: Extract<Typed, { type: 'say' }>): Promise<void> {
    const { account, room, text, addressed } = typed;
    try {
      await host.accept({
        platform: 'terminal',
        event: host.newEvent(),
        account,
        name: account,
        ...(room === undefined ? {} : { room }),
        text,
        addressed,
        sentAt: new Date(host.now()),
      });
    } catch (error) {
      await hint(texts.notTaken({ reason: reasonOf(error) }));
      return;
    }
    await host.settled().catch((error) => hint(texts.notSettled({ reason: reasonOf(error) })));
  }

  await hint(host.demo === undefined ? texts.greetingBack() : texts.greeting({ slug: host.demo }));
  screen.prompt(promptOf(place));
  for await (const line of screen.lines) {
    if (line.type !== 'text') {
      await hint(unreadable(line.type));
      continue;
    }
    const typed = readTyped(line.text, place);
    if (typed.type === 'say') await say(typed);
    if (typed.type === 'slash') {
      const result = await runSlash(typed.command, typed.rest, place, host, zone);
      place = result.place;
      await hint(result.answer);
      if (result.quit) break;
    }
    screen.prompt(promptOf(place));
  }
  screen.close();
}

function promptOf({ account, room }: Place): string {
  return room === undefined ? `${account}> ` : `${account}@${room}> `;
}
