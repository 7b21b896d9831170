// What every hostile message must leave behind: a bot that answers, no incident, replies fit to be shown, and little time spent.
import { expect } from 'vitest';
import type { Markup } from '../../src/chat/escape.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { UNSAFE } from '../support/hostile.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

/** P10, in ms of CPU of the whole process: what else runs on the machine does not count. */
const LONGEST = 50;
/** No reply of ours is longer: it is what the platforms take at most. */
const LONGEST_REPLY = 4000;

export type Stage = Awaited<ReturnType<typeof openStage>>;
type From = Partial<InboundMessage> & { account: string; text: string };

export async function openStage(options: WorldOptions & { markup?: Markup } = {}) {
  const markup = options.markup ?? 'plain';
  const world = await createWorld({ platforms: (now) => [loopback('terminal', now, { markup })], ...options });
  const [platform] = world.platforms as [World['platforms'][0]];
  let checked = 0;
  let probes = 0;

  /** The replies nobody looked at yet, each fit to be shown. */
  function unchecked(): string[] {
    const replies = platform.delivered.slice(checked);
    checked = platform.delivered.length;
    for (const { text, choices } of replies) {
      for (const shown of [text, ...choices.map(({ label }) => label)]) showable(shown, markup);
      if (text.length > LONGEST_REPLY || text.trim() === '')
        expect.fail(`a reply of ${text.length} characters: ${text}`);
    }
    return replies.map(({ text }) => text);
  }

  const stage = {
    world,
    boss: world.person('boss'),
    /** Says it and looks at all that comes of it; gives the texts of the replies. */
    async hears(from: From): Promise<string[]> {
      const spent = await cpu(() => world.accept(world.message(from)));
      const replies = unchecked();
      // A pause of the collector is nobody's fault: only what is slow each time counts.
      for (let more = 0, again = spent; again > LONGEST; more += 1) {
        expect(more, `${again} ms of CPU, three times`).toBeLessThan(3);
        again = await cpu(() => world.accept(world.message(from)));
      }
      unchecked();
      return replies;
    },
    /** All at once. */
    async crowd(froms: readonly From[]): Promise<string[]> {
      await Promise.all(froms.map((from) => world.engine.accept(world.message(from))));
      await world.engine.settled();
      return unchecked();
    },
    /** So many ms go by; gives what was said on the way. */
    async passes(ms: number): Promise<string[]> {
      await world.set(ms);
      return unchecked();
    },
    /** Somebody else is answered as if nothing had been. */
    async answers(): Promise<void> {
      probes += 1;
      const told = await stage.hears({ account: `probe ${probes % 3}`, text: 'language' });
      expect(told).toEqual([expect.stringMatching(/language English/)]);
    },
    async noIncidents(): Promise<void> {
      expect(await world.db.selectFrom('incident').select(['origin', 'error', 'context']).execute()).toEqual([]);
    },
    /** All that a refusal must leave alone, in one text. */
    async state(): Promise<string> {
      const { db } = world;
      return JSON.stringify([
        await db.selectFrom('campaign').selectAll().orderBy('id').execute(),
        await db.selectFrom('campaign_room').selectAll().orderBy('campaign_id').orderBy('room').execute(),
        await db.selectFrom('quiz_round').selectAll().orderBy('id').execute(),
        await db.selectFrom('points').selectAll().orderBy('source').execute(),
        await db.selectFrom('timer').selectAll().orderBy('key').execute(),
        await db.selectFrom('identity').select(['account', 'role']).where('role', '<>', 'member').execute(),
      ]);
    },
    async close(): Promise<void> {
      await stage.noIncidents();
      await world.close();
    },
  };
  return stage;
}

async function cpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const ALWAYS = [UNSAFE, /\p{M}{5}/u];
const TAGS = /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/;
const markups = { plain: ALWAYS, mrkdwn: [...ALWAYS, TAGS], html: [...ALWAYS, TAGS, /["']/] };

/** Our own instants, in the reader's zone: the one thing in a text that Slack is to take for markup. */
const INSTANTS = /<!date\^\d+\^[^|<>]*\|([^|<>]*)>/g;

/** Holds nothing that nobody can see, nor anything that the markup would take for its own. */
export function showable(shown: string, markup: Markup): void {
  const text = markup === 'mrkdwn' ? shown.replace(INSTANTS, '$1') : shown;
  for (const pattern of markups[markup]) if (pattern.test(text)) expect(text).not.toMatch(pattern);
}
