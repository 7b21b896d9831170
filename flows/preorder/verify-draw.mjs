// Recomputes a draw from its export, with nothing but Node: node verify-draw.mjs export.csv SEED HASH
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, seed, hash] = process.argv.slice(2);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const key = ({ number }) => Number.parseInt(sha256(`${seed}:${number}`).slice(0, 13), 16);
const cells = readFileSync(file, 'utf8').matchAll(/\ufeff?(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g);
const lines = [[]];
for (const [, quoted, bare, end] of cells)
  if (lines.at(-1).push(quoted?.replaceAll('""', '"') ?? bare) && end !== ',') lines.push([]);
const rows = lines.slice(1).map((line) => Object.fromEntries(lines[0].map((name, index) => [name, line[index]])));
const drawn = rows.filter((row) => row.drawn).sort((a, b) => key(a) - key(b) || a.number - b.number);
const left = new Map(drawn.map(({ lane, size }) => [lane, Number(size)]));
const fits = ({ lane, units }) => units > 0 && units <= left.get(lane) && left.set(lane, left.get(lane) - units);
const wrong = drawn.filter((row) => !fits(row) === (row.drawn === 'won')).map(({ number }) => number);
const faults = drawn.length === 0 ? ['no results'] : wrong.length > 0 ? [`not as drawn: ${wrong.join(', ')}`] : [];
if (sha256(seed) !== hash) faults.unshift('the seed is not the one that was promised: its SHA-256 is another');
process.stdout.write(`${faults.join('\n') || `all ${drawn.length} results are as drawn`}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
