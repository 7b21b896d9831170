import { describe, expect, it } from 'vitest';
import { createAccount, type Sign } from '../../src/outbox/accounts.ts';

/** The rests (ms) an account takes when every probe ends like this. */
function rests(sign: Sign, count: number, random: () => number): number[] {
  const account = createAccount(random);
  let now = 0;
  while (account.sound) account.end(sign, false, now);
  return Array.from({ length: count }, () => {
    const rest = account.opensAt(now) - now;
    now += rest;
    account.probe();
    expect(account.opensAt(now)).toBe(Number.POSITIVE_INFINITY);
    account.end(sign, true, now);
    return rest;
  });
}

describe('an account', () => {
  it('rests after five faults in a row, and not before', () => {
    const account = createAccount(() => 1);
    for (let faults = 0; faults < 4; faults += 1) account.end('fault', false, 0);
    account.end('well', false, 0);
    for (let faults = 0; faults < 4; faults += 1) account.end('fault', false, 0);
    expect(account.sound).toBe(true);
    account.end('fault', false, 0);
    expect(account.sound).toBe(false);
    expect(account.opensAt(0)).toBe(1000);
  });

  it('rests twice as long after each probe that fails, up to a minute, by chance somewhat less', () => {
    expect(rests('fault', 8, () => 1)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(rests('fault', 3, () => 0)).toEqual([500, 1000, 2000]);
  });

  it('is tried after 1 s, 2 s, … 30 s where it is not connected, from the first time it is told', () => {
    expect(rests('offline', 7, () => 0)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('rests no longer for what had begun before its rest, and is back when that went well', () => {
    const account = createAccount(() => 1);
    for (let faults = 0; faults < 60; faults += 1) account.end('fault', false, 0);
    expect(account.opensAt(0)).toBe(1000);
    account.end('offline', false, 0);
    expect(account.opensAt(0)).toBe(1000);
    account.end('well', false, 0);
    expect(account.sound).toBe(true);
  });

  it('may be probed again at once where the one that tried was not sent after all', () => {
    const account = createAccount(() => 1);
    account.end('offline', false, 0);
    account.probe();
    account.end('nothing', true, 1000);
    expect(account.opensAt(1000)).toBe(1000);
  });
});
