// The keys of a campaign file that every kind has in common, and what is wrong with a value of theirs.
import { z } from 'zod';
import { nearest } from '../text/distance.ts';
import { languages } from '../text/language.ts';
import { isZone } from '../text/zone.ts';
import type { Flaw } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import { slugPattern } from './store.ts';
import { describeRead } from './value-flaws.ts';

const LONGEST_TITLE = 80;

/** The definition is checked on its own, by the schema of its flow. */
export const Envelope = z.strictObject({
  kind: z.string().meta({ examples: ['quiz'] }),
  slug: text('friday-quiz', (slug) => (slugPattern.test(slug) ? undefined : slugFlaw(slug))),
  title: text('Friday quiz', (title) =>
    title.trim() === '' || /[\r\n\u2028\u2029]/.test(title)
      ? { message: faultTexts.title(), fix: faultTexts.titleFix() }
      : undefined,
  ).max(LONGEST_TITLE),
  language: z.enum(languages),
  zone: text('Asia/Shanghai', (zone) => (isZone(zone) ? undefined : zoneFlaw(zone))),
  opens: z
    .string()
    .meta({ examples: ['2026-11-27 17:00'] })
    .optional(),
  closes: z
    .string()
    .meta({ examples: ['2026-11-27 18:00'] })
    .optional(),
  rooms: z.array(text('terminal:fans', (room) => (roomPattern.test(room) ? undefined : roomFlaw(room)))).default([]),
  definition: z.record(z.string(), z.unknown()),
});

function text(example: string, check: (value: string) => Flaw | undefined): z.ZodString {
  return z
    .string()
    .check((context) => {
      const flaw = check(context.value);
      if (flaw) context.issues.push({ code: 'custom', input: context.value, params: { ...flaw } });
    })
    .meta({ examples: [example] });
}

function slugFlaw(slug: string): Flaw {
  const near = slug
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 41);
  const example = slugPattern.test(near) ? near : 'friday-quiz';
  return { message: faultTexts.slug({ read: describeRead(slug) }), fix: faultTexts.slugFix({ example }) };
}

function zoneFlaw(zone: string): Flaw {
  const meant = nearest(zone.trim().toLowerCase(), ZONES.keys(), 2);
  const example = (meant && ZONES.get(meant)) ?? 'Asia/Shanghai';
  return { message: faultTexts.zone({ read: describeRead(zone) }), fix: faultTexts.writeFix({ example }) };
}
const ZONES = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));

/** Platform and room; what a room is called is the platform's own affair. */
const roomPattern = /^[a-z][a-z0-9-]*:\S(.{0,198}\S)?$/u;

function roomFlaw(room: string): Flaw {
  const near = room
    .replace('：', ':')
    .replace(/^\s*(\w+)\s*:\s*/, (_, platform: string) => `${platform.toLowerCase()}:`)
    .trim();
  const example = roomPattern.test(near) ? near : `terminal:${/^[\w-]{1,40}$/.test(room) ? room : 'fans'}`;
  return { message: faultTexts.room({ read: describeRead(room) }), fix: faultTexts.roomFix({ example }) };
}
