// canyu chat --json, the public contract of DESIGN.md section 5, on a real process and both databases.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createPostgresDatabase, databases, temporaryFolder } from '../support/database.ts';
import { type Answer, canyu, chat, killAll, type Setting } from './process.ts';

const SLOW = 60_000;
const said = (answers: readonly Answer[]) => answers.map(({ text }) => text ?? '').join('\n');
const dones = (answers: readonly Answer[]) => answers.filter(({ done }) => done !== undefined);

/** Tomorrow, an hour from midnight at the least: a program that is started again goes by the machine's clock until it is told the time. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 11);
const instant = (minutes: string) => `${tomorrow}09:${minutes}Z`;

describe.each(databases)('canyu chat --json (%s)', (kind) => {
  let setting: Setting;
  let drop = async () => {};
  beforeAll(async () => {
    const environment: Record<string, string> = { CANYU_OWNER: 'terminal:chief' };
    if (kind === 'postgres') {
      const made = await createPostgresDatabase();
      drop = made.drop;
      environment.DATABASE_URL = made.url;
    }
    setting = { folder: temporaryFolder(), environment };
  });
  afterEach(killAll);
  afterAll(async () => {
    rmSync(setting.folder, { recursive: true, force: true });
    await drop();
  });

  test(
    'a quiz is played by the clock of the lines, and goes on after kill -TERM in the middle of it',
    async () => {
      const first = chat(setting);
      await first.ask({ clock: instant('00:00') });
      const refused = await first.ask({ id: 'e0', from: 'boss', room: 'fans', text: '!quiz open demo' });
      expect(said(refused)).toContain('is for staff');

      const opened = await first.ask({ id: 'e1', from: 'chief', room: 'fans', text: '!quiz open demo' });
      expect(opened.at(-1)).toEqual({ done: 'e1' });
      expect(opened.slice(0, -1).every(({ room }) => room === 'fans')).toBe(true);

      const asked = await first.ask({ clock: instant('00:04') });
      expect(asked.at(-1)).toEqual({ done: 'clock' });
      const question = asked.find(({ choices }) => choices)!;
      expect(question).toMatchObject({ room: 'fans', text: expect.stringContaining('Which English words mean 参与?') });
      expect(question.to).toBeUndefined();
      expect(question.choices).toHaveLength(4);

      const right = { id: 'e2', from: 'amy', room: 'fans', text: 'B', at: instant('00:04.120') };
      expect((await first.ask(right)).at(-1)).toEqual({ done: 'e2' });
      expect(await first.ask(right)).toEqual([{ done: 'e2' }]);

      // A bad line changes nothing, not even the clock.
      expect(await first.ask('{"clock":"later"}')).toEqual([{ error: expect.any(String), line: 7 }]);
      expect(await first.ask('nonsense')).toEqual([{ error: expect.any(String), line: 8 }]);
      expect(said(await first.ask({ id: 'e3', from: 'amy', room: 'fans', text: '!quiz board demo' }))).not.toContain(
        '2 points',
      );

      const killed = await first.kill('SIGTERM');
      expect(killed).toMatchObject({ code: 0, err: '' });

      const second = chat(setting);
      const over = await second.ask({ clock: instant('00:05') });
      expect(await second.ask(right)).toEqual([{ done: 'e2' }]);
      over.push(...(await second.ask({ clock: instant('05:00') })));
      expect(dones(over)).toEqual([{ done: 'clock' }, { done: 'clock' }]);
      const instants = ['+1', 'How many eggs', 'closest to the sun', '🏁'].map((text) =>
        over.findIndex((answer) => answer.text?.includes(text)),
      );
      expect(instants).toEqual([...instants].sort((one, other) => one - other));
      expect(instants).not.toContain(-1);
      const board = await second.ask({ id: 'e4', from: 'amy', text: 'quiz board demo' });
      expect(said(board)).toMatch(/1\. amy · 1/);
      expect(board.at(-1)).toEqual({ done: 'e4' });

      // Many lines at once are all done, each behind what it caused, and the end of the input waits for them.
      const ids = Array.from({ length: 200 }, (_, index) => `c${index}`);
      const lines = ids.map((id, index) => JSON.stringify({ id, from: `p${index % 40}`, text: 'me' }));
      second.child.stdin?.write(`${lines.join('\n')}\n`);
      const end = await second.end();
      expect(end).toMatchObject({ code: 0, err: '' });
      const answers = end.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Answer);
      for (const id of ids) {
        const reply = answers.findIndex(({ re }) => re === id);
        expect(reply).toBeGreaterThanOrEqual(0);
        expect(answers.findIndex(({ done }) => done === id)).toBeGreaterThan(reply);
      }
      expect(dones(answers).filter(({ done }) => ids.includes(done!))).toHaveLength(200);

      const exported = await canyu(setting, 'export', 'quiz', 'demo');
      expect(exported.code).toBe(0);
      expect(exported.out.split('\n').filter((line) => line.includes(',amy,'))).toHaveLength(1);
    },
    SLOW,
  );
});

test(
  'the room for one has a secret beside its database, as the service has, and says so where it is broken',
  async () => {
    const folder = temporaryFolder();
    const setting = { folder, environment: { DATABASE_URL: 'sqlite:room.db' } };
    expect(await chat(setting).end()).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(folder, 'room.db.secret'))).toBe(true);
    writeFileSync(join(folder, 'room.db.secret'), 'broken');
    const { code, err } = await chat(setting).end();
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('does not hold a secret any more') });
    rmSync(folder, { recursive: true });
  },
  SLOW,
);
