// What an error of either database means to those who can do something about it.

/** A row with that key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error);
  if (code === '23505') return true;
  return code === 'SQLITE_CONSTRAINT' && messageOf(error).includes('UNIQUE constraint failed');
}

/** Two transactions got in each other's way and this one was undone: running it again is right. */
export function isSerializationFailure(error: unknown): boolean {
  return ['40001', '40P01', 'SQLITE_BUSY'].includes(codeOf(error));
}

/** SQLite's name of the error or PostgreSQL's five characters; '' where there is none. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
