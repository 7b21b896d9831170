import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignApply, campaignDryRun, campaignLint } from '../../src/campaigns/command-line.ts';
import { listSlugs } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import type { Language } from '../../src/text/language.ts';
import { freshDatabase, temporaryFolder } from '../support/database.ts';
import { createStage, gameFlow, MORNING } from './stage.ts';

const file = (slug: string, more = '') =>
  `kind: game\nslug: ${slug}\ntitle: Friday game\nlanguage: en\nzone: Asia/Shanghai\ndefinition: {}\n${more}`;

describe('canyu campaign', () => {
  const flows = [gameFlow()];
  let folder: string;
  let database: Database;
  let stage: ReturnType<typeof createStage>;
  beforeEach(async () => {
    folder = temporaryFolder();
    database = await freshDatabase('sqlite');
    stage = createStage(database);
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const setting = (language: Language = 'en') => ({
    flows,
    reader: { language, zone: 'Asia/Shanghai', markup: 'plain', now: stage.now } as const,
  });
  const lint = (...names: string[]) => campaignLint(names, setting());
  const dryRun = (...names: string[]) => campaignDryRun(names, { ...setting(), db: database.reader });
  const applyAll = (...names: string[]) => campaignApply(names, { ...setting(), perform: stage.perform });

  it('lint says that a file has no faults, or each with its place', async () => {
    const good = write('good.yaml', file('good'));
    const bad = write('bad.yaml', file('bad one', 'romms: []\n'));
    expect(await lint(good)).toEqual({ lines: [`${good}: no faults.`], exitCode: 0 });
    const checked = await lint(good, bad);
    expect(checked.exitCode).toBe(1);
    expect(checked.lines).toEqual([
      expect.stringContaining(`${bad}:2:7: “bad one” is no slug.`),
      `${bad}:7:1: The key romms is unknown. Fix: did you mean rooms?`,
      `${good}: no faults.`,
    ]);
    expect((await campaignLint([good], setting('zh-CN'))).lines).toEqual([`${good}: 没有问题。`]);
  });

  it('lint answers what is no file, no text or too large in one sentence', async () => {
    mkdirSync(join(folder, 'folder.yaml'));
    const gbk = write('gbk.yaml', Uint8Array.from([0x74, 0x3a, 0xc7, 0xc0, 0xb4, 0xf0]));
    const utf16 = write('utf16.yaml', Buffer.from(`\ufeff${file('a')}`, 'utf16le'));
    const huge = write('huge.yaml', 'x'.repeat(5 * 1024 * 1024));
    const binary = write(
      'binary.yaml',
      Uint8Array.from({ length: 1000 }, (_, index) => index % 251),
    );
    const missing = join(folder, 'missing.yaml');
    const { lines, exitCode } = await lint(missing, join(folder, 'folder.yaml'), gbk, utf16, huge, binary);
    expect(exitCode).toBe(1);
    expect(lines).toEqual([
      `${missing}: there is no such file.`,
      `${join(folder, 'folder.yaml')}: the file cannot be read (EISDIR).`,
      `${gbk}:1:1: The file is not UTF-8 text. Fix: save it as UTF-8.`,
      `${utf16}:1:1: The file is not UTF-8 text. Fix: save it as UTF-8.`,
      `${huge}:1:1: The file has 5,120 KB; 512 KB is the most. Fix: make several campaigns of it.`,
      `${binary}:1:1: The file is not UTF-8 text. Fix: save it as UTF-8.`,
    ]);
    expect((await lint()).exitCode).toBe(1);
  });

  it('prints at most 100 faults of a file and counts the rest', async () => {
    const many = write(
      'many.yaml',
      file('many', Array.from({ length: 250 }, (_, index) => `key${index}: 1`).join('\n')),
    );
    const { lines } = await lint(many);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe(`${many}: 150 more faults.`);
  });

  it('dry-run writes nothing: the bytes of the database stay equal', async () => {
    await applyAll(write('kept.yaml', file('kept')));
    const names = [
      write('new.yaml', file('new', 'opens: 2026-11-27 17:00\nrooms: [terminal:fans]\n')),
      write('kept.yaml', file('kept')),
      write('changed.yaml', file('kept', 'closes: 2026-11-28 17:00\n')),
      write('past.yaml', file('past', 'opens: 2020-01-01 17:00\n')),
    ];
    const before = bytesOf(database.file!);
    const { lines, exitCode } = await dryRun(...names);
    expect(bytesOf(database.file!)).toEqual(before);
    expect(exitCode).toBe(1);
    expect(lines).toEqual([
      `${names[0]}: would create new.`,
      '  - Friday game',
      '  - rooms: terminal:fans',
      '  - opens today 17:00 (Beijing time), in 8 hours',
      `${names[1]}: kept is as the file says. Nothing to do.`,
      `${names[2]}: would update kept.`,
      '  - closes: nothing -> Saturday 17:00 (Beijing time), in 32 hours',
      expect.stringContaining(`${names[3]}: past was left as it is. Its opening,`),
    ]);
    expect(await listSlugs(database.db)).toEqual(['kept']);
  });

  it('apply does what dry-run said, and the second time nothing', async () => {
    const name = write('new.yaml', file('new', 'opens: 2026-11-27 17:00\n'));
    expect(await applyAll(name)).toEqual({
      lines: [
        `${name}: new was created and is scheduled.`,
        '  - Friday game',
        '  - opens today 17:00 (Beijing time), in 8 hours',
      ],
      exitCode: 0,
    });
    const before = await database.db.selectFrom('campaign').selectAll().execute();
    stage.now = MORNING + 1000;
    expect(await applyAll(name)).toEqual({ lines: [`${name}: new is as the file says. Nothing to do.`], exitCode: 0 });
    expect(await database.db.selectFrom('campaign').selectAll().execute()).toEqual(before);
  });

  it('apply touches nothing when one of the files has a fault', async () => {
    const { exitCode } = await applyAll(write('good.yaml', file('good')), write('bad.yaml', file('BAD')));
    expect(exitCode).toBe(1);
    expect(await listSlugs(database.db)).toEqual([]);
  });
});

function bytesOf(name: string): unknown {
  const hash = createHash('sha256').update(readFileSync(name)).digest('hex');
  const log = existsSync(`${name}-wal`) ? statSync(`${name}-wal`) : undefined;
  return {
    hash,
    log:
      log &&
      createHash('sha256')
        .update(readFileSync(`${name}-wal`))
        .digest('hex'),
    size: log?.size,
  };
}
