// What a campaign is about, as JSON: one hash for one meaning, and the flow's own type on reading.
import { createHash } from 'node:crypto';
import type { ZodType } from 'zod';
import type { Campaign } from './campaign.ts';

/** SHA-256 (hex) of a JSON value; the order of keys does not matter, the order of a list does. */
export function definitionHash(definition: unknown): string {
  return createHash('sha256').update(canonical(definition)).digest('hex');
}

/** JSON with the keys of every object in order. What JSON leaves out (undefined) counts as absent. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isTree(inner) ? sorted(inner) : inner)) ?? 'null';
}

function sorted(tree: object): object {
  if (Array.isArray(tree)) return tree;
  const made: object = Object.create(null);
  for (const [name, value] of Object.entries(tree).sort(([one], [other]) => (one < other ? -1 : 1))) {
    Object.defineProperty(made, name, { value, enumerable: true });
  }
  return made;
}

/** How many definitions are kept read; the one put in first goes first. */
const KEPT = 200;
const read = new Map<string, unknown>();
const parsed = new WeakMap<ZodType, WeakMap<object, unknown>>();

/** Parses stored JSON. The same text gives the same frozen value, so that reading a campaign often costs little. */
export function readDefinition(json: string): unknown {
  const known = read.get(json);
  if (known !== undefined) return known;
  const value = freeze(JSON.parse(json));
  if (read.size >= KEPT) read.delete(read.keys().next().value!);
  read.set(json, value);
  return value;
}

/**
 * The definition as its flow's schema reads it: defaults filled in, frozen.
 * Throws a ZodError where the schema does not take it, which can only be after the schema itself changed.
 */
export function definitionOf<Definition>(
  schema: ZodType<Definition>,
  campaign: Pick<Campaign, 'definition'>,
): Definition {
  const { definition } = campaign;
  if (!isTree(definition) || !Object.isFrozen(definition)) return schema.parse(definition);
  const bySchema = parsed.get(schema) ?? new WeakMap<object, unknown>();
  parsed.set(schema, bySchema);
  const known = bySchema.get(definition);
  if (known !== undefined) return known as Definition;
  const made = freeze(schema.parse(definition));
  bySchema.set(definition, made);
  return made;
}

function freeze<Value>(value: Value): Value {
  if (!isTree(value) || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
