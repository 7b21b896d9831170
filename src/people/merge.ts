// An account turns out to be that of somebody known: it becomes theirs, and nothing that either of them holds is lost.
import { sql } from 'kysely';
import type { IdentityTable } from '../db/schema.ts';
import { isSqlite } from '../db/sets.ts';
import type { Flow } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { writeAudit } from './audit.ts';
import { mergeConsents } from './consent.ts';
import { mayAct, type Role } from './person.ts';
import { findIdentity, type IdentityAddress } from './store.ts';
import { mergeTags } from './tags.ts';

/**
 * Gives the person and the role of the identity `from` to the account `to` of the same platform, and removes `from`. A person whom `to` was until
 * now is merged into the other, unless they have another identity left. What waits to be said to the old account goes to the new one.
 */
export async function moveIdentity(
  scope: Scope,
  flows: readonly Flow[],
  from: IdentityAddress,
  to: IdentityAddress,
): Promise<Role> {
  const { trx } = scope;
  const [old, current] = [(await findIdentity(trx, from))!, (await findIdentity(trx, to))!];
  await holdPersons(scope, [old.person_id, current.person_id]);
  const role = mayAct(old.role, current.role) ? old.role : current.role;
  await trx.deleteFrom('identity').where('platform', '=', from.platform).where('account', '=', from.account).execute();
  await trx
    .updateTable('identity')
    .set({ person_id: old.person_id, role })
    .where('platform', '=', to.platform)
    .where('account', '=', to.account)
    .execute();
  if (old.person_id !== current.person_id && !(await hasIdentity(scope, current.person_id)))
    await mergePersons(scope, flows, current.person_id, old.person_id);
  await readdress(scope, from, to);
  await audit(scope, old, to, role);
  return role;
}

/** On PostgreSQL nobody else changes them before the commit. */
async function holdPersons({ trx }: Scope, ids: readonly string[]): Promise<void> {
  if (isSqlite(trx)) return;
  await trx.selectFrom('person').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
}

async function hasIdentity({ trx }: Scope, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('identity')
    .select('account')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everything of `from` becomes that of `to`, and `from` is no more. */
export async function mergePersons(scope: Scope, flows: readonly Flow[], from: string, to: string): Promise<void> {
  const { trx } = scope;
  for (const flow of flows) await flow.merged?.(scope, from, to);
  // A source names its person. Points for the same thing are had once.
  await sql`update points set person_id = ${to}, source = replace(source, ${from}, ${to}) where person_id = ${from}
    and not exists (select 1 from points as had where had.source = replace(points.source, ${from}, ${to}))`.execute(
    trx,
  );
  await trx.deleteFrom('points').where('person_id', '=', from).execute();
  await mergeTags(trx, from, to);
  await mergeConsents(trx, from, to);
  await trx.deleteFrom('dialog').where('person_id', '=', from).execute();
  await trx.updateTable('outbox').set({ person_id: to }).where('person_id', '=', from).execute();
  await trx.updateTable('audit').set({ person_id: to }).where('person_id', '=', from).execute();
  await trx.deleteFrom('person').where('id', '=', from).execute();
}

/** Deliveries that nobody has tried yet, and places of campaigns. */
async function readdress({ trx }: Scope, from: IdentityAddress, to: IdentityAddress): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ account: to.account })
    .where('platform', '=', from.platform)
    .where('account', '=', from.account)
    .where(sql<boolean>`state in ('pending', 'sending')`)
    .where('state', '=', 'pending')
    .execute();
  await sql`update campaign_room set account = ${to.account} where platform = ${from.platform} and account = ${from.account}
    and room = '' and not exists (select 1 from campaign_room as had where had.campaign_id = campaign_room.campaign_id
    and had.platform = campaign_room.platform and had.room = '' and had.account = ${to.account})`.execute(trx);
  await trx
    .deleteFrom('campaign_room')
    .where('platform', '=', from.platform)
    .where('account', '=', from.account)
    .where('room', '=', '')
    .execute();
}

/** Rights that go to another account are an act of staff. */
async function audit({ trx, newId, now }: Scope, old: IdentityTable, to: IdentityAddress, role: Role): Promise<void> {
  if (role === 'member') return;
  const command = `iam (${old.role} ${old.platform}:${old.account} -> ${role} ${to.platform}:${to.account})`;
  await writeAudit(trx, newId, [{ ...to, at: now, personId: old.person_id, command, outcome: 'done' }]);
}
