// What pre-order stories begin with: a pre-order that is open, or still takes sign-ups, and a look at the rows they leave.
import { flows } from '../../flows/index.ts';
import type { Definition } from '../../flows/preorder/definition.ts';
import { readCampaignFile } from '../../src/campaigns/files.ts';
import { apply } from '../../src/campaigns/plan.ts';
import type { World } from '../support/world.ts';

type Given = { [Key in keyof Definition]?: unknown };

/** Applies a campaign file of a pre-order `mi` in the room `fans`; its sign-up has begun. */
export async function makeMi(world: World, definition: Given = {}, more: Record<string, unknown> = {}): Promise<void> {
  const text = JSON.stringify({
    ...{
      kind: 'preorder',
      slug: 'mi',
      title: 'Mi phone',
      language: 'en',
      zone: 'Asia/Shanghai',
      rooms: ['terminal:fans'],
    },
    ...more,
    definition: { lanes: [{ name: 'public', size: 2 }], ...definition },
  });
  const read = readCampaignFile(text, flows);
  if (read.type === 'faults') throw new Error(JSON.stringify(read.faults));
  const { plan } = await world.engine.perform((scope) => apply(scope, flows, read.file));
  if (plan.type === 'refused') throw new Error('refused');
  await world.set(0);
}

/** The same, and opens it. */
export async function openMi(world: World, definition: Given = {}, more: Record<string, unknown> = {}): Promise<void> {
  await makeMi(world, definition, more);
  await world.person('boss').says('preorder open mi');
  await world.set(0);
}

/** Who has which place: "amy public 1 confirmed", by place. */
export async function placesIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('place')
    .innerJoin('entry', 'entry.id', 'place.entry_id')
    .innerJoin('lane', 'lane.id', 'place.lane_id')
    .leftJoin('person', 'person.id', 'entry.person_id')
    .select(['person.name', 'entry.held_for', 'lane.name as lane', 'place.number', 'entry.state'])
    .orderBy('lane.rank')
    .orderBy('place.number')
    .execute();
  return rows.map((row) => `${row.name ?? row.held_for} ${row.lane} ${row.number} ${row.state}`);
}

/** Who waits, in order. */
export async function waitingIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('person', 'person.id', 'entry.person_id')
    .select('person.name')
    .where('entry.state', '=', 'waiting')
    .orderBy('entry.lane_id')
    .orderBy('entry.turn')
    .execute();
  return rows.map(({ name }) => name);
}

/** Who takes part, in the order of their numbers: "1 amy 2", a guest as "2 (Tom) 1". */
export async function signedIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('entry')
    .leftJoin('person', 'person.id', 'entry.person_id')
    .leftJoin('preorder_guest as guest', 'guest.entry_id', 'entry.id')
    .select(['entry.number', 'person.name', 'guest.name as guest', 'entry.units'])
    .where('entry.state', 'not in', ['cancelled', 'declined', 'expired', 'revoked'])
    .orderBy('entry.number')
    .execute();
  return rows.map(({ number, name, guest, units }) => `${number} ${name ?? `(${guest})`} ${units}`);
}
