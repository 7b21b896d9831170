// What every platform is made with, whatever its settings.
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../log.ts';
import type { Language } from '../text/language.ts';
import type { Keep } from './keep.ts';

export interface Surroundings {
  keep: Keep;
  clock: Clock;
  newId: Ids;
  log: Logger;
  /** Of the platform's own sentences to the operator. */
  language: Language;
  /** Shows the operator a text at once: a QR code. */
  show(text: string): void;
  /** A key for one purpose, made from the secret of the installation; undefined where there is none. */
  derived(purpose: string): string | undefined;
}
