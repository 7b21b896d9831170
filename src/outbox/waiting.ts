// The doors of one platform at which rows wait in the table. It may name one where nobody waits any more, but never leaves one out.

export interface Waiting {
  has(door: string): boolean;
  doors(): IterableIterator<string>;
  /** Somebody is sent to wait there, and is not in the table yet. */
  send(door: string): void;
  /** Now they are. */
  stored(door: string): void;
  /** Rows wait there. */
  found(door: string): void;
  /** None were left in the table. */
  drained(door: string): void;
}

export function createWaiting(): Waiting {
  /** With the number of those who are not in the table yet. */
  const open = new Map<string, number>();
  return {
    has: (door) => open.has(door),
    doors: () => open.keys(),
    send: (door) => void open.set(door, (open.get(door) ?? 0) + 1),
    stored: (door) => void open.set(door, Math.max((open.get(door) ?? 0) - 1, 0)),
    found: (door) => void open.set(door, open.get(door) ?? 0),
    drained(door) {
      if (open.get(door) === 0) open.delete(door);
    },
  };
}
