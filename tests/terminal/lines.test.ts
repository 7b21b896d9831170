import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, splitLines } from '../../adapters/terminal/lines.ts';

async function linesOf(chunks: (Buffer | string)[], longest?: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of splitLines(Readable.from(chunks), longest)) lines.push(line);
  return lines;
}

const text = (value: string): Line => ({ type: 'text', text: value });

test('lines end with LF or CRLF, and the last one may have no end', async () => {
  expect(await linesOf([Buffer.from('a\r\nb\n\nc')])).toEqual(['a', 'b', '', 'c'].map(text));
});

test('a byte order mark is not part of a line', async () => {
  expect(await linesOf([Buffer.from('\ufeffamy\nbob\n')])).toEqual(['amy', 'bob'].map(text));
});

test('U+2028 does not end a line', async () => {
  expect(await linesOf([Buffer.from('a\u2028b\n')])).toEqual([text('a\u2028b')]);
});

test('a line of the longest length is read, a longer one is told and the next is read again', async () => {
  const chunks = ['12345', '678\n', '123456789', '012345\nnext\n'].map((part) => Buffer.from(part));
  expect(await linesOf(chunks, 8)).toEqual([text('12345678'), { type: 'too-long' }, text('next')]);
});

test('bytes that are not UTF-8 are told, line by line', async () => {
  const chunks = [Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a])];
  expect(await linesOf(chunks)).toEqual([{ type: 'not-utf8' }, text('b')]);
});

test('an input that breaks off is the end, not a fault, and half a line is dropped', async () => {
  const input = new Readable({ read() {} });
  input.push('whole\nhal');
  const lines: Line[] = [];
  for await (const line of splitLines(input)) {
    lines.push(line);
    input.destroy(new Error('read EIO'));
  }
  expect(lines).toEqual([text('whole')]);
});

test('however the bytes are cut into chunks, the lines are the same', async () => {
  const anyLine = fc.string({ unit: 'binary' }).map((line) => line.toWellFormed().replace(/[\r\n\ufeff]/g, ''));
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks = [];
      for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
      expect(await linesOf(chunks)).toEqual(lines.map(text));
    }),
  );
});
