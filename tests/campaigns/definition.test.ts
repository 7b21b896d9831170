import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definitionHash, definitionOf, readDefinition } from '../../src/campaigns/definition.ts';
import { differences } from '../../src/campaigns/differences.ts';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('the hash of a definition', () => {
  it('does not depend on the order of keys, whatever the tree', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => definitionHash(reversed(value)) === definitionHash(value)));
  });

  it('survives being stored as JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => definitionHash(JSON.parse(JSON.stringify(value))) === definitionHash(value),
      ),
    );
  });

  it('depends on everything else', () => {
    const hashes = [
      {},
      [],
      null,
      { a: 1 },
      { a: '1' },
      { a: null },
      { b: 1 },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: { b: 1 } },
      JSON.parse('{"__proto__": {"a": 1}}'),
    ].map(definitionHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('reading a definition', () => {
  it('gives the same frozen value for the same text', () => {
    const first = readDefinition('{"questions":[{"text":"?"}]}') as { questions: object[] };
    expect(readDefinition('{"questions":[{"text":"?"}]}')).toBe(first);
    expect(() => first.questions.push({})).toThrow(TypeError);
  });

  it('fills in what the schema has for it, and throws on what the schema does not take', () => {
    const schema = z.strictObject({ seconds: z.number().default(15) });
    const stored = { definition: readDefinition('{}') };
    expect(definitionOf(schema, stored)).toEqual({ seconds: 15 });
    expect(definitionOf(schema, stored)).toBe(definitionOf(schema, stored));
    expect(() => definitionOf(schema, { definition: readDefinition('{"second":1}') })).toThrow();
  });
});

describe('differences', () => {
  it('names what was changed, added and taken away', () => {
    const before = { seconds: 15, questions: [{ text: 'a' }, { text: 'b' }], prize: 'cup' };
    const after = { seconds: 20, questions: [{ text: 'a' }, { text: 'c' }, { text: 'd' }], pause: 5 };
    expect(differences(before, after).sort()).toEqual(['pause', 'prize', 'questions.1.text', 'questions.2', 'seconds']);
    expect(differences(before, before)).toEqual([]);
    expect(differences(1, { a: 1 })).toEqual(['.']);
    expect(differences({ a: [] }, { a: {} })).toEqual(['a']);
  });
});
