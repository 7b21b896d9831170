// Where two JSON values differ.

/** The paths (`questions.3.text`) of what was changed, added or taken away. */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) {
    return Object.is(before, after) ? [] : [path === '' ? '.' : path];
  }
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap((key) => {
    const inside = path === '' ? key : `${path}.${key}`;
    if (Object.hasOwn(before, key) && Object.hasOwn(after, key)) return differences(before[key], after[key], inside);
    return [inside];
  });
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
