// What a zod schema says about a value, in our words: each fault with its path.
import type { z } from 'zod';
import { quote } from '../text/phrase.ts';
import type { Flaw, Path } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import { exampleAt, keysAt } from './schema-hints.ts';
import { describeRead, invalid, malformed, notOneOf, tooBig, tooSmall, unknownKey, wrongType } from './value-flaws.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

export interface PlacedFlaw extends Flaw {
  path: Path;
  /** Whether it is the key that is wrong or the value behind it. */
  of: 'key' | 'value';
}

/** A text that no schema gives as its own message: it marks the issues that are ours to describe. */
const OURS = '\u0000';

/** Checks `value`; no fault means that the schema takes it. */
export function faultsOf(schema: z.ZodType, value: unknown): PlacedFlaw[] {
  const result = schema.safeParse(value, { error: () => OURS });
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => describe(schema, value, issue, []));
}

function describe(schema: Schema, root: unknown, issue: Issue, above: Path): PlacedFlaw[] {
  const { path, read } = valueAt(root, [...above, ...issue.path]);
  const value = (flaw: Flaw): PlacedFlaw[] => [{ path, of: 'value', ...flaw }];

  switch (issue.code) {
    case 'invalid_type':
      return read === undefined ? [missing(schema, path)] : value(wrongType(schema, path, issue.expected, read));
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], of: 'key', ...unknownKey(key, keysAt(schema, path)) }));
    case 'invalid_value':
      return read === undefined ? [missing(schema, path)] : value(notOneOf(read, issue.values.map(String)));
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      const branch = branchMeant(issue.errors as Issue[][]);
      if (branch) return branch.flatMap((inner) => describe(schema, root, inner, path));
      if (read === undefined) return [missing(schema, path)];
      return value(options.length > 0 ? notOneOf(read, options) : invalid(schema, path, read));
    }
    case 'custom':
      return value(isFlaw(issue.params) ? issue.params : spoken(issue.message, path));
    case 'invalid_key':
      return [
        { path, of: 'key', message: faultTexts.form({ read: describeRead(path.at(-1)) }), fix: faultTexts.formFix() },
      ];
    case 'invalid_element':
      return (issue.issues as Issue[]).flatMap((inner) => describe(schema, root, inner, path));
    case 'too_small':
      return value(tooSmall(issue, read));
    case 'too_big':
      return value(tooBig(issue, read));
    case 'not_multiple_of':
      return value({
        message: faultTexts.multiple({ read: String(read), of: Number(issue.divisor) }),
        fix: faultTexts.writeFix({ example: String(issue.divisor) }),
      });
    case 'invalid_format':
      return value(issue.message === OURS ? malformed(schema, path, read) : spoken(issue.message, path));
    default:
      return value(invalid(schema, path, read));
  }
}

/** Of several shapes a value may have, the one it comes nearest to: right at the top, or only out of bounds. */
function branchMeant(branches: readonly Issue[][]): Issue[] | undefined {
  const bounds = ['too_small', 'too_big', 'custom', 'invalid_format', 'not_multiple_of'];
  return (
    branches.find((issues) => issues.every((issue) => issue.path.length > 0)) ??
    branches.find((issues) => issues.every((issue) => issue.path.length > 0 || bounds.includes(issue.code)))
  );
}

/** A flow's own words, in one language: "is the same as option A: change one of the two". */
function spoken(said: string, path: Path): Flaw {
  if (said === OURS) return { message: faultTexts.form({ read: quote(path.join('.')) }), fix: faultTexts.formFix() };
  const sentence = (words: string) => quote(`${words.replace(/[.。]$/, '')}.`);
  const colon = said.indexOf(': ');
  if (colon === -1) return { message: sentence(`${path.join('.')} ${said}`), fix: faultTexts.formFix() };
  return { message: sentence(`${path.join('.')} ${said.slice(0, colon)}`), fix: sentence(said.slice(colon + 2)) };
}

function missing(schema: Schema, path: Path): PlacedFlaw {
  const key = String(path.at(-1) ?? '');
  const example = `${key}: ${exampleAt(schema, path) ?? '…'}`;
  return { path, of: 'key', message: faultTexts.missingKey({ key }), fix: faultTexts.missingKeyFix({ example }) };
}

/** What stands at a path. A path into a plain value (`scoring: speed` for `scoring: { rule: speed }`) ends at that value. */
function valueAt(root: unknown, path: Path): { path: Path; read: unknown } {
  let read = root;
  for (const [index, step] of path.entries()) {
    if (typeof read !== 'object' || read === null) return { path: path.slice(0, index), read };
    if (!Object.hasOwn(read, step)) return { path, read: undefined };
    read = (read as Record<PropertyKey, unknown>)[step];
  }
  return { path, read };
}

function isFlaw(params: unknown): params is Flaw & Record<string, unknown> {
  return typeof params === 'object' && params !== null && 'message' in params && 'fix' in params;
}
