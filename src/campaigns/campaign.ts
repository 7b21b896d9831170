// One quiz, pre-order, …: a row with a slug, a life cycle and a definition that its flow's schema has checked.
import type { Language } from '../text/language.ts';

export const statuses = ['draft', 'approved', 'scheduled', 'live', 'paused', 'closed'] as const;
export type Status = (typeof statuses)[number];

export interface Campaign<Definition = unknown> {
  id: string;
  /** The flow's name. */
  kind: string;
  slug: string;
  title: string;
  language: Language;
  /** IANA zone. */
  zone: string;
  status: Status;
  definition: Definition;
  approvedHash: string | undefined;
  /** Instants, ms. */
  opensAt: number | undefined;
  closesAt: number | undefined;
  openedAt: number | undefined;
  closedAt: number | undefined;
}
