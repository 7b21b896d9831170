// When a campaign file says that its campaign opens and closes.
import { type ReadInstant, readInstant } from '../text/instant.ts';
import { quote } from '../text/phrase.ts';
import { isZone } from '../text/zone.ts';
import type { Flaw, Path } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import type { PlacedFlaw } from './schema-faults.ts';
import { describeRead } from './value-flaws.ts';

/** What is wrong with the two instants; nothing for what is no text, which the schema tells. */
export function instantFlaws(opens: unknown, closes: unknown, zone: unknown): PlacedFlaw[] {
  const knownZone = typeof zone === 'string' && isZone(zone) ? zone : undefined;
  const flaw = (path: Path, { message, fix }: Flaw): PlacedFlaw => ({ path, of: 'value', message, fix });
  const flaws: PlacedFlaw[] = [];
  const instants = Object.entries({ opens, closes }).map(([key, written]) => {
    if (typeof written !== 'string') return undefined;
    const read = instantOf(written, knownZone ?? 'UTC');
    if (read.type === 'instant') return read.at;
    const told = describeRead(written);
    if (read.type === 'gap') {
      const message = faultTexts.gap({ read: told, zone: quote(knownZone ?? 'UTC') });
      flaws.push(flaw([key], { message, fix: faultTexts.gapFix() }));
    } else {
      flaws.push(flaw([key], { message: faultTexts.instant({ read: told }), fix: faultTexts.instantFix() }));
    }
    return undefined;
  });
  const [opensAt, closesAt] = instants;
  if (knownZone && opensAt !== undefined && closesAt !== undefined && opensAt >= closesAt) {
    flaws.push(flaw(['closes'], { message: faultTexts.order(), fix: faultTexts.orderFix() }));
  }
  return flaws;
}

/** Only a full date: "fri 17:00" would mean something else every time the file is applied. */
export function instantOf(written: string, zone: string): ReadInstant {
  return /^\s*\d{4}-/.test(written.slice(0, 64).normalize('NFKC'))
    ? readInstant(written, zone, 0)
    : { type: 'unreadable' };
}
