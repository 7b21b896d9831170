// Counts what is on its way, so that a caller can wait until all that was handed over before its call has been dealt with.

export interface Underway {
  /** One more thing is on its way; call what it gives when it has been dealt with. */
  begin(): () => void;
  /** Resolves once everything begun before this call is done. */
  settled(): Promise<void>;
}

/** Things are counted by epoch, not by name: waiting costs the same for one and for a hundred thousand. */
export function createUnderway(): Underway {
  /** Things on their way by the epoch they began in, the oldest first. */
  const open = new Map<number, number>();
  const waiting: { epoch: number; resolve: () => void }[] = [];
  let epoch = 0;

  function finish(mine: number): void {
    const left = open.get(mine)! - 1;
    if (left > 0) {
      open.set(mine, left);
      return;
    }
    open.delete(mine);
    const oldest: number = open.keys().next().value ?? Number.POSITIVE_INFINITY;
    while (waiting.length > 0 && waiting[0]!.epoch < oldest) waiting.shift()!.resolve();
  }

  return {
    begin() {
      const mine = epoch;
      open.set(mine, (open.get(mine) ?? 0) + 1);
      return () => finish(mine);
    },
    settled() {
      if (open.size === 0) return Promise.resolve();
      if (open.has(epoch)) epoch += 1;
      return new Promise((resolve) => waiting.push({ epoch: epoch - 1, resolve }));
    },
  };
}
