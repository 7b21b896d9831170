// What people are called: looked up once, kept for a while, and never waited for long.
import type { Clock } from '../../src/clock.ts';
import type { Calls } from './calls.ts';
import { inTeam } from './ids.ts';
import { fieldsOf, textOf } from './json.ts';
import { within } from './waiting.ts';
import type { Workspace } from './workspaces.ts';

export interface Names {
  /** The name that a person chose; undefined where it is not known in time. */
  of(workspace: Workspace, user: string): Promise<string | undefined>;
}

/** A message waits so long for the name of somebody who was never seen before, ms. */
const PATIENCE = 400;
/** Look-ups under way. Beyond these, a message goes on without. */
const AT_ONCE = 20;
const MOST_KEPT = 20_000;
const HOUR = 3_600_000;
/** A name is looked up again after so long, and one that was not found after so long, ms. */
const FRESH = 6 * HOUR;
const MISSED = HOUR / 6;

export function createNames(calls: Calls, clock: Clock): Names {
  const known = new Map<string, { name: string | undefined; until: number }>();
  /** Shared by all messages of that person, so that they stay in their order. */
  const waiting = new Map<string, Promise<string | undefined>>();
  let underWay = 0;
  let restUntil = 0;

  function keep(key: string, name: string | undefined): void {
    known.delete(key);
    known.set(key, { name, until: clock.now() + (name === undefined ? MISSED : FRESH) });
    if (known.size > MOST_KEPT) known.delete(known.keys().next().value!);
  }

  /** https://docs.slack.dev/reference/methods/users.info */
  async function ask(workspace: Workspace, user: string, key: string): Promise<string | undefined> {
    underWay += 1;
    const called = await calls.call(workspace, 'users.info', { user }).finally(() => {
      underWay -= 1;
    });
    if (called.type === 'retry') restUntil = clock.now() + called.after;
    const name = called.type === 'ok' ? nameIn(called.answer.user) : undefined;
    keep(key, name);
    return name;
  }

  return {
    async of(workspace, user) {
      const key = inTeam(workspace.team, user);
      const before = known.get(key);
      const pending = waiting.get(key);
      if (pending) return pending;
      if (before && clock.now() < before.until) return before.name;
      if (underWay >= AT_ONCE || clock.now() < restUntil) return before?.name;
      const asked = ask(workspace, user, key);
      const answer = within(clock, PATIENCE, asked, () => before?.name).finally(() => waiting.delete(key));
      waiting.set(key, answer);
      return answer;
    },
  };
}

function nameIn(user: unknown): string | undefined {
  const { profile, real_name, name } = fieldsOf(user);
  const { display_name, real_name: real } = fieldsOf(profile);
  return [display_name, real, real_name, name].map(textOf).find((one) => one !== undefined && one.trim() !== '');
}
