// What platforms keep between starts, as rows: names as they are, values encrypted.
import type { Keep } from '../chat/keep.ts';
import type { Db } from '../db/schema.ts';
import { insertAll } from '../db/sets.ts';
import { transaction } from '../db/transaction.ts';
import { StartError } from '../errors.ts';
import { open, seal } from './cipher.ts';
import { type Keyring, SEALING } from './keys.ts';

const columns = { name: 'text', value: 'text' } as const;
const replace = { key: ['name'], set: ['value'] };

/**
 * `nonce` gives 12 fresh random bytes. `read` throws a StartError for a value that these keys do not open, `write` where there is no key:
 * nothing is kept in clear. No error holds a value.
 */
export function createKeep(db: Db, keyring: Keyring, nonce: () => Uint8Array): Keep {
  const keys = () => keyring.map((of) => of(SEALING));
  return {
    async read(name) {
      const row = await db.selectFrom('kept').select('value').where('name', '=', name).executeTakeFirst();
      return row && opened(name, row.value, keys());
    },
    async write(name, value) {
      const [key] = keys();
      if (!key) throw new StartError(`${name} cannot be kept without a key. Set CANYU_SECRET.`);
      const row = { name, value: seal(key, name, value, nonce()) };
      await transaction(db, (trx) => insertAll(trx, 'kept', columns, [row], { replace }));
    },
    async remove(name) {
      await transaction(db, (trx) => trx.deleteFrom('kept').where('name', '=', name).execute());
    },
    async names(prefix) {
      const rows = await db.selectFrom('kept').select('name').execute();
      return rows
        .map(({ name }) => name)
        .filter((name) => name.startsWith(prefix))
        .sort();
    },
  };
}

function opened(name: string, sealed: string, keys: readonly Uint8Array[]): string {
  const result = open(keys, name, sealed);
  switch (result.type) {
    case 'opened':
      return result.value;
    case 'other-key':
      throw new StartError(
        `${name} was kept under another secret. Set CANYU_SECRET to what it was then (on SQLite without it: put the .secret file back beside the database).`,
      );
    case 'damaged':
      throw new StartError(`${name} was changed since it was kept, and is not used. Restore a backup of the database.`);
  }
}
