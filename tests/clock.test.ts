// The clock that a terminal or a test can set.
import { expect, test } from 'vitest';
import { type Clock, settableClock } from '../src/clock.ts';

/** A clock whose waits are counted and never end by themselves. */
function counted() {
  let waits = 0;
  const source: Clock = {
    now: () => 1000,
    wait() {
      waits += 1;
      let over = false;
      return () => {
        if (!over) waits -= 1;
        over = true;
      };
    },
  };
  return { source, waits: () => waits };
}

test('it follows its source until it is set, then stands still', () => {
  const clock = settableClock(counted().source);
  expect([clock.now(), clock.frozen]).toEqual([1000, false]);
  clock.set(5000);
  expect([clock.now(), clock.frozen]).toEqual([5000, true]);
});

test('setting it wakes what it passes, once, also what waited since before it was first set', () => {
  const { source } = counted();
  const clock = settableClock(source);
  const woken: string[] = [];
  clock.wait(2000, () => woken.push('early'));
  clock.set(1500);
  clock.wait(3000, () => woken.push('late'));
  clock.wait(3000, () => woken.push('cancelled'))();
  clock.set(4000);
  clock.set(9000);
  expect(woken).toEqual(['early', 'late']);
});

test('what it woke or what was cancelled leaves no wait at the source: a program could not end before it', () => {
  const { source, waits } = counted();
  const clock = settableClock(source);
  clock.wait(2000, () => undefined);
  const cancel = clock.wait(9000, () => undefined);
  expect(waits()).toBe(2);
  clock.set(3000);
  expect(waits()).toBe(1);
  cancel();
  expect(waits()).toBe(0);
});
