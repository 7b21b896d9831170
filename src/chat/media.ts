// Photos and files that come with a message: what the platform calls them. They are never fetched.
import { clean } from '../text/normalise.ts';
import type { Untrusted } from './escape.ts';

export const mediaKinds = ['photo', 'file', 'video', 'audio'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** One photo, file, video or recording of a message. */
export interface MediaReference {
  kind: MediaKind;
  /** By which it is found on its platform again: an id or an address. Nobody but the platform made it, and it may tell whose it is. */
  reference: string;
  /** What its owner calls it. */
  name?: Untrusted;
}

/** Of one message; what follows is dropped. */
export const MOST_MEDIA = 10;
/** Units. A reference cut short would lead nowhere: a longer one is dropped. */
export const LONGEST_REFERENCE = 500;
/** Units; a longer name is cut. */
export const LONGEST_MEDIA_NAME = 200;

/** The media of a message as the rest of the program may see them: few, each once, on one line, nothing unseen in them. */
export function cleanMedia(media: readonly MediaReference[]): MediaReference[] {
  const known = new Map<string, MediaReference>();
  for (const { kind, reference, name } of media.slice(0, MOST_MEDIA)) {
    if (reference.length > LONGEST_REFERENCE) continue;
    const found = onOneLine(reference);
    if (found === '' || known.has(found)) continue;
    const called = name === undefined ? '' : cutName(onOneLine(name.slice(0, LONGEST_REFERENCE)));
    known.set(found, { kind, reference: found, ...(called !== '' && { name: called }) });
  }
  return [...known.values()];
}

function onOneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Never in the middle of a character. */
function cutName(name: string): string {
  return name.slice(0, LONGEST_MEDIA_NAME).replace(/[\ud800-\udbff]$/, '');
}
