// At the end of each test file: the places on PostgreSQL that its tests had one after the other (database.ts) go.
import { afterAll } from 'vitest';

const kept: { drop(): Promise<void> }[] = [];
(globalThis as { canyuKept?: typeof kept }).canyuKept = kept;

afterAll(async () => {
  for (const place of kept.splice(0)) await place.drop();
});
