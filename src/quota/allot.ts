// The greedy rule of the quota engine: who comes first gets places first, all that were asked for or none.

/** Free numbers of places by lane id, ascending. */
export type Free = Map<string, number[]>;

export interface Wish {
  id: string;
  /** At least 1. */
  units: number;
  /** Lanes it may be given places of, in this order. */
  lanes: readonly string[];
}

export interface Allotted {
  id: string;
  lane: string;
  numbers: number[];
}

/**
 * In the order of `wishes`: each gets all its units in the first of its lanes that has so many left, lowest numbers first, or nothing; one
 * that does not fit is passed over. Takes what it gives out of `free`.
 */
export function allot(free: Free, wishes: readonly Wish[]): Allotted[] {
  const taken = new Map<string, number>();
  const takenOf = (lane: string) => taken.get(lane) ?? 0;
  const left = (lane: string) => (free.get(lane)?.length ?? 0) - takenOf(lane);
  const allotted = wishes.flatMap(({ id, units, lanes }) => {
    const lane = lanes.find((one) => left(one) >= units);
    if (lane === undefined) return [];
    const next = takenOf(lane);
    taken.set(lane, next + units);
    return [{ id, lane, numbers: free.get(lane)!.slice(next, next + units) }];
  });
  // Once a lane: taking from the front of a long array costs its whole length.
  for (const [lane, count] of taken) free.get(lane)!.splice(0, count);
  return allotted;
}
