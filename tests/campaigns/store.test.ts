import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionHash } from '../../src/campaigns/definition.ts';
import {
  addRooms,
  campaignsOfRoom,
  changeStatus,
  createCampaign,
  findCampaign,
  findCampaignById,
  listCampaigns,
  listSlugs,
  type NewCampaign,
  roomsOf,
  setRooms,
  updateDefinition,
} from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { createStage, MORNING, newGame } from './stage.ts';

describe.each(databases)('campaigns on %s', (kind) => {
  let database: Database;
  let stage: ReturnType<typeof createStage>;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  beforeEach(() => {
    stage = createStage(database);
  });
  afterEach(() => stage.clear());
  afterAll(() => database.close());

  async function create(more: Partial<NewCampaign> = {}): Promise<Campaign> {
    const made = await stage.perform((scope) => createCampaign(scope, newGame(more)));
    expect(made.type).toBe('created');
    return made.campaign;
  }

  it('gives back what was stored', async () => {
    const made = await create({ opensAt: MORNING, closesAt: MORNING + 1, title: '周五 “抢答” 🎉' });
    expect(made).toMatchObject({
      status: 'draft',
      definition: { rounds: 5 },
      opensAt: MORNING,
      approvedHash: undefined,
    });
    expect(await findCampaign(database.db, 'friday-game')).toEqual(made);
    expect(await findCampaignById(database.db, made.id)).toEqual(made);
    expect(await findCampaign(database.db, 'other')).toBeUndefined();
  });

  it('gives a slug to one campaign only', async () => {
    const first = await create();
    const second = await stage.perform((scope) => createCampaign(scope, newGame({ title: 'Another' })));
    expect(second).toEqual({ type: 'taken', campaign: first });
    expect(await listSlugs(database.db)).toEqual(['friday-game']);
  });

  it('does not store what is no slug', async () => {
    for (const slug of [
      '',
      'a',
      'Friday',
      '1st',
      'a b',
      'a_b',
      '抢答',
      `a${'b'.repeat(41)}`,
      "a'; drop table campaign--",
    ]) {
      await expect(stage.perform((scope) => createCampaign(scope, newGame({ slug })))).rejects.toThrow(TypeError);
    }
    expect(await listSlugs(database.db)).toEqual([]);
  });

  it('lists the newest first, by state and kind', async () => {
    await create({ slug: 'first' });
    stage.now += 1;
    const second = await create({ slug: 'second', kind: 'other' });
    await transaction(database.db, (trx) => changeStatus(trx, second.id, 'draft', 'closed', stage.now));
    const slugs = async (filter: Parameters<typeof listCampaigns>[1]) =>
      (await listCampaigns(database.db, filter)).map(({ slug }) => slug);
    expect(await slugs({})).toEqual(['second', 'first']);
    expect(await slugs({ limit: 1 })).toEqual(['second']);
    expect(await slugs({ status: 'draft' })).toEqual(['first']);
    expect(await slugs({ status: ['draft', 'closed'], kind: 'other' })).toEqual(['second']);
    expect(await listSlugs(database.db, { status: 'closed' })).toEqual(['second']);
  });

  it('moves from one state to another once, dates it, and says who won', async () => {
    const { id } = await create();
    const move = (from: Campaign['status'], to: Campaign['status'], now: number) =>
      transaction(database.db, (trx) => changeStatus(trx, id, from, to, now));
    expect(await move('draft', 'approved', 1)).toBe(true);
    expect(await findCampaignById(database.db, id)).toMatchObject({ approvedHash: definitionHash({ rounds: 5 }) });
    expect(await move('approved', 'live', 2)).toBe(true);
    expect(await move('approved', 'live', 3)).toBe(false);
    expect(await move('live', 'paused', 4)).toBe(true);
    expect(await move('paused', 'live', 5)).toBe(true);
    expect(await move('live', 'closed', 6)).toBe(true);
    expect(await move('live', 'closed', 7)).toBe(false);
    expect(await findCampaignById(database.db, id)).toMatchObject({ status: 'closed', openedAt: 2, closedAt: 6 });
  });

  it('lets one of many open it at the same instant', async () => {
    const { id } = await create();
    await transaction(database.db, (trx) => changeStatus(trx, id, 'draft', 'approved', 1));
    const tries = Array.from({ length: 8 }, () =>
      transaction(database.db, (trx) => changeStatus(trx, id, 'approved', 'live', 2)),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('forgets the approval when it becomes a draft again', async () => {
    const { id } = await create();
    await transaction(database.db, (trx) => changeStatus(trx, id, 'draft', 'approved', 1));
    await transaction(database.db, (trx) => changeStatus(trx, id, 'approved', 'draft', 2));
    expect(await findCampaignById(database.db, id)).toMatchObject({ status: 'draft', approvedHash: undefined });
  });

  it('changes what an edit names and nothing else', async () => {
    const { id, title } = await create({ opensAt: MORNING });
    await transaction(database.db, (trx) => updateDefinition(trx, id, { definition: { rounds: 1 }, opensAt: null }));
    expect(await findCampaignById(database.db, id)).toMatchObject({
      title,
      definition: { rounds: 1 },
      opensAt: undefined,
    });
    await transaction(database.db, (trx) => updateDefinition(trx, id, {}));
    expect(await findCampaignById(database.db, id)).toMatchObject({ title, definition: { rounds: 1 } });
  });

  it('keeps its rooms and direct messages, each once', async () => {
    const fans = { platform: 'terminal', room: 'fans' };
    const amy = { platform: 'terminal', account: 'amy' };
    const { id } = await create({ rooms: [fans] });
    await transaction(database.db, async (trx) => {
      expect(await addRooms(trx, id, [fans, amy])).toBe(1);
    });
    expect(await roomsOf(database.db, id)).toEqual([amy, fans]);
    await transaction(database.db, (trx) => setRooms(trx, id, [{ platform: 'slack', room: 'C1', thread: 't' }]));
    expect(await roomsOf(database.db, id)).toEqual([{ platform: 'slack', room: 'C1' }]);
    await transaction(database.db, (trx) => setRooms(trx, id, []));
    expect(await roomsOf(database.db, id)).toEqual([]);
  });

  it('finds what is live in a room, and in one person’s direct message', async () => {
    const fans = { platform: 'terminal', room: 'fans' };
    const amy = { platform: 'terminal', account: 'amy' };
    const { id } = await create({ rooms: [fans, amy] });
    expect(await campaignsOfRoom(database.db, fans)).toEqual([]);
    await transaction(database.db, async (trx) => {
      await changeStatus(trx, id, 'draft', 'approved', 1);
      await changeStatus(trx, id, 'approved', 'live', 1);
    });
    expect((await campaignsOfRoom(database.db, fans)).map((campaign) => campaign.id)).toEqual([id]);
    expect((await campaignsOfRoom(database.db, { ...amy, thread: 't' })).map((campaign) => campaign.id)).toEqual([id]);
    expect(await campaignsOfRoom(database.db, { platform: 'slack', room: 'fans' })).toEqual([]);
    expect(await campaignsOfRoom(database.db, { platform: 'terminal', room: 'amy' })).toEqual([]);
  });
});
