// YAML as campaign files use it: plain values with the line and column of each, every fault of form at once, and nothing that can grow or hang.
import { Lexer, Parser, parseDocument } from 'yaml';
import { controlIn, type Fault, type Flaw, type Path, type Position } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import { describeSyntax } from './yaml-syntax.ts';
import { offsetOf, valueOf } from './yaml-value.ts';

export interface YamlFile {
  /** Objects, lists, texts, numbers, truths and null; undefined where the text is no YAML at all. */
  value: unknown;
  faults: Fault[];
  /** Where the key (or the value) of a path stands; what is nearest above it where it is missing. */
  at(path: Path, of: 'key' | 'value'): Position;
  /** True when a fault was found at or above the path, so that what else is wrong there is only a consequence. */
  spoiled(path: Path): boolean;
}

/** Longest text read, characters. */
export const LONGEST = 512 * 1024;
/** How deep the parser may go. It recurses, and overflowing the stack inside it can end the process. */
const DEEPEST = 200;
/** Faults told of one file; the first of very many. */
const MOST_FAULTS = 1000;

/** Reads the text of a file, with or without BOM. Never throws: what is wrong is in `faults`. */
export function readYaml(text: string): YamlFile {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const position = positions(source);
  const early = flawBeforeParsing(source);
  if (early) return unreadable([{ ...position(early.offset), ...early.flaw }]);

  const parsed = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  // A tag that is unknown is told with its value.
  const warnings = parsed.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const errors = [...parsed.errors, ...warnings].slice(0, MOST_FAULTS);
  const faults: Fault[] = errors.map((error) => ({ ...position(error.pos[0]), ...describeSyntax(error, source) }));
  const { contents } = parsed;
  if (parsed.errors.length > 0) return unreadable(faults);
  if (!contents) return unreadable([{ ...position(0), message: faultTexts.empty(), fix: faultTexts.emptyFix() }]);

  const spoiled = new Set<string>();
  const value = valueOf(
    contents,
    (offset) => position(offset).line,
    (offset, flaw, path) => {
      if (faults.length < MOST_FAULTS) faults.push({ ...position(offset), ...flaw });
      spoiled.add(JSON.stringify(path));
    },
  );
  return {
    value,
    faults,
    at: (path, of) => position(offsetOf(contents, path, of)),
    spoiled: (path) => {
      if (spoiled.size === 0) return false;
      return [...path, 'end'].some((_, length) => spoiled.has(JSON.stringify(path.slice(0, length))));
    },
  };
}

function unreadable(faults: Fault[]): YamlFile {
  return { value: undefined, faults, at: () => ({ line: 1, column: 1 }), spoiled: () => true };
}

/** What must be known before the whole parser may see the text. */
function flawBeforeParsing(source: string): { offset: number; flaw: Flaw } | undefined {
  if (source.length > LONGEST) {
    const size = { size: Math.ceil(source.length / 1024), most: LONGEST / 1024 };
    return { offset: 0, flaw: { message: faultTexts.tooLarge(size), fix: faultTexts.tooLargeFix() } };
  }
  const control = controlIn(source);
  if (control) {
    const message = faultTexts.control({ code: control.code });
    return { offset: control.offset, flaw: { message, fix: faultTexts.controlFix() } };
  }
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source)) {
    for (const _token of parser.next(lexeme));
    if (parser.stack.length <= DEEPEST) continue;
    const message = faultTexts.tooDeep({ most: DEEPEST });
    return { offset: parser.offset, flaw: { message, fix: faultTexts.tooDeepFix() } };
  }
  return undefined;
}

/** Turns offsets into lines and columns. */
function positions(source: string): (offset: number) => Position {
  const starts = [0];
  for (let end = source.indexOf('\n'); end !== -1; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}
