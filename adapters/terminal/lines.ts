// Cuts a stream of bytes into lines without ever holding more than one line of bounded length.
import { Buffer, isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';

export type Line = { type: 'text'; text: string } | { type: 'too-long' } | { type: 'not-utf8' };

/** Longest line that is read, bytes: a message of 40,000 characters fits however it is escaped. */
export const LONGEST_LINE = 1_000_000;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = '\r';
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The lines of `input`, without their ends (LF or CRLF) and without a byte order mark. Of a line longer than `longest` bytes
 * nothing is kept. A last line without an end counts; an input that breaks off or is destroyed simply ends.
 */
export async function* splitLines(input: Readable, longest = LONGEST_LINE): AsyncGenerator<Line> {
  const line = lineUnderWay(longest);
  try {
    for await (const chunk of input) {
      const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        line.add(bytes.subarray(start, end));
        yield line.take();
        start = end + 1;
      }
      line.add(bytes.subarray(start));
    }
  } catch {
    return;
  }
  if (line.begun()) yield line.take();
}

function lineUnderWay(longest: number) {
  let pieces: Buffer[] = [];
  let length = 0;
  return {
    begun: () => length > 0,
    add(piece: Buffer) {
      if (piece.length === 0) return;
      length += piece.length;
      if (length > longest) pieces = [];
      else pieces.push(piece);
    },
    take(): Line {
      const whole = length > longest ? undefined : Buffer.concat(pieces);
      pieces = [];
      length = 0;
      if (!whole) return { type: 'too-long' };
      if (!isUtf8(whole)) return { type: 'not-utf8' };
      return { type: 'text', text: withoutMarks(whole.toString('utf8')) };
    },
  };
}

function withoutMarks(text: string): string {
  const from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  return text.slice(from, text.endsWith(CARRIAGE_RETURN) ? -1 : undefined);
}
