// What a schema would have taken at a path: the keys it knows and a value that it likes, so that a fault can name its fix.
import { z } from 'zod';
import type { Path } from './fault.ts';

type Schema = z.core.$ZodType;

/** The keys of the object at `path`; none where there is no object. */
export function keysAt(root: Schema, path: Path): string[] {
  const keys = schemasAt(root, path).flatMap((schema) =>
    schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [],
  );
  return [...new Set(keys)];
}

/** A good value at `path` as it would be written in a file: `"text"`, `10`, `[a]`. The first of a schema's `meta({ examples })` where it has some. */
export function exampleAt(root: Schema, path: Path): string | undefined {
  return schemasAt(root, path)
    .map((schema) => exampleOf(schema, 0))
    .find((example) => example !== undefined);
}

function exampleOf(schema: Schema, depth: number): string | undefined {
  const told = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(told) && told.length > 0) return JSON.stringify(told[0]);
  if (depth > 3) return undefined;
  if (schema instanceof z.core.$ZodString) return '"…"';
  if (schema instanceof z.core.$ZodNumber) {
    const { minimum, maximum } = schema._zod.bag as { minimum?: number; maximum?: number };
    return String(Math.max(minimum ?? Number.NEGATIVE_INFINITY, Math.min(10, maximum ?? 10)));
  }
  if (schema instanceof z.core.$ZodBoolean) return 'true';
  if (schema instanceof z.core.$ZodEnum) return String(Object.values(schema._zod.def.entries)[0]);
  if (schema instanceof z.core.$ZodLiteral) return String(schema._zod.def.values[0]);
  if (schema instanceof z.core.$ZodArray) return `[${exampleOf(schema._zod.def.element, depth + 1) ?? '…'}]`;
  const inner = insideOf(schema);
  return inner.map((one) => exampleOf(one, depth + 1)).find((example) => example !== undefined);
}

function schemasAt(root: Schema, path: Path): Schema[] {
  let here = unwrapped(root, 0);
  for (const step of path)
    here = here.flatMap((schema) => below(schema, step)).flatMap((schema) => unwrapped(schema, 0));
  return here;
}

/** The schema itself and all that it wraps: what is optional, has a default, or is one of several. */
function unwrapped(schema: Schema, depth: number): Schema[] {
  if (depth > 8) return [];
  return [schema, ...insideOf(schema).flatMap((inner) => unwrapped(inner, depth + 1))];
}

function insideOf(schema: Schema): Schema[] {
  const def = schema._zod.def as {
    innerType?: Schema;
    options?: Schema[];
    in?: Schema;
    out?: Schema;
    getter?: () => Schema;
  };
  if (def.innerType) return [def.innerType];
  if (def.options) return def.options;
  if (def.in && def.out) return [def.in, def.out];
  if (schema instanceof z.core.$ZodIntersection) return [schema._zod.def.left, schema._zod.def.right];
  return def.getter ? [def.getter()] : [];
}

function below(schema: Schema, step: PropertyKey): Schema[] {
  if (schema instanceof z.core.$ZodObject) {
    const { shape } = schema._zod.def;
    return Object.hasOwn(shape, step) ? [shape[String(step)]!] : [];
  }
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  if (schema instanceof z.core.$ZodRecord) return [schema._zod.def.valueType];
  if (schema instanceof z.core.$ZodTuple) return schema._zod.def.items.slice(Number(step), Number(step) + 1);
  return [];
}
