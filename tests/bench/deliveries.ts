// A campaign's broadcast to as many persons as there are messages, through the outbox to a platform that takes each at once: the
// latencies are from the commit of the broadcast until each was handed over, the figure a second is until all are marked.
import { performance } from 'node:perf_hooks';
import type { Database } from '../../src/db/open.ts';
import { insertAll } from '../../src/db/sets.ts';
import { quote } from '../../src/text/phrase.ts';
import { type Figures, figuresOf, open } from './harness.ts';

/** Rows of one statement. */
const AT_ONCE = 2000;

export async function deliveries(database: Database, messages: number): Promise<Figures> {
  const setting = await open(database, []);
  const { engine, platform } = setting;
  const reached = new Set<string>();
  const latencies: number[] = [];
  let began = 0;
  platform.answer = ({ id }) => {
    reached.add(id);
    latencies.push(performance.now() - began);
    return { type: 'sent', at: Date.now() };
  };
  const campaign = await engine.perform(async ({ trx, now, newId }) => {
    const id = newId();
    const names = { id, kind: 'quiz', slug: 'bench', title: 'Bench', language: 'en', zone: 'UTC' };
    const times = { created_at: now, opens_at: null, closes_at: null, opened_at: now, closed_at: null };
    await trx
      .insertInto('campaign')
      .values({ ...names, ...times, status: 'live', definition: '{}', approved_hash: 'x' })
      .execute();
    return id;
  });
  const persons: string[] = [];
  while (persons.length < messages)
    persons.push(...(await addPersons(setting, Math.min(AT_ONCE, messages - persons.length))));

  const cpu = process.cpuUsage();
  const reader = { language: 'en', zone: 'UTC' } as const;
  await engine.perform(async (scope) => {
    persons.forEach((personId, index) => {
      const options = {
        kind: 'campaign',
        reader,
        personId,
        campaignId: campaign,
        dedupe: `bench/${personId}`,
      } as const;
      scope.send({ platform: 'terminal', account: `p${index}` }, quote('The release is out.'), options);
    });
    began = performance.now();
  });
  await engine.settled();
  const seconds = (performance.now() - began) / 1000;
  const figures = figuresOf({ latencies, seconds, messages, cpu: process.cpuUsage(cpu) });
  const sent = await database.db
    .selectFrom('outbox')
    .where('state', '=', 'sent')
    .select((row) => row.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  await engine.stop();
  const twice = latencies.length - reached.size;
  return { ...figures, wrong: Math.abs(Number(sent.rows) - messages) + Math.abs(reached.size - messages) + twice };
}

function addPersons({ engine }: Awaited<ReturnType<typeof open>>, count: number): Promise<string[]> {
  return engine.perform(async ({ trx, now, newId }) => {
    const rows = Array.from({ length: count }, () => ({ id: newId(), name: 'somebody', hidden: 0, created_at: now }));
    await insertAll(trx, 'person', { id: 'text', name: 'text', hidden: 'integer', created_at: 'integer' }, rows);
    return rows.map(({ id }) => id);
  });
}
