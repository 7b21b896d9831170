// What may be bound to a statement. Both databases change some values without a word; here those are refused, or changed the same way for both.

/**
 * The parameters as they can be stored. Text loses lone surrogates and NUL characters to U+FFFD, as neither database keeps both.
 * Throws a TypeError on bigint, NaN, infinities, numbers beyond 2^53, undefined and objects: node-sqlite3 would bind NULL or
 * something near.
 */
export function storable(parameters: readonly unknown[]): unknown[] {
  return parameters.map(storableValue);
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (value === null || typeof value === 'boolean' || value instanceof Uint8Array) return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  if (Array.isArray(value)) return value.map(storableValue);
  throw new TypeError(`A database cannot store ${typeof value} ${String(value)} without changing it`);
}

/** Text without what UTF-8 (lone surrogates) or PostgreSQL (NUL) cannot hold. */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}
