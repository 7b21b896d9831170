// The whole program as others run it: the table as lines of the JSON form.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/database.ts';
import { hostile, UNSAFE } from '../support/hostile.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  done?: string;
  error?: string;
  line?: number;
  text?: string;
  re?: string;
}

async function chat(lines: readonly (string | Buffer)[]): Promise<{ answers: Line[]; code: number; errors: string }> {
  const program = fileURLToPath(new URL('../../canyu.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, 'chat', '--json'], {
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: `sqlite:${join(folder, 'canyu.db')}`,
      CANYU_LOG: 'error',
      CANYU_LANGUAGE: 'en',
    },
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const exit = once(child, 'exit');
  for (const line of lines) {
    child.stdin.write(line);
    if (!child.stdin.write('\n')) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [code] = (await exit) as [number];
  const answers = Buffer.concat(out).toString('utf8').split('\n').filter(Boolean);
  return {
    answers: answers.map((line) => JSON.parse(line) as Line),
    code,
    errors: Buffer.concat(errors).toString('utf8'),
  };
}

test('every line gets done or error, and the program ends well', async () => {
  const said = (more: object) => JSON.stringify({ from: 'eve', ...more });
  const lines: (string | Buffer)[] = hostile.flatMap(({ text }, index) => [
    said({ id: `t${index}`, text }),
    said({ id: `r${index}`, text, room: 'fans' }),
    said({ id: `a${index}`, text, room: 'fans', addressed: true }),
    said({ id: `c${index}`, text: '', choice: text.slice(0, 5000) }),
    said({
      id: `m${index}`,
      text: '',
      media: [{ kind: 'photo', reference: text.slice(0, 600), name: text.slice(0, 100) }],
    }),
    said({ id: `f${index}`, text: 'me', from: text.slice(0, 5000) }),
    said({ id: text.slice(0, 300), text: 'me' }),
    // Not an object of ours: the text as a line, as a key, as an instant.
    text.replace(/[\r\n]/g, ' '),
    JSON.stringify({ id: `k${index}`, from: 'eve', text: 'x', [text.slice(0, 100)]: 1 }),
    said({ id: `i${index}`, text: 'x', at: text.slice(0, 100) }),
  ]);
  lines.push(
    Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    'null',
    '[]',
    '7',
    '"x"',
    '{}',
    '{',
    '{"clock":"never"}',
    '{"clock":1}',
  );
  lines.push(
    '{"from":"eve","text":"x","__proto__":{"text":"y"}}',
    '{"from":[],"text":{}}',
    `{"a":${'['.repeat(200_000)}`,
  );
  lines.push(said({ id: 'last', text: 'language' }));

  const { answers, code, errors } = await chat(lines);
  expect(errors).toBe('');
  expect(code).toBe(0);
  const blank = lines.filter((line) => typeof line === 'string' && line.replace(/^\ufeff/, '').trim() === '').length;
  const closed = answers.filter(({ done, error }) => done !== undefined || error !== undefined);
  expect(closed).toHaveLength(lines.length - blank);
  expect(answers.at(-1)).toEqual({ done: 'last' });
  for (const { text, error } of answers) expect(text ?? error ?? '').not.toMatch(UNSAFE);
  expect(answers.filter(({ text }) => text?.includes('Something went wrong'))).toEqual([]);
}, 60_000);
