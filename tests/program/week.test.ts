// "A week with Canyu", as the README tells it: played line by line on a real process, in both languages.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/database.ts';
import { type Answer, chat, killAll } from './process.ts';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');
const linesOf = (name: string) => /```jsonl\n([\s\S]*?)```/.exec(read(name))![1]!.trim().split('\n');

afterEach(killAll);

test('a week of the train goes as the README says', { timeout: 60_000 }, async () => {
  const lines = linesOf('README.md');
  expect(linesOf('README.zh-CN.md')).toEqual(lines);
  const folder = temporaryFolder();
  const room = chat({ folder });
  const answers: Answer[] = [];
  for (const line of lines) answers.push(...(await room.ask(line)));
  const heard = (who: Partial<Answer>) =>
    answers
      .filter((answer) => Object.entries(who).every(([key, value]) => answer[key as keyof Answer] === value))
      .map(({ text = '' }) => text)
      .join('\n');
  expect(answers.filter(({ error }) => error)).toEqual([]);
  expect(heard({ to: 'boss' })).toContain('Release 1 is confirmed');
  const fans = heard({ room: 'fans' });
  expect(fans).toMatch(
    /release 1, is here\.\nTwo things you chose\n1\. Dark mode · Kim \(Display\)\n2\. Faster camera · Lee \(Camera\)/,
  );
  expect(heard({ to: 'amy' })).toMatch(/is here\.[\s\S]*You voted on Dark mode, Faster camera\. Thank you\./);
  expect(heard({ to: 'bob' })).toMatch(/第 1 期来了。\n你们选的两样[\s\S]*你投过票/);
  expect(fans).toMatch(/Dark mode[\s\S]*Popcorn[\s\S]*Kim/);
  expect(heard({ to: 'bob' })).toMatch(/每周记录[\s\S]*Dark mode/);
  expect((await room.end()).code).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});
