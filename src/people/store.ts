// Queries on persons, identities and roles.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { isSqlite } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import type { Role } from './person.ts';

export interface IdentityAddress {
  platform: string;
  account: string;
}

/** Reads `platform:account`; undefined where it is not of that form. */
export function parseIdentity(text: string): IdentityAddress | undefined {
  const match = /^([a-z]+):(\S{1,200})$/.exec(text);
  return match ? { platform: match[1]!, account: match[2]! } : undefined;
}

export function findIdentity(db: Db, { platform, account }: IdentityAddress) {
  return db
    .selectFrom('identity')
    .selectAll()
    .where('platform', '=', platform)
    .where('account', '=', account)
    .executeTakeFirst();
}

/** Spelled out, not bound: so that the index of the few serves it, and not a walk through all members. */
export const onStaff = sql<boolean>`identity.role <> 'member'`;

/** Everyone at least staff, owners first. */
export function listStaff(db: Db) {
  return db
    .selectFrom('identity')
    .selectAll()
    .where(onStaff)
    .orderBy('role')
    .orderBy('platform')
    .orderBy('account')
    .execute();
}

/** Gives an identity a role, and makes it where it has not written yet. Returns its role before. */
export async function setRole(scope: Scope, address: IdentityAddress, role: Role): Promise<Role | undefined> {
  const { trx, now } = scope;
  const known = await findIdentity(trx, address);
  if (known) {
    await trx
      .updateTable('identity')
      .set({ role })
      .where('platform', '=', address.platform)
      .where('account', '=', address.account)
      .execute();
    return known.role;
  }
  const id = scope.newId();
  await trx
    .insertInto('person')
    .values({ id, name: address.account, language: null, zone: null, hidden: 0, stopped_at: null, created_at: now })
    .execute();
  await trx
    .insertInto('identity')
    .values({ ...address, person_id: id, name: address.account, role, created_at: now })
    .execute();
  return undefined;
}

/** The first owner comes from the settings, once: afterwards the table decides. */
export async function ensureOwner(scope: Scope, address: IdentityAddress): Promise<void> {
  const owner = await scope.trx
    .selectFrom('identity')
    .select('account')
    .where(onStaff)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (!owner) await setRole(scope, address, 'owner');
}

/** How many owners there are, on PostgreSQL locked until the commit: the last one cannot be removed, not by two at once either. */
export async function countOwners(trx: Trx): Promise<number> {
  const owners = await trx
    .selectFrom('identity')
    .select('account')
    .where(onStaff)
    .where('role', '=', 'owner')
    .orderBy('platform')
    .orderBy('account')
    .$if(!isSqlite(trx), (query) => query.forUpdate())
    .execute();
  return owners.length;
}

export async function updatePerson(
  trx: Trx,
  id: string,
  change: { language?: string; zone?: string; hidden?: number; stopped_at?: number | null; quiet?: string | null },
): Promise<void> {
  await trx.updateTable('person').set(change).where('id', '=', id).execute();
}

/** As it is stored: null where they did not say. */
export async function quietOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('quiet').where('id', '=', id).executeTakeFirst();
  return row?.quiet ?? null;
}
