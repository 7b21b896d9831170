// Looking into a quiz: the log page by page, the board counted again, and the CSV file.
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { quiz } from '../../flows/quiz/index.ts';
import { migrations } from '../../migrations/index.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import { exportCampaign } from '../../src/commands.ts';
import { readConfig } from '../../src/config.ts';
import { writeCsv } from '../../src/report/csv.ts';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { COLOURS, playQuiz, SUM, sent } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function play(kind: (typeof databases)[number], definition: Record<string, unknown> = {}) {
  world = await createWorld({ kind });
  const boss = world.person('boss');
  await boss.says('language English');
  await playQuiz(world, { definition: { scoring: 'all', ...definition } });
  await boss.hearsAll();
  return boss;
}

async function csv(slug: string): Promise<string[]> {
  const chunks: Buffer[] = [];
  const output = new Writable({ write: (chunk, _, done) => void done(void chunks.push(chunk)) });
  await writeCsv(quiz.report!(world.db, (await findCampaign(world.db, slug))!), output);
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
}

describe.each(databases)('looking into a quiz (%s)', (kind) => {
  test('the log: every answer with its verdict, the newest first', async () => {
    const boss = await play(kind);
    await boss.says('quiz log friday');
    await boss.hears('friday has no answers yet.');
    await world.person('amy').in('fans').says('A', sent(world, 1000));
    await world.person('amy').in('fans').says('B', sent(world, 2000));
    await world.person('bob').in('fans').says('B', { edited: true });
    await world.set(15_000);
    await world
      .person('amy')
      .in('fans')
      .says(`${'3'.padStart(4, '0')}`);
    await world.person('bob').in('fans').says('B');
    await boss.says('quiz log friday');
    expect((await boss.hears('friday: 5 answers')).text).toBe(
      [
        'friday: 5 answers, page 1 of 1',
        '09:00:20 · Q2 · bob · B · wrong',
        '09:00:20 · Q2 · amy · 0003 · right',
        '09:00:05 · Q1 · bob · B. green · edited',
        '09:00:07 · Q1 · amy · B. green · repeated',
        '09:00:06 · Q1 · amy · A. red · wrong',
      ].join('\n'),
    );
    await boss.says('语言 中文');
    await boss.says('quiz log friday');
    await boss.hears('friday：5 条答案，第 1 页，共 1 页\n09:00:20 · 第 2 题 · bob · B · 答错');
  });

  test('twenty a page, and how to see the next', async () => {
    const boss = await play(kind, { tries: 45 });
    for (let count = 1; count <= 41; count += 1) await world.person('amy').in('fans').says('A', sent(world, count));
    await boss.says('quiz log friday');
    const first = (await boss.hears('page 1 of 3')).text.split('\n');
    expect(first).toHaveLength(22);
    expect(first.at(-1)).toBe('Older ones: quiz log friday --page 2');
    await boss.says('quiz log friday --page 3');
    expect((await boss.hears('page 3 of 3')).text.split('\n')).toHaveLength(2);
    for (const page of ['99', 'x', '-1', '1.5', '']) {
      await boss.says(`quiz log friday --page ${page}`);
      await boss.hears(page === '99' ? 'page 3 of 3' : 'page 1 of 3');
    }
  });

  test('a long answer takes one line', async () => {
    const boss = await play(kind, { questions: [{ text: 'Say it', answer: 'x'.repeat(180) }] });
    await world.person('amy').in('fans').says('y'.repeat(180));
    await boss.says('quiz log friday');
    await boss.hears(`amy · ${'y'.repeat(59)}… · wrong`);
  });

  test('the board counted again from the log is the same, and a difference is found', async () => {
    const boss = await play(kind, { scoring: 'speed' });
    await world.person('amy').in('fans').says('B', sent(world, 3333));
    await world.person('bob').in('fans').says('B', sent(world, 7777));
    await world.person('cat').in('fans').says('C');
    await world.set(10_000);
    await boss.says('quiz check friday');
    await boss.hears('friday: 2 people on the board; counted again from 3 answers, it is the same.');
    await world.db.updateTable('points').set({ amount: 99 }).where('amount', '=', 8).execute();
    await boss.says('quiz check friday');
    await boss.hears('friday: the board and the log differ for 1 person. Please tell whoever runs Canyu.');
    await world.db.deleteFrom('points').execute();
    await boss.says('quiz check friday');
    await boss.hears('the board and the log differ for 2 people.');
  });

  test('the file: every answer in the order of arrival, with its points', async () => {
    await play(kind, { questions: [COLOURS, SUM], scoring: { rule: 'first', winners: 1, points: 5 } });
    await world.person('amy').in('fans').says('A', sent(world, 500));
    await world.person('bob').says('quiz');
    await world.person('bob').says('B', sent(world, 1500));
    await world.person('cat').in('fans').says('B', sent(world, 1600));
    await world.set(15_000);
    const [head, ...rows] = await csv('friday');
    expect(head).toBe('\ufeffquestion,platform,room,person,name,answer,verdict,sent_at,elapsed_ms,points');
    expect(rows.map((row) => row.replace(/[0-9a-f-]{36}/, 'id'))).toEqual([
      '1,terminal,fans,id,amy,A. red,wrong,2026-11-27T01:00:05.500Z,500,0',
      '1,terminal,,id,bob,B. green,correct,2026-11-27T01:00:06.500Z,1500,5',
      '1,terminal,fans,id,cat,B. green,correct,2026-11-27T01:00:06.600Z,1600,0',
    ]);
  });

  test.each(['=cmd|"/C calc"!A0', '+1', '-1+2', '@SUM(A1)', '\t=1', 'O"Neil, Amy'])(
    'the file makes no formula of the name or the answer %j',
    async (name) => {
      await play(kind, { questions: [{ text: 'Say it', answer: name.trim() }] });
      await world.person('amy').in('fans').says(name, { name });
      const [, row] = await csv('friday');
      const cells = /^1,terminal,fans,[^,]+,(?<name>"(?:[^"]|"")*"|[^,]*),(?<answer>"(?:[^"]|"")*"|[^,]*),/.exec(row!)!
        .groups!;
      for (const cell of [cells['name']!, cells['answer']!]) {
        const value = cell.replace(/^"|"$/g, '').replaceAll('""', '"');
        expect(value).not.toMatch(/^[=+\-@\t]/);
        expect(value.replace(/^'/, '')).toBe(name.trim());
      }
    },
  );

  const onSqlite = kind === 'sqlite' ? test : () => {};
  onSqlite('the file by command line, beside a running bot', async () => {
    await play(kind);
    await world.person('amy').in('fans').says('B');
    const parts = { config: readConfig({ DATABASE_URL: `sqlite:${world.database.file}` }), flows, migrations };
    const chunks: string[] = [];
    const output = new Writable({ write: (chunk, _, done) => void done(void chunks.push(String(chunk))) });
    await exportCampaign(parts, 'quiz', 'friday', output);
    expect(chunks.join('')).toContain(',amy,B. green,correct,');
    await expect(exportCampaign(parts, 'quiz', 'thursday', output)).rejects.toThrow(/thursday.*friday/);
  });

  test('more answers than are read at once', async () => {
    await play(kind, { questions: [COLOURS], tries: 100 });
    const { id } = await world.db.selectFrom('quiz_round').select('id').executeTakeFirstOrThrow();
    const person = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow();
    const made = Array.from({ length: 4001 }, (_, index) => ({
      ...{
        id: `a${String(index).padStart(5, '0')}`,
        round_id: id,
        person_id: person.id,
        platform: 'terminal',
        room: 'fans',
      },
      ...{ text: `${index}`, verdict: 'wrong' as const, sent_at: 1, elapsed: 0, arrival: Math.floor(index / 3) },
    }));
    for (let from = 0; from < made.length; from += 500) {
      await world.db
        .insertInto('quiz_answer')
        .values(made.slice(from, from + 500))
        .execute();
    }
    const [, ...rows] = await csv('friday');
    expect(rows.map((row) => row.split(',')[5])).toEqual(made.map(({ text }) => text));
  });
});
