import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { incidentRecorder } from '../../src/engine/incidents.ts';
import { createLog } from '../../src/log.ts';
import { createHealth, type Health } from '../../src/outbox/health.ts';
import { platformStatuses } from '../../src/outbox/status.ts';
import { setRole } from '../../src/people/store.ts';
import { quote } from '../../src/text/phrase.ts';
import { databases } from '../support/database.ts';
import { doorman, NOON, openOutbox } from './stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe.each(databases)('how platforms are, on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  let health: Health;
  let read: number;
  const slack = () => stage.platform;
  beforeEach(async () => {
    read = 0;
    stage = await openOutbox({ kind, platforms: [doorman('slack', () => NOON)] });
    for (const account of ['boss', 'sam'])
      await stage.perform((scope) => setRole(scope, { platform: 'terminal', account }, 'staff'));
    begin();
  });
  afterEach(() => stage.close());

  function begin(): void {
    health = createHealth({
      ...{ platforms: [slack()], perform: stage.perform, clock: stage.clock },
      recordIncident: incidentRecorder(stage.db, createLog('silent')),
    });
    health.start();
  }

  /** Time goes by, five seconds at a time, and each look comes to its end. */
  async function passes(length: number): Promise<void> {
    for (let gone = 0; gone < length; gone += 5 * SECOND) {
      stage.clock.set(stage.clock.now() + 5 * SECOND);
      await health.stop();
      health.start();
    }
  }
  const row = () => stage.db.selectFrom('platform_state').selectAll().executeTakeFirst();
  /** What was said to staff since this was last asked, by account. */
  async function told(): Promise<string[]> {
    const rows = (await stage.rows()).slice(read);
    read += rows.length;
    return rows.map(({ account, body }) => `${account}: ${(JSON.parse(body) as { text: string }).text.split('\n')[0]}`);
  }
  const ok = () => ({ ok: true });
  const down = () => ({ ok: false, detail: quote('The token was revoked.') });

  test('what should be mended although the platform works is told to staff once, also after a restart', async () => {
    const closed = (room: string) => quote(`The room ${room} is closed.`);
    slack().health = () => ({ ok: true, notes: [closed('C1')] });
    await passes(10 * SECOND);
    expect(await told()).toEqual(['boss: The room C1 is closed.', 'sam: The room C1 is closed.']);
    slack().health = () => ({ ok: true, notes: [closed('C1'), closed('C2')] });
    await health.stop();
    begin();
    await passes(10 * SECOND);
    expect(await told()).toEqual(['boss: The room C2 is closed.', 'sam: The room C2 is closed.']);
  });

  test('a row is there after the first look, and written again once a minute', async () => {
    expect(await row()).toBeUndefined();
    await passes(5 * SECOND);
    expect(await row()).toMatchObject({
      platform: 'slack',
      ok: 1,
      detail_en: null,
      last_event_at: null,
      seen_at: NOON + 5000,
    });
    health.saw('slack');
    await passes(55 * SECOND);
    expect(await row()).toMatchObject({ last_event_at: null, seen_at: NOON + 5000 });
    await passes(5 * SECOND);
    expect(await row()).toMatchObject({
      last_event_at: NOON + 5000,
      seen_at: NOON + 5000 + MINUTE,
      changed_at: NOON + 5000,
    });
  });

  test('staff are told once when one is out of order for more than a minute, and once when it is back', async () => {
    await passes(5 * SECOND);
    slack().health = down;
    await passes(5 * SECOND);
    expect(await row()).toMatchObject({ ok: 0, detail_en: 'The token was revoked.', told_at: null });
    await passes(MINUTE);
    expect(await told()).toEqual([]);
    await passes(5 * SECOND);
    const said = 'slack has been out of order for 1 min 5 s. The token was revoked.';
    expect(await told()).toEqual([`boss: ${said}`, `sam: ${said}`]);
    await passes(3 * MINUTE);
    // A restart, and it is still out of order.
    await health.stop();
    begin();
    await passes(3 * MINUTE);
    expect(await told()).toEqual([]);
    expect((await platformStatuses(stage.db, stage.clock.now()))[0]?.ok).toBe(false);

    slack().health = ok;
    await passes(5 * SECOND);
    expect((await told()).map((text) => text.replace(/after [^.]*/, 'after …'))).toEqual([
      'boss: slack is in order again, after …. What waited goes out now.',
      'sam: slack is in order again, after …. What waited goes out now.',
    ]);
    await passes(5 * MINUTE);
    expect(await told()).toEqual([]);
    expect(await row()).toMatchObject({ ok: 1, detail_en: null, told_at: null });
  });

  test('each outage is told of', async () => {
    for (let outages = 0; outages < 2; outages += 1) {
      slack().health = down;
      await passes(2 * MINUTE);
      slack().health = ok;
      await passes(MINUTE);
      expect(await told()).toHaveLength(4);
    }
  });

  test('nobody is told of what lasted less than a minute', async () => {
    slack().health = down;
    await passes(MINUTE);
    slack().health = ok;
    await passes(2 * MINUTE);
    expect(await told()).toEqual([]);
  });

  test('a platform that cannot say how it is makes an incident a minute, and is asked again', async () => {
    slack().health = () => {
      throw new Error('broken');
    };
    await passes(MINUTE);
    expect(await stage.incidents()).toMatchObject([{ origin: 'health', error: expect.stringContaining('broken') }]);
    slack().health = ok;
    await passes(5 * SECOND);
    expect(await row()).toMatchObject({ ok: 1 });
  });

  test('a row that nobody has written for minutes tells of a bot that does not run', async () => {
    await passes(5 * SECOND);
    const [running] = await platformStatuses(stage.db, stage.clock.now() + MINUTE);
    const [gone] = await platformStatuses(stage.db, stage.clock.now() + 5 * MINUTE);
    expect([running?.ok, gone?.ok]).toEqual([true, false]);
    const reader = { language: 'en', zone: 'UTC', markup: 'plain', now: stage.clock.now() } as const;
    expect(gone!.phrase.render(reader)).toContain('nobody has looked since');
  });
});
