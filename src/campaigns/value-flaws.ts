// What can be wrong with one value: what was read, what should stand there, and a good value.
import type { z } from 'zod';
import { nearest } from '../text/distance.ts';
import { type Phrase, quote } from '../text/phrase.ts';
import { type Flaw, type Path, shortened } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import { exampleAt } from './schema-hints.ts';

type Schema = z.core.$ZodType;

/** What was read, for people: “Kwiz”, the number 9, nothing, a list. */
export function describeRead(read: unknown): Phrase {
  if (read === null || read === undefined) return faultTexts.readNothing();
  if (typeof read === 'string') return faultTexts.readText({ text: shortened(read.replace(/\s+/g, ' ')) });
  if (typeof read === 'number') return faultTexts.readNumber({ text: String(read) });
  if (typeof read === 'boolean') return faultTexts.readTruth({ text: String(read) });
  return Array.isArray(read) ? faultTexts.readList() : faultTexts.readKeys();
}

export function wrongType(schema: Schema, path: Path, expected: string, read: unknown): Flaw {
  const message = faultTexts.wrongType({ expected: typeName(expected), read: describeRead(read) });
  if (expected === 'string' && (typeof read === 'number' || typeof read === 'boolean')) {
    return { message, fix: faultTexts.writeFix({ example: `"${read}"` }) };
  }
  const digits = typeof read === 'string' ? read.normalize('NFKC').trim() : '';
  if ((expected === 'number' || expected === 'int') && /^\d{1,15}$/.test(digits)) {
    return { message, fix: faultTexts.writeFix({ example: digits }) };
  }
  return { message, fix: faultTexts.writeFix({ example: exampleAt(schema, path) ?? '…' }) };
}

function typeName(expected: string): Phrase {
  switch (expected) {
    case 'string':
      return faultTexts.text();
    case 'number':
      return faultTexts.numeric();
    case 'int':
      return faultTexts.whole();
    case 'boolean':
      return faultTexts.yesNo();
    case 'array':
    case 'tuple':
      return faultTexts.list();
    case 'object':
    case 'record':
      return faultTexts.keys();
    default:
      return quote(expected);
  }
}

export function unknownKey(key: string, known: string[]): Flaw {
  const message = faultTexts.unknownKey({ key: shortened(key) });
  const meant = nearest(key.normalize('NFKC').toLowerCase(), known, Math.max(1, Math.floor(key.length / 3)));
  if (meant !== undefined) return { message, fix: faultTexts.unknownKeyNearestFix({ nearest: meant }) };
  if (known.length === 0) return { message, fix: faultTexts.unknownKeyFix() };
  return { message, fix: faultTexts.unknownKeyKnownFix({ known: known.join(', ') }) };
}

/** Also for what is checked without a schema: a value that is none of a few. */
export function notOneOf(read: unknown, values: readonly string[]): Flaw {
  const message = faultTexts.notOneOf({ read: describeRead(read) });
  const meant = nearest(String(read).normalize('NFKC').trim().toLowerCase(), values, 2);
  if (meant !== undefined) return { message, fix: faultTexts.writeFix({ example: meant }) };
  return { message, fix: faultTexts.notOneOfFix({ values: values.join(', ') }) };
}

export function invalid(schema: Schema, path: Path, read: unknown): Flaw {
  const message = faultTexts.invalid({ read: describeRead(read) });
  return { message, fix: faultTexts.writeFix({ example: exampleAt(schema, path) ?? '…' }) };
}

export function tooSmall(issue: z.core.$ZodIssueTooSmall, read: unknown): Flaw {
  const least = Number(issue.minimum);
  if (issue.origin === 'string') return { message: faultTexts.tooShort({ least }), fix: faultTexts.lengthFix() };
  if (Array.isArray(read)) return { message: faultTexts.tooFew({ least }), fix: faultTexts.lengthFix() };
  const fix = issue.inclusive === false ? faultTexts.aboveLeast({ bound: least }) : faultTexts.least({ bound: least });
  return { message: faultTexts.tooSmall({ read: String(read) }), fix };
}

export function tooBig(issue: z.core.$ZodIssueTooBig, read: unknown): Flaw {
  const most = Number(issue.maximum);
  if (issue.origin === 'string') return { message: faultTexts.tooLong({ most }), fix: faultTexts.lengthFix() };
  if (Array.isArray(read)) return { message: faultTexts.tooMany({ most }), fix: faultTexts.lengthFix() };
  const fix = issue.inclusive === false ? faultTexts.belowMost({ bound: most }) : faultTexts.most({ bound: most });
  return { message: faultTexts.tooBig({ read: String(read) }), fix };
}

export function malformed(schema: Schema, path: Path, read: unknown): Flaw {
  const example = exampleAt(schema, path);
  const fix = example && example !== '"…"' ? faultTexts.writeFix({ example }) : faultTexts.formFix();
  return { message: faultTexts.form({ read: describeRead(read) }), fix };
}
