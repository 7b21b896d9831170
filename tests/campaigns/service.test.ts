import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import {
  approveCampaign,
  campaignJobs,
  closeCampaign,
  editCampaign,
  openCampaign,
  pauseCampaign,
  resumeCampaign,
} from '../../src/campaigns/service.ts';
import { createCampaign, findCampaignById, type NewCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { createStage, gameFlow, HOUR, MORNING, newGame } from './stage.ts';

describe.each(databases)('running a campaign on %s', (kind) => {
  let database: Database;
  let stage: ReturnType<typeof createStage>;
  let game: ReturnType<typeof gameFlow>;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  beforeEach(() => {
    stage = createStage(database);
    game = gameFlow();
  });
  afterEach(() => stage.clear());
  afterAll(() => database.close());

  const told = () => game.told.map(({ event }) => event);
  const create = async (more: Partial<NewCampaign> = {}): Promise<Campaign> =>
    (await stage.perform((scope) => createCampaign(scope, newGame(more)))).campaign;
  const act = (what: typeof openCampaign, campaign: Campaign) => stage.perform((scope) => what(scope, game, campaign));
  /** Runs a job as the ticker would: its timer is gone in the same transaction. */
  const runJob = (name: string, campaign: Campaign) =>
    stage.perform(async (scope) => {
      await scope.trx.deleteFrom('timer').where('job', '=', name).execute();
      const job = campaignJobs(() => game).find((one) => one.name === name)!;
      await job.run(scope, { campaignId: campaign.id });
    });

  it('tells the flow of each change once, with its definition read', async () => {
    const draft = await create();
    const opened = await act(openCampaign, draft);
    expect(opened).toMatchObject({ type: 'moved', campaign: { status: 'live', openedAt: MORNING } });
    expect(await act(openCampaign, opened.campaign)).toMatchObject({ type: 'already' });
    expect(await act(pauseCampaign, opened.campaign)).toMatchObject({ type: 'moved', campaign: { status: 'paused' } });
    expect(await act(pauseCampaign, opened.campaign)).toMatchObject({ type: 'already' });
    const resumed = await act(resumeCampaign, opened.campaign);
    expect(resumed).toMatchObject({ type: 'moved', campaign: { status: 'live', openedAt: MORNING } });
    expect(await act(resumeCampaign, resumed.campaign)).toMatchObject({ type: 'already' });
    expect(await act(closeCampaign, resumed.campaign)).toMatchObject({ type: 'moved', campaign: { status: 'closed' } });
    expect(told()).toEqual(['opened', 'paused', 'opened', 'closed']);
    expect(game.told[0]!.campaign.definition).toEqual({ rounds: 5, mode: 'quick', words: [] });
  });

  it('goes by what is stored, not by what the caller had read earlier', async () => {
    const draft = await create();
    await act(openCampaign, draft);
    expect(await act(openCampaign, draft)).toMatchObject({ type: 'already', campaign: { status: 'live' } });
    expect(await act(closeCampaign, draft)).toMatchObject({ type: 'moved' });
    expect(await act(pauseCampaign, draft)).toMatchObject({ type: 'refused', why: 'closed' });
    expect(told()).toEqual(['opened', 'closed']);
  });

  it('opens a campaign once when several ask at the same time', async () => {
    const draft = await create();
    const changes = await Promise.all(Array.from({ length: 6 }, () => act(openCampaign, draft)));
    expect(changes.map(({ type }) => type).sort()).toEqual([...Array(5).fill('already'), 'moved']);
    expect(told()).toEqual(['opened']);
  });

  it('rolls the opening back when the flow cannot begin', async () => {
    const draft = await create({ closesAt: MORNING + HOUR });
    const broken = { ...game, opened: () => Promise.reject(new Error('no questions')) };
    await expect(stage.perform((scope) => openCampaign(scope, broken, draft))).rejects.toThrow('no questions');
    expect(await findCampaignById(database.db, draft.id)).toEqual(draft);
    expect(await stage.timers()).toEqual([]);
  });

  it('does not open what its flow no longer reads', async () => {
    const draft = await create({ definition: { rounds: 1000 } });
    expect(await act(openCampaign, draft)).toMatchObject({ type: 'refused', why: 'definition' });
    expect(await findCampaignById(database.db, draft.id)).toEqual(draft);
  });

  it('opens and closes by the clock', async () => {
    const draft = await create({ opensAt: MORNING + HOUR, closesAt: MORNING + 2 * HOUR });
    const approved = await stage.perform((scope) => approveCampaign(scope, {}, draft));
    expect(approved).toMatchObject({ type: 'moved', campaign: { status: 'scheduled' } });
    expect(await stage.timers()).toMatchObject([{ job: 'open', due_at: MORNING + HOUR }]);
    stage.now = MORNING + HOUR;
    await runJob('open', draft);
    expect(await stage.timers()).toMatchObject([{ job: 'close', due_at: MORNING + 2 * HOUR }]);
    stage.now = MORNING + 2 * HOUR;
    await runJob('close', draft);
    expect(await findCampaignById(database.db, draft.id)).toMatchObject({ status: 'closed', openedAt: MORNING + HOUR });
    expect(told()).toEqual(['opened', 'closed']);
  });

  it('takes its timers away with it', async () => {
    const scheduled = await create({ opensAt: MORNING + HOUR, closesAt: MORNING + 2 * HOUR });
    await stage.perform((scope) => approveCampaign(scope, {}, scheduled));
    await act(openCampaign, scheduled);
    expect((await stage.timers()).map(({ job }) => job)).toEqual(['close']);
    await act(closeCampaign, scheduled);
    expect(await stage.timers()).toEqual([]);
  });

  it('leaves alone what was opened or closed by hand before its timer ran', async () => {
    const draft = await create({ opensAt: MORNING + HOUR });
    await stage.perform((scope) => approveCampaign(scope, {}, draft));
    await act(closeCampaign, draft);
    await runJob('open', draft);
    await runJob('close', draft);
    expect(told()).toEqual([]);
    expect(await findCampaignById(database.db, draft.id)).toMatchObject({ status: 'closed', openedAt: undefined });
  });

  it('tells staff of a campaign whose time went by while the program stood still', async () => {
    await stage.perform(async ({ trx, now }) => {
      const boss = {
        person_id: 'boss',
        platform: 'terminal',
        account: 'boss',
        name: 'boss',
        role: 'owner' as const,
        created_at: now,
      };
      await trx.insertInto('person').values({ id: 'boss', name: 'boss', hidden: 0, created_at: now }).execute();
      await trx.insertInto('identity').values(boss).execute();
    });
    const draft = await create({ opensAt: MORNING + HOUR, closesAt: MORNING + 2 * HOUR });
    await stage.perform((scope) => approveCampaign(scope, {}, draft));
    stage.now = MORNING + 3 * HOUR;
    await runJob('open', draft);
    expect(await findCampaignById(database.db, draft.id)).toMatchObject({ status: 'closed', openedAt: undefined });
    expect(told()).toEqual([]);
    expect(await stage.said()).toEqual([expect.stringContaining('Friday game')]);
  });

  it('makes a draft of what is edited, and keeps the clock from opening it', async () => {
    const draft = await create({ opensAt: MORNING + HOUR });
    const { campaign } = await stage.perform((scope) => approveCampaign(scope, {}, draft));
    const edited = await stage.perform((scope) => editCampaign(scope, campaign, { definition: { rounds: 2 } }));
    expect(edited.campaign).toMatchObject({ status: 'draft', approvedHash: undefined, definition: { rounds: 2 } });
    expect(await stage.timers()).toEqual([]);
    await act(openCampaign, edited.campaign);
    const late = await stage.perform((scope) => editCampaign(scope, campaign, { definition: { rounds: 9 } }));
    expect(late).toMatchObject({ type: 'refused', why: 'live', campaign: { definition: { rounds: 2 } } });
  });
});
