// Who takes part: a person, and what the identity they speak through may do.
import type { Language } from '../text/language.ts';

export const roles = ['member', 'staff', 'owner'] as const;
export type Role = (typeof roles)[number];

/** True when `role` is at least `needed`. */
export function mayAct(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

export interface Person {
  id: string;
  name: string;
  /** Undefined until a message told. */
  language: Language | undefined;
  /** IANA zone; undefined means the installation's. */
  zone: string | undefined;
  /** Not named on public boards. */
  hidden: boolean;
  /** Said stop: hears nothing of our own accord. */
  stopped: boolean;
}
