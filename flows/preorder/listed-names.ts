// Whose name stands on a list.
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import { fold } from '../../src/text/normalise.ts';

/** The full-width form of what is typed with a Western keyboard. */
const wide = (text: string) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/**
 * Whose name each of these is, by key, where one person alone has it on the platform. Compared folded; the database finds what is written
 * in another case, or in full width.
 */
export async function namesakes(db: Db, platform: string, names: readonly string[]): Promise<Map<string, string>> {
  const forms = names.flatMap((name) => {
    const folded = fold(name);
    return [name, name.toLowerCase(), folded, wide(folded), wide(folded.toUpperCase())];
  });
  const query = db
    .selectFrom('identity')
    .where('platform', '=', platform)
    .where(
      (row) => row.fn<string>('lower', ['name']),
      'in',
      db.selectFrom(listOf(db, [...new Set(forms)]).as('form')).select('form.value'),
    )
    .select(['name', 'person_id']);
  const rows = await readAll(db, query, ['name', 'person_id']);
  const found = new Map<string, string | undefined>();
  for (const { name, person_id } of rows) {
    const key = fold(name);
    found.set(key, found.has(key) && found.get(key) !== person_id ? undefined : person_id);
  }
  return new Map([...found].flatMap(([key, person]) => (person === undefined ? [] : [[key, person]])));
}
