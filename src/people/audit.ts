// Every act of staff leaves a row: done, refused, or failed by a fault of ours (P11).
import type { Trx } from '../db/schema.ts';
import { insertAll } from '../db/sets.ts';
import type { Ids } from '../ids.ts';
import { readCode } from '../keep/code.ts';

export interface Act {
  at: number;
  platform: string;
  account: string;
  personId: string | null;
  command: string;
  outcome: 'done' | 'refused' | 'failed';
}

const columns = {
  id: 'text',
  at: 'integer',
  platform: 'text',
  account: 'text',
  person_id: 'text',
  command: 'text',
  outcome: 'text',
} as const;

/** Longest command text kept, characters. */
const LONGEST = 500;

export async function writeAudit(trx: Trx, newId: Ids, acts: readonly Act[]): Promise<void> {
  const rows = acts.map(({ personId, command, ...act }) => ({
    ...act,
    id: newId(),
    person_id: personId,
    command: withoutSecrets(command).slice(0, LONGEST).toWellFormed(),
  }));
  await insertAll(trx, 'audit', columns, rows);
}

/** A password in a URL, a platform's token, a personal code, a priority code even with slips in it, and what stands behind an option that names a secret. */
const SECRETS: readonly [RegExp, string][] = [
  [/(\/\/[^\s:/@]{0,100}:)[^\s@]{1,200}@/g, '$1***@'],
  [/\bx(?:ox[a-z]|app)-[\w-]{8,}/g, '***'],
  [/(\biam|我是)\s+[0-9a-z]{4}(?:[\s\p{Pd}]{0,3}[0-9a-z]{4}){2}/giu, '$1 ***'],
  [
    /((?:[fｆ][cｃ][oｏ][dｄ][eｅ]|[fｆ]码)\s+(?:(?:pass|trace\s+\S+)\s+|(?!(?:issue|revoke|list|pass|trace)\s)))[0-9a-z０-９ａ-ｚ](?:[\s\p{Pd}·.,:"'“”「」]{0,3}[0-9a-z０-９ａ-ｚ]){9,60}/giu,
    '$1***',
  ],
  [/((?:--|——|—|－－|–)(?:password|secret|token|key)(?:\s+|\s*[=＝]\s*))("[^"]*"|'[^']*'|\S+)/gi, '$1***'],
];

/** What a code looks like wherever it stands; whether it is one, its check character tells. */
const CODES = /(?<![\p{L}\p{N}\p{Pd}])[\p{L}\p{N}]{4}(?:\p{Pd}?[\p{L}\p{N}]{4}){2}(?![\p{L}\p{N}\p{Pd}])/gu;

/** The same text with what nobody should find in a log hidden: staff paste such things by mistake. */
export function withoutSecrets(text: string): string {
  const hidden = SECRETS.reduce((shown, [secret, mask]) => shown.replace(secret, mask), text);
  return hidden.replace(CODES, (written) => (readCode(written).type === 'code' ? '***' : written));
}
