// From the nodes of a YAML document to plain values, and from a path back to the place in the text.
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { controlIn, type Flaw, type Path, shortened } from './fault.ts';
import { faultTexts } from './fault-text.ts';

type Told = (offset: number, flaw: Flaw, path: Path) => void;

const PLAIN_TAGS = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`);

/** The value of a node. References, tags of other types, keys that come twice and numbers that lose digits are told, not read. */
export function valueOf(node: unknown, lineOf: (offset: number) => number, tell: Told, path: Path = []): unknown {
  if (node === null || node === undefined) return null;
  const here = start(node);
  if (isAlias(node)) {
    tell(here, { message: faultTexts.alias(), fix: faultTexts.aliasFix() }, path);
    return null;
  }
  const { tag } = node as Node & { tag?: string };
  if (tag !== undefined && !PLAIN_TAGS.includes(tag)) {
    tell(here, { message: faultTexts.tag({ tag }), fix: faultTexts.tagFix() }, path);
    return null;
  }
  if (isScalar(node)) return scalarOf(node, (flaw) => tell(here, flaw, path));
  if (isSeq(node)) return node.items.map((item, index) => valueOf(item, lineOf, tell, [...path, index]));
  if (!isMap(node)) return null;

  const value: Record<string, unknown> = {};
  const offsets = new Map<string, number>();
  for (const pair of node.items) {
    const offset = start(pair.key ?? pair.value, here);
    const key = keyOf(pair);
    const flaw = keyFlaw(key, offsets, lineOf);
    if (flaw) tell(offset, flaw, [...path, key ?? '?']);
    if (flaw || key === undefined) continue;
    offsets.set(key, offset);
    value[key] = valueOf(pair.value, lineOf, tell, [...path, key]);
  }
  return value;
}

/** Where a path's key or value begins in the text; of what is nearest above it where the path ends in nothing. */
export function offsetOf(root: Node, path: Path, of: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = start(root);
  for (const [index, step] of path.entries()) {
    if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = start(node, offset);
      continue;
    }
    const pair: Pair | undefined = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined;
    if (!pair) return offset;
    node = pair.value;
    const last = index === path.length - 1;
    const key = start(pair.key, offset);
    offset = last && of === 'key' ? key : isEmpty(node) ? key : start(node, key);
  }
  return offset;
}

function start(node: unknown, otherwise = 0): number {
  return (node as Node | null | undefined)?.range?.[0] ?? otherwise;
}

/** `key:` with nothing behind it. */
function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.source === '');
}

function keyOf({ key }: Pair): string | undefined {
  if (!isScalar(key) || typeof key.value === 'object') return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function keyFlaw(
  key: string | undefined,
  known: ReadonlyMap<string, number>,
  lineOf: (offset: number) => number,
): Flaw | undefined {
  if (key === undefined || controlIn(key)) return { message: faultTexts.badKey(), fix: faultTexts.badKeyFix() };
  if (key === '__proto__') return { message: faultTexts.reservedKey({ key }), fix: faultTexts.reservedKeyFix() };
  const first = known.get(key);
  if (first === undefined) return undefined;
  return {
    message: faultTexts.duplicate({ key: shortened(key), line: lineOf(first) }),
    fix: faultTexts.duplicateFix(),
  };
}

function scalarOf({ value, source }: Scalar, tell: (flaw: Flaw) => void): unknown {
  if (typeof value === 'string') {
    const control = controlIn(value);
    if (!control) return value;
    tell({ message: faultTexts.controlInText({ code: control.code }), fix: faultTexts.controlInTextFix() });
    return null;
  }
  if (typeof value !== 'number') return value;
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (exact) return value === 0 ? 0 : value;
  tell({ message: faultTexts.number({ text: shortened(source ?? String(value)) }), fix: faultTexts.numberFix() });
  return null;
}
