import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeItems } from '../../flows/feedback/merge-store.ts';
import { noteNews } from '../../flows/feedback/news.ts';
import { newsMessage } from '../../flows/feedback/news-say.ts';
import { addEvent, type EventKind, type Item, itemsOf, storeItems } from '../../flows/feedback/store.ts';
import { insertAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { hostile, UNSAFE } from '../support/hostile.ts';
import { type KeepingWorld, keepingWorld } from './rows.ts';

const HOUR = 3_600_000;

async function happens(scope: Scope, id: string, kind: EventKind, note: string): Promise<void> {
  const item = (await itemsOf(scope.trx, [id])).get(id)!;
  const next = await addEvent(scope, item, kind, { note });
  const changed = kind === 'state' ? { ...next, state: note as Item['state'] } : next;
  await storeItems(scope.trx, [changed]);
  await noteNews(scope, [changed]);
}

describe.each(databases)('news on %s', (kind) => {
  let world: KeepingWorld;
  beforeAll(async () => {
    world = await keepingWorld(['amy', 'bob', 'cat'], { kind });
  });
  afterAll(() => world.close());
  const change = (id: string, what: EventKind, note: string) =>
    world.engine.perform((scope) => happens(scope, id, what, note));
  const heard = async (name: string) => (await world.person(name).hearsAll()).filter((text) => text.includes('#'));

  test('whoever wrote or backs an item hears its changes once, an hour of them in one message', async () => {
    const [one, other] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'The alarm is too quiet', ['amy', 'bob']),
      await world.write(scope, 'A darker theme', ['bob']),
    ]);
    const before = world.platforms[0]!.delivered.length;
    await change(one!.id, 'state', 'planned');
    await change(one!.id, 'answered', 'With the next update');
    await change(one!.id, 'state', 'work');
    await change(other!.id, 'state', 'review');
    await world.set(HOUR - 1000);
    expect(world.platforms[0]!.delivered.length).toBe(before);
    await world.set(1000);
    const said = world.platforms[0]!.delivered.slice(before);
    expect(said.length).toBe(2);
    const [bob] = await heard('bob');
    expect(bob).toContain('planned → in work; answered: With the next update');
    expect(bob).toContain('A darker theme');
    expect(bob).toMatch(/“stop” ends/);
    expect((await heard('amy')).join()).toMatch(/You wrote this/);
    await world.set(3 * HOUR);
    expect(world.platforms[0]!.delivered.length).toBe(before + 2);
    // And again an hour after the next change, not before.
    await change(one!.id, 'state', 'shipped');
    await world.set(HOUR);
    expect(world.platforms[0]!.delivered.length).toBe(before + 4);
    expect(await world.db.selectFrom('feedback_news').selectAll().execute()).toEqual([]);
  });

  test('who said stop hears only the answer to what they wrote; of what is hidden only its author hears', async () => {
    const [own, backed, hidden] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'My own question', ['cat', 'amy']),
      await world.write(scope, 'What others want', ['amy', 'cat']),
      await world.write(scope, 'Out of sight', ['amy', 'bob'], { hiddenAt: scope.now }),
    ]);
    await world.person('cat').says('stop');
    for (const name of ['amy', 'bob', 'cat']) await world.person(name).hearsAll();
    const before = world.platforms[0]!.delivered.length;
    await change(own!.id, 'state', 'review');
    await change(own!.id, 'answered', 'Here it is');
    await change(backed!.id, 'state', 'planned');
    await change(hidden!.id, 'answered', 'Seen');
    await world.set(HOUR);
    const said = world.platforms[0]!.delivered.slice(before);
    const to = (name: string) =>
      said
        .filter(({ address }) => address.account === name)
        .map(({ text }) => text)
        .join();
    expect(to('cat')).toContain('Here it is');
    expect(to('cat')).not.toMatch(/under review|What others want/);
    expect(to('amy')).toContain('Out of sight');
    expect(to('bob')).toBe('');
  });

  test('a merge is news to those who move, and none once it was undone before they heard', async () => {
    const [one, other] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'Bigger letters', ['amy']),
      await world.write(scope, 'Larger type', ['bob']),
    ]);
    for (const name of ['amy', 'bob']) await world.person(name).hearsAll();
    const from = world.platforms[0]!.delivered.length;
    await world.engine.perform((scope) => mergeItems(scope, one!.id, other!.id, world.idOf('boss')));
    await world.person('boss').says(`feedback unmerge #${one!.number}`);
    await world.set(HOUR);
    const later = () => world.platforms[0]!.delivered.slice(from).filter(({ address }) => address.account !== 'boss');
    expect(later()).toEqual([]);
    await world.engine.perform((scope) => mergeItems(scope, one!.id, other!.id, world.idOf('boss')));
    await world.set(HOUR);
    expect(later().map(({ text }) => text)).toEqual([
      expect.stringContaining(`is one with #${other!.number} now, which you back`),
    ]);
    await world.person('boss').says(`feedback unmerge #${one!.number}`);
    await world.set(HOUR);
    expect(later().at(-1)!.text).toContain('stands for itself again');
    expect(later().length).toBe(2);
  });
});

/** More than a page. */
const CROWD = 510;

/** So many persons who back one item whose change has been noted. */
async function crowd(scope: Scope, world: KeepingWorld): Promise<string> {
  const rows = Array.from({ length: CROWD }, (_, index) => ({ id: scope.newId(), name: `p${index}` }));
  const persons = rows.map(({ id, name }) => ({ id, name, language: 'en', created_at: scope.now }));
  await insertAll(scope.trx, 'person', { id: 'text', name: 'text', language: 'text', created_at: 'integer' }, persons);
  const identities = rows.map(({ id, name }) => ({
    ...{ platform: 'terminal', account: name, person_id: id, name },
    ...{ role: 'member', created_at: scope.now },
  }));
  const text = 'text' as const;
  const columns = {
    platform: text,
    account: text,
    person_id: text,
    name: text,
    role: text,
    created_at: 'integer',
  } as const;
  await insertAll(scope.trx, 'identity', columns, identities);
  const item = await world.write(scope, 'What everybody wants', ['amy']);
  const backers = rows.map(({ id }) => ({ item_id: item.id, person_id: id, at: scope.now }));
  await insertAll(scope.trx, 'feedback_backer', { item_id: text, person_id: text, at: 'integer' }, backers);
  return item.id;
}

test('a failure at every fifth call of the telling doubles nothing and loses nobody', { timeout: 60_000 }, async () => {
  const faults = faulty();
  const database = await freshDatabase('sqlite', { wrap: faults.wrap, now: () => 0 });
  const world = await keepingWorld(['amy'], { database });
  const id = await world.engine.perform((scope) => crowd(scope, world));
  let failed = 0;
  for (let round = 1, fired = true; fired; round += 1) {
    await world.engine.perform((scope) => happens(scope, id, 'answered', `round ${round}`));
    await world.set(1000);
    const before = world.platforms[0]!.delivered.length;
    faults.arm({ call: 5 * round - 4, when: 'before', how: 'throw' });
    await world.set(HOUR).catch(() => undefined);
    fired = faults.fired && round < 9;
    failed += faults.fired ? 1 : 0;
    faults.disarm();
    // A job that failed is tried again by the clock.
    await world.set(2 * HOUR);
    const heard = world.platforms[0]!.delivered.slice(before).filter(({ text }) => text.includes(`round ${round}`));
    expect(heard.length).toBe(CROWD + 1);
    expect(new Set(heard.map(({ address }) => address.account)).size).toBe(CROWD + 1);
  }
  expect(failed).toBeGreaterThan(6);
  await world.close();
});

test('no more than 300 characters, whatever was written, and nothing that should not be said', () => {
  const item = { id: 'i', number: 1_234_567, authorId: 'a', text: '', state: 'declined' } as Item;
  for (const language of ['en', 'zh-CN'] as const) {
    for (const markup of ['plain', 'mrkdwn', 'html'] as const) {
      for (const { text } of hostile) {
        const story = { item: { ...item, text, reason: text }, target: item };
        const happened = [
          { step: 1, kind: 'answered' as const, note: text },
          { step: 2, kind: 'state' as const, note: 'declined' },
          { step: 3, kind: 'merged' as const, note: '#1' },
        ];
        const stories = Array.from({ length: 9 }, () => ({ ...story, happened }));
        for (const some of [stories, stories.slice(0, 1)]) {
          const said = newsMessage(some).render({ language, zone: 'UTC', markup, now: 0 });
          expect(said.length).toBeLessThanOrEqual(300);
          expect(said).not.toMatch(UNSAFE);
          expect(said).toMatch(/“stop” ends|退订/);
        }
      }
    }
  }
  const many = Array.from({ length: 9 }, (_, index) => ({
    item: { ...item, number: index, text: 'Something that many of us want', state: 'planned' as const },
    target: undefined,
    happened: [{ step: 1, kind: 'state' as const, note: 'planned' }],
  }));
  expect(newsMessage(many).render({ language: 'en', zone: 'UTC', markup: 'plain', now: 0 })).toMatch(/\+ \d more/);
});
