import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxTable } from '../../src/db/schema-outbox.ts';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

describe.each(databases)('what staff do about deliveries, on %s', (kind) => {
  let world: World;
  let boss: ReturnType<World['person']>;
  let rows: number;
  beforeEach(async () => {
    world = await createWorld({ kind, flows: [] });
    boss = world.person('boss');
    rows = 0;
    await boss.says('language English');
    await boss.hearsAll();
  });
  afterEach(() => world.close());

  /** A row of an earlier day; gives the end of its id. */
  async function put(state: OutboxTable['state'], more: Partial<OutboxTable> = {}): Promise<string> {
    rows += 1;
    const id = `00000000-0000-7000-8000-${String(rows).padStart(12, '0')}`;
    await world.db
      .insertInto('outbox')
      .values({
        ...{ id, kind: 'campaign', platform: 'terminal', account: null, room: 'fans', thread: null, person_id: null },
        ...{ campaign_id: null, topic: null, dedupe: null, body: '{"text":"news","choices":[]}', re: null, state },
        ...{ reason: null, attempts: 1, next_at: 0, expires_at: null, sent_at: null, message_id: null },
        created_at: world.clock.now() - 5 * MINUTE + rows,
        ...more,
      })
      .execute();
    return id.slice(-8);
  }
  const rowOf = (tail: string) =>
    world.db.selectFrom('outbox').selectAll().where('id', 'like', `%${tail}`).executeTakeFirstOrThrow();

  test('the list shows what is uncertain or failed, newest first, and says why', async () => {
    await boss.says('outbox list');
    await boss.hears('No delivery is uncertain or failed.');
    const one = await put('uncertain', { reason: 'no answer' });
    const other = await put('failed', { reason: 'channel_not_found', account: 'amy', room: null });
    await put('sent');
    await boss.says('outbox list');
    const { text } = await boss.hears('uncertain');
    expect(text.split('\n')).toEqual([
      `${other} · terminal:amy · failed · 4 min 59 s ago · channel_not_found`,
      `${one} · terminal:fans · uncertain · 4 min 59 s ago · the platform gave no answer, so nobody knows whether it arrived`,
    ]);
    await boss.says('outbox list --state failed');
    expect((await boss.hearsAll())[0]).not.toContain('uncertain');
    await boss.says('outbox list --state lost');
    await boss.hears('There is no such state.');
  });

  test('ten at a time, and that there are more', async () => {
    for (let count = 0; count < 11; count += 1) await put('uncertain', { reason: 'no answer' });
    await boss.says('outbox list');
    const { text } = await boss.hears('There are more');
    expect(text.split('\n')).toHaveLength(11);
  });

  test('what waits is shown with what it waits for', async () => {
    const never = { platform: 'slack', next_at: 8_640_000_000_000_000 };
    await put('pending', { ...never, reason: 'limit C1 1000' });
    await put('pending', { ...never, reason: 'account T1', kind: 'reply' });
    await put('pending', {
      platform: 'slack',
      kind: 'reply',
      next_at: world.clock.now() + MINUTE,
      reason: 'no answer',
    });
    await boss.says('outbox list --state pending');
    const { text } = await boss.hears('waiting');
    expect(text).toContain('waits for its turn: the platform takes only so much at a time');
    expect(text).toContain('waits until the platform can be reached again');
    expect(text.split('\n')).toHaveLength(3);
  });

  test('one that is uncertain or failed is sent again at once, and no other', async () => {
    const one = await put('uncertain', { reason: 'no answer' });
    await boss.says(`outbox retry ${one}`);
    await boss.hears(`Sent again: ${one} to terminal:fans.`);
    await world.engine.settled();
    const fans = world.room('fans');
    await fans.hears('news');
    expect(await rowOf(one)).toMatchObject({ state: 'sent', attempts: 1 });
    await boss.says(`outbox retry ${(await rowOf(one)).id}`);
    await boss.hears(`${one} is sent: only what is uncertain or failed can be sent again.`);
    await fans.hearsNothing();
  });

  test('one that is dropped is off the list, and not sent', async () => {
    const one = await put('failed', { reason: 'x' });
    const waiting = await put('pending', { platform: 'slack' });
    for (const id of [one, waiting]) {
      await boss.says(`outbox drop ${id}`);
      await boss.hears(`Dropped: ${id}`);
      expect(await rowOf(id)).toMatchObject({ state: 'suppressed', reason: 'dropped' });
    }
    const sending = await put('sending', { platform: 'slack', next_at: 9e12 });
    await boss.says(`outbox drop ${sending}`);
    await boss.hears('is being sent: there is nothing left to drop.');
    const acts = await world.db.selectFrom('audit').select(['command', 'outcome']).orderBy('id').execute();
    expect(acts.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
  });

  test('an id that is none, or of several, is refused with what to write', async () => {
    rows = 0x1000;
    const id = '00000000-0000-7000-8000-';
    await put('failed', { id: `${id}0000aaaa1234` });
    await put('failed', { id: `${id}0000bbbb1234` });
    await boss.says('outbox retry');
    await boss.hears('Write its id as “outbox list” shows it: outbox retry ID');
    for (const text of ['99999999', '34', '%%%%', 'a_a_1234']) {
      await boss.says(`outbox retry ${text}`);
      await boss.hears(`No delivery ends in “${text}”.`);
    }
    await boss.says('outbox drop 1234');
    await boss.hears(/Several deliveries end in “1234”.*aaaa1234, .*bbbb1234/);
  });

  test('status shows each platform: how it is, when it was last heard, and what waits', async () => {
    await put('pending', { platform: 'slack' });
    await boss.says('status');
    expect((await boss.hearsAll())[0]).toBe(
      'slack: no bot runs it now. What is to be sent there waits. · 1 delivery waits, for 4 min 59 s',
    );
    await sql`delete from outbox where platform = 'slack'`.execute(world.db);
    await world.set(5000);
    while (!(await world.db.selectFrom('platform_state').selectAll().executeTakeFirst()));
    await world.set(50_000);
    await boss.says('status');
    expect((await boss.hearsAll()).at(-1)).toMatch(
      /^terminal: in order · last message .*, 55 seconds ago · (nothing waits|1 delivery waits)/,
    );
  });
});
