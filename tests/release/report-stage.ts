// What stories of reports begin with: a train whose release was announced last Friday, and a look at the rows.
import { flows } from '../../flows/index.ts';
import { definitionSchema } from '../../flows/release/definition.ts';
import { reportCommands } from '../../flows/release/report-commands.ts';
import { reportJobs, reportsLater } from '../../flows/release/report-jobs.ts';
import { mergeReports, reportedIn } from '../../flows/release/report-persons.ts';
import { reportBulk, reportWords } from '../../flows/release/report-words.ts';
import { findRelease } from '../../flows/release/store.ts';
import { createCampaign } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { ReleaseItemTable, ReleaseTable } from '../../src/db/schema-release.ts';
import type { Flow } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { World } from '../support/world.ts';

/** Tuesday 1 December 2026 in Beijing: before the window, its ends, and within. */
export const BEFORE = Date.parse('2026-12-01T09:00:00+08:00');
export const FROM = Date.parse('2026-12-01T10:00:00+08:00');
export const WITHIN = Date.parse('2026-12-01T12:00:00+08:00');
export const UNTIL = Date.parse('2026-12-01T20:00:00+08:00');
const DAY = 86_400_000;

/** Reports alone. */
const release: Flow = {
  name: 'release',
  definition: definitionSchema,
  commands: reportCommands,
  words: reportWords,
  bulk: [reportBulk],
  jobs: reportJobs,
  dialogs: async () => [(await import('../../flows/release/dialog.ts')).reportDialog()],
  joined: reportedIn,
  merged: ({ trx }, from, to) => mergeReports(trx, from, to),
};

export const reportFlows: readonly Flow[] = [release, ...flows.filter(({ name }) => name !== 'release')];

export interface Given {
  slug?: string;
  number?: number;
  /** How many items came with it, numbers 1 and on; and how many are voted on, behind those. */
  shipped?: number;
  planned?: number;
  definition?: { [Key in keyof ReturnType<typeof definitionSchema.parse>]?: unknown };
  item?: Partial<ReleaseItemTable>;
  release?: Partial<ReleaseTable>;
}

const TITLES = ['Dark mode', 'Faster camera', 'Longer battery', 'Quiet hours', 'Widgets', 'Themes', 'Live captions'];

/** Adds a live train in the room `fans` with an announced release and its timers; ids are `<slug>-r<number>` and `<slug>-<item>`. */
export async function announce(scope: Scope, given: Given = {}): Promise<void> {
  const { slug = 'orange', number = 3, shipped = 4, planned = 3, definition = {} } = given;
  const { trx, now } = scope;
  const made = await createCampaign(scope, {
    ...{ kind: 'release', slug, title: `Train ${slug}`, language: 'en', zone: 'Asia/Shanghai' },
    definition: definitionSchema.parse({ award: { minimum: 2 }, ...definition }),
    rooms: [{ platform: 'terminal', room: slug === 'orange' ? 'fans' : slug }],
  });
  const campaignId = made.campaign.id;
  const id = `${slug}-r${number}`;
  if (made.type === 'created') {
    await trx
      .updateTable('campaign')
      .set({ status: 'live', approved_hash: 'x', opened_at: now })
      .where('id', '=', campaignId)
      .execute();
    await trx
      .insertInto('train')
      .values({ campaign_id: campaignId, last_release: number, last_item: shipped + planned })
      .execute();
  }
  const slot = FROM - 4 * DAY + 7 * 3_600_000;
  await trx
    .insertInto('release')
    .values({
      ...{ id, campaign_id: campaignId, number, slot_at: slot, freeze_at: slot - DAY, state: 'announced' },
      ...{ note_en: null, note_zh: null, link: null, counts: null, confirmed_hash: null, confirmed_by: null },
      ...{ confirmed_at: null, announced_at: slot, reports_from: FROM, reports_until: UNTIL, result: null },
      ...given.release,
    })
    .execute();
  for (let item = 1; item <= shipped + planned; item += 1) {
    const out = item <= shipped;
    await trx
      .insertInto('release_item')
      .values({
        ...{ id: `${slug}-${item}`, campaign_id: campaignId, number: item, title: TITLES[item - 1] ?? `Item ${item}` },
        ...{ owner_id: null, owner: out ? 'Bob' : null, team: out ? 'Phone' : null, feedback_id: null },
        ...{ proposed_by: null, proposed_at: slot - 10 * DAY, state: out ? 'shipped' : 'voting' },
        ...{ release_id: out ? id : null, yes: 0, no: 0, hopes: 0, decided_at: null },
        ...given.item,
      })
      .execute();
  }
  await reportsLater(scope, (await findRelease(trx, id))!);
}

/** "4 1 3 7" by item number, person by person in the order of their names. */
export async function reportsIn(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('release_report as report')
    .innerJoin('person', 'person.id', 'report.person_id')
    .leftJoin('release_item as best', 'best.id', 'report.best_id')
    .leftJoin('release_item as worst', 'worst.id', 'report.worst_id')
    .leftJoin('release_item as hope', 'hope.id', 'report.hope_id')
    .select(['person.name', 'report.mood', 'best.number as best', 'worst.number as worst', 'hope.number as hope'])
    .orderBy('person.name')
    .execute();
  return rows.map(
    ({ name, mood, best, worst, hope }) => `${name} ${mood} ${best ?? '-'} ${worst ?? '-'} ${hope ?? '-'}`,
  );
}

/** What is wrong in the rows: hopes that are not those of the reports. */
export async function wrongIn(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('release_item as item')
    .leftJoin('release_report as report', 'report.hope_id', 'item.id')
    .groupBy(['item.id', 'item.hopes'])
    .select((row) => ['item.id', 'item.hopes', row.fn.count<number>('report.person_id').as('counted')])
    .execute();
  return rows.flatMap(({ id, hopes, counted }) =>
    Number(hopes) === Number(counted) ? [] : [`${id} says ${hopes} hopes and has ${counted}`],
  );
}

export async function announceIn(world: World, given: Given = {}): Promise<void> {
  await world.engine.perform((scope) => announce(scope, given));
}
