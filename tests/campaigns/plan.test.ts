import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CampaignFile } from '../../src/campaigns/files.ts';
import { apply, plan } from '../../src/campaigns/plan.ts';
import { closeCampaign, openCampaign, pauseCampaign } from '../../src/campaigns/service.ts';
import { addRooms, createCampaign, findCampaign, roomsOf } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { createStage, gameFlow, HOUR, MORNING, newGame } from './stage.ts';

const fans = { platform: 'terminal', room: 'fans' };
const base: CampaignFile = {
  kind: 'game',
  slug: 'friday-game',
  title: 'Friday game',
  language: 'en',
  zone: 'Asia/Shanghai',
  opensAt: MORNING + HOUR,
  closesAt: MORNING + 2 * HOUR,
  rooms: [fans],
  definition: { rounds: 5 },
};

describe.each(databases)('applying a campaign file on %s', (kind) => {
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

  const applied = (file: CampaignFile) => stage.perform((scope) => apply(scope, [game], file));
  const planned = (file: CampaignFile) => plan(database.reader, [game], file, stage.now);
  const stored = () => findCampaign(database.db, 'friday-game');
  const written = (phrases: readonly Phrase[]) =>
    phrases.map((phrase) => phrase.render({ language: 'en', zone: 'Asia/Shanghai', markup: 'plain', now: stage.now }));

  it('creates, approves and schedules', async () => {
    expect(await planned(base)).toMatchObject({ type: 'create' });
    expect(await stored()).toBeUndefined();
    expect((await applied(base)).plan.type).toBe('create');
    const campaign = (await stored())!;
    expect(campaign).toMatchObject({
      status: 'scheduled',
      definition: { rounds: 5 },
      approvedHash: expect.any(String),
    });
    expect(await roomsOf(database.db, campaign.id)).toEqual([fans]);
    expect(await stage.timers()).toMatchObject([{ job: 'open', due_at: MORNING + HOUR }]);
  });

  it('approves what is to be opened by hand', async () => {
    await applied({ ...base, opensAt: undefined });
    expect(await stored()).toMatchObject({ status: 'approved' });
    expect(await stage.timers()).toEqual([]);
  });

  it('changes nothing the second time, nor after opening, nor when defaults are written out or keys change places', async () => {
    await applied(base);
    const first = await stored();
    stage.now += 1000;
    expect((await applied(base)).plan.type).toBe('unchanged');
    expect((await applied({ ...base, definition: { mode: 'quick', rounds: 5 } })).plan.type).toBe('unchanged');
    expect(await stored()).toEqual(first);
    stage.now = MORNING + HOUR;
    await stage.perform((scope) => openCampaign(scope, game, first!));
    expect((await planned(base)).type).toBe('unchanged');
    await stage.perform((scope) => closeCampaign(scope, game, first!));
    expect((await planned(base)).type).toBe('unchanged');
  });

  it('says what an update changes, does it, and moves the timer', async () => {
    await applied(base);
    const changed: CampaignFile = {
      ...base,
      title: 'Saturday game',
      opensAt: MORNING + 90 * 60_000,
      rooms: [{ platform: 'terminal', room: 'press' }],
      definition: { rounds: 6, words: ['a'] },
    };
    const update = await planned(changed);
    expect(update.type).toBe('update');
    expect(written(update.changes)).toEqual([
      'title: Friday game -> Saturday game',
      'opens: today 10:00 (Beijing time), in 1 hour -> today 10:30 (Beijing time), in 90 minutes',
      'rooms: + terminal:press, - terminal:fans',
      'definition: rounds, words.0',
    ]);
    expect((await stored())!.title).toBe('Friday game');
    await applied(changed);
    const campaign = (await stored())!;
    expect(campaign).toMatchObject({
      title: 'Saturday game',
      status: 'scheduled',
      definition: { rounds: 6, words: ['a'] },
    });
    expect(await roomsOf(database.db, campaign.id)).toEqual([{ platform: 'terminal', room: 'press' }]);
    expect(await stage.timers()).toMatchObject([{ due_at: MORNING + 90 * 60_000 }]);
    expect((await planned(changed)).type).toBe('unchanged');
  });

  it('takes the timer away when the file no longer says when to open', async () => {
    await applied(base);
    await applied({ ...base, opensAt: undefined, closesAt: undefined });
    expect(await stored()).toMatchObject({ status: 'approved', opensAt: undefined, closesAt: undefined });
    expect(await stage.timers()).toEqual([]);
  });

  it('approves a draft that was made in chat and says the same', async () => {
    const { opensAt, closesAt, rooms } = base;
    await stage.perform((scope) => createCampaign(scope, newGame({ opensAt, closesAt, rooms })));
    expect(written((await planned(base)).changes)).toEqual(['approved']);
    await applied(base);
    expect(await stored()).toMatchObject({ status: 'scheduled' });
  });

  it('leaves a live, paused or closed campaign as it is and says why', async () => {
    await applied(base);
    const campaign = (await stored())!;
    const changed = { ...base, definition: { rounds: 6 } };
    const steps = [
      [openCampaign, 'It is live,'],
      [pauseCampaign, 'It is paused,'],
      [closeCampaign, 'It is closed and stays as it was. Give the file a new slug.'],
    ] as const;
    for (const [step, why] of steps) {
      await stage.perform((scope) => step(scope, game, campaign));
      const before = await stored();
      const refused = await applied(changed);
      expect(refused.plan).toMatchObject({ type: 'refused' });
      expect(written([(refused.plan as { why: Phrase }).why])[0]).toContain(why);
      expect(written(refused.plan.changes)).toEqual(['definition: rounds']);
      expect(await stored()).toEqual(before);
    }
  });

  it('takes rooms that joined while it was live for no change of the file', async () => {
    await applied(base);
    const campaign = (await stored())!;
    await stage.perform((scope) => openCampaign(scope, game, campaign));
    await stage.perform((scope) => addRooms(scope.trx, campaign.id, [{ platform: 'terminal', room: 'late' }]));
    expect((await planned(base)).type).toBe('unchanged');
    expect((await planned({ ...base, rooms: [] })).type).toBe('unchanged');
    expect((await planned({ ...base, rooms: [{ platform: 'terminal', room: 'new' }] })).type).toBe('refused');
  });

  it('refuses an opening or a closing that has gone by', async () => {
    const past = await applied({ ...base, opensAt: MORNING });
    expect(past.plan).toMatchObject({ type: 'refused', why: { code: 'file.openingPassed' } });
    const closed = await applied({ ...base, opensAt: undefined, closesAt: MORNING });
    expect(closed.plan).toMatchObject({ type: 'refused', why: { code: 'file.closingPassed' } });
    expect(await stored()).toBeUndefined();
  });

  it('refuses a slug that belongs to another kind', async () => {
    await stage.perform((scope) => createCampaign(scope, newGame({ kind: 'quiz' })));
    expect(await planned(base)).toMatchObject({ type: 'refused', why: { code: 'file.kindChanged' } });
  });

  it('creates a campaign once when several apply the same file at the same time', async () => {
    const plans = await Promise.all(Array.from({ length: 4 }, () => applied(base)));
    expect(plans.map((one) => one.plan.type).sort()).toEqual(['create', 'unchanged', 'unchanged', 'unchanged']);
    expect(await stage.timers()).toHaveLength(1);
  });
});
