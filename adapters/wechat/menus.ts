// Who was shown a menu last. Only under a menu does "0" mean to leave: elsewhere it may be an answer.
import type { Delivery } from '../../src/chat/message.ts';

export interface Menus {
  /** What was delivered; in a direct message it counts. */
  shown(delivery: Delivery): void;
  offered(account: string): boolean;
}

/** The oldest are forgotten behind so many. */
const MOST = 10_000;

export function createMenus(): Menus {
  const accounts = new Set<string>();
  return {
    shown({ address: { account, room }, choices }) {
      if (account === undefined || room !== undefined) return;
      accounts.delete(account);
      if (choices.length === 0) return;
      accounts.add(account);
      if (accounts.size > MOST) accounts.delete(accounts.values().next().value!);
    },
    offered: (account) => accounts.has(account),
  };
}
