// What every platform promises, tried over the real engine: a platform brings the means to write and to look from its far side.
import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { settableClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { quote } from '../../src/text/phrase.ts';
import { databases, freshDatabase, type Kind } from '../support/database.ts';
import { intercept } from '../support/faults.ts';

/** A post as people make it: what stands behind `!` in a room is said to the bot. */
export interface Post {
  /** The platform's id of the event. */
  event: string;
  from: string;
  room?: string;
  text: string;
  /** With a photo. */
  photo?: true;
}

/** What somebody sees. */
export interface Sight {
  /** Who alone sees it; undefined: all in the room. */
  to: string | undefined;
  room: string | undefined;
  text: string;
}

/** A platform with its far side, where people are. */
export interface FarSide {
  platform: Platform;
  /** Posts it there; true once the platform was told that we received it, false where it was told that we did not. */
  post(post: Post): Promise<boolean>;
  /** Everything that was to be seen since it was connected, in order. */
  seen(): Sight[];
  /** What the platform calls the person that the suite calls so, where it has names of its own. */
  account?(person: string): string;
  /** Goes away for good: the platform was stopped, and is not connected again. */
  leave?(): Promise<void>;
}

export interface Around {
  clock: { now(): number; wait(at: number, wake: () => void): () => void };
  settled(): Promise<void>;
}

/** Answers with what was said: to its author, to all, at great length. */
const echo: Flow = {
  name: 'echo',
  commands: [],
  words: [
    { words: ['echo'], arguments: true, summary: () => quote(''), run: (turn, rest) => turn.reply(quote(rest)) },
    {
      words: ['shout'],
      arguments: true,
      summary: () => quote(''),
      run: (turn, rest) => turn.reply(quote(rest), { public: true }),
    },
    {
      words: ['recite'],
      summary: () => quote(''),
      run: (turn) => turn.reply(quote(Array.from({ length: 3000 }, (_, line) => `第 ${line} 行 🎉`).join('\n'))),
    },
  ],
};

/** Makes a new platform each time, as a new start of the program does; `before` is the far side of the start before. */
export type Connect<Far extends FarSide> = (around: Around, before: Far | undefined) => Far | Promise<Far>;

export function platformContract<Far extends FarSide>(name: string, connect: Connect<Far>): void {
  describe.each(databases)(`the contract of a platform: ${name} (%s)`, (kind) => {
    let bot: Bot;
    beforeEach(async () => {
      bot = await startBot(kind, connect);
    });
    afterEach(() => bot.close());
    const post = (event: string, text: string, more: Partial<Post> = {}) =>
      bot.far.post({ event, from: 'amy', text, ...more });

    test('a person is answered, and once they are told "received" the turn is committed (P1)', async () => {
      expect(await post('e1', 'echo 你好 <b> & "you"')).toBe(true);
      // A platform may give one message two keys.
      const arrivals = await bot.db.selectFrom('seen').select('arrival').distinct().execute();
      expect(arrivals).toHaveLength(1);
      await bot.engine.settled();
      expect(bot.far.seen()).toEqual([{ to: 'amy', room: undefined, text: '你好 <b> & "you"' }]);
    });

    test('what could not be committed is not called received, leaves nothing, and counts when it comes again (P1)', async () => {
      bot.breakDatabase(true);
      expect(await post('e1', 'echo one')).toBe(false);
      bot.breakDatabase(false);
      expect(bot.far.seen()).toEqual([]);
      expect(await post('e1', 'echo one')).toBe(true);
      await bot.engine.settled();
      expect(bot.far.seen().map(({ text }) => text)).toEqual(['one']);
    });

    test('the posts of one person are answered in their order, whatever others write meanwhile', async () => {
      const posts = Array.from({ length: 60 }, (_, index) =>
        post(`e${index}`, `echo ${index}`, { from: ['amy', 'bob', 'eve'][index % 3]! }),
      );
      await Promise.all(posts);
      await bot.engine.settled();
      for (const [offset, person] of ['amy', 'bob', 'eve'].entries()) {
        const heard = bot.far.seen().flatMap(({ to, text }) => (to === person ? [Number(text)] : []));
        expect(heard).toEqual(Array.from({ length: 20 }, (_, index) => offset + 3 * index));
      }
    });

    test('the same event four times, at once and later, has one effect and is received each time (P2)', async () => {
      expect(await Promise.all([1, 2, 3].map(() => post('e1', 'echo once')))).toEqual([true, true, true]);
      expect(await post('e1', 'echo once')).toBe(true);
      await bot.engine.settled();
      expect(bot.far.seen()).toHaveLength(1);
    });

    test('in a room an answer is for the one who asked, where the platform can; what is for all is seen by all', async () => {
      await post('e1', '!echo for me', { room: 'fans' });
      await post('e2', '!shout for all', { room: 'fans' });
      await post('e3', 'just talking', { room: 'fans' });
      await bot.engine.settled();
      const to = bot.far.platform.capabilities.privateReplies ? 'amy' : undefined;
      expect(bot.far.seen()).toEqual([
        { to, room: 'fans', text: 'for me' },
        { to: undefined, room: 'fans', text: 'for all' },
      ]);
    });

    test('a text of any length comes in, and none goes out longer than the platform takes or cut in a character', async () => {
      expect(await post('e1', `echo ${'𠮷🎉'.repeat(10_000)}`)).toBe(true);
      expect(await post('e2', 'recite')).toBe(true);
      await bot.engine.settled();
      const texts = bot.far.seen().map(({ text }) => text);
      expect(texts.length).toBeGreaterThanOrEqual(1);
      for (const text of texts) {
        expect(text.length).toBeLessThanOrEqual(bot.far.platform.capabilities.longestText);
        expect(text.isWellFormed()).toBe(true);
      }
      expect(texts.join('\n')).toContain('第 0 行 🎉\n第 1 行 🎉');
    });

    test('what is said while it is down is delivered after the start, once, and events from before stay known', async () => {
      await post('e1', 'echo before');
      await bot.engine.settled();
      await bot.stop();
      await bot.say('amy', 'said while it was down');
      await bot.start();
      expect(await post('e1', 'echo before')).toBe(true);
      await post('e2', 'echo after');
      await bot.engine.settled();
      await bot.stop();
      await bot.start();
      await bot.engine.settled();
      expect(bot.heard()).toEqual(['before', 'said while it was down', 'after']);
    });

    test('a photo without a word comes in with what the platform calls it, and nothing is fetched', async () => {
      expect(await post('e1', '', { photo: true })).toBe(true);
      expect(await post('e2', '', { photo: true, room: 'fans' })).toBe(true);
      await bot.engine.settled();
      const kept = bot
        .messages()
        .map(({ text, room, media }) => [text, room === undefined, media?.map(({ kind }) => kind)]);
      expect(kept).toEqual([
        ['', true, ['photo']],
        ['', false, ['photo']],
      ]);
      for (const { media } of bot.messages()) expect(media![0]!.reference).toMatch(/^\S{1,200}$/);
      expect(bot.far.seen()).toEqual([{ to: 'amy', room: undefined, text: expect.stringContaining('what it is for') }]);
    });

    test('stop: what was received is answered, and nothing is taken any more', async () => {
      const posted = post('e1', 'echo last words');
      while (bot.accepted() === 0) await nextRound();
      await bot.stop();
      expect(await posted).toBe(true);
      void bot.far.post({ event: 'e2', from: 'amy', text: 'echo too late' });
      for (let round = 0; round < 20; round += 1) await nextRound();
      expect(bot.accepted()).toBe(1);
      expect(bot.heard()).toEqual(['last words']);
      const { ok } = bot.far.platform.health();
      expect(typeof ok).toBe('boolean');
    });
  });
}

type Bot = Awaited<ReturnType<typeof startBot>>;

async function startBot<Far extends FarSide>(kind: Kind, connect: Connect<Far>) {
  const clock = settableClock();
  let broken = false;
  const database: Database = await freshDatabase(kind, {
    wrap: intercept((_call, proceed) => (broken ? Promise.reject(new Error('the disk is gone')) : proceed())),
  });
  const newId = uuids(clock.now);
  const heardBefore: string[] = [];
  const accepted: InboundMessage[] = [];
  let engine: Engine;
  let far: Far | undefined;
  let running = false;

  const counting =
    (accept: (message: InboundMessage) => Promise<void>) =>
    (message: InboundMessage): Promise<void> => {
      accepted.push(message);
      return accept(message);
    };

  async function start(): Promise<void> {
    far = await connect({ clock, settled: () => engine.settled() }, far);
    const { platform } = far;
    engine = createEngine({
      database,
      platforms: [{ ...platform, start: (accept) => platform.start(counting(accept)) }],
      flows: [echo],
      clock,
      newId,
      log: createLog('silent'),
      installation: { language: 'en', zone: 'Asia/Shanghai', keyring: [], contact: UNLIMITED },
      owner: { platform: platform.name, account: 'boss' },
      elapsed: () => 0,
    });
    await engine.start();
    running = true;
  }

  async function stop(): Promise<void> {
    if (!running) return;
    running = false;
    await engine.stop();
    heardBefore.push(...far!.seen().map(({ text }) => text));
  }

  await start();
  return {
    db: database.db,
    get engine() {
      return engine;
    },
    get far(): FarSide {
      return far!;
    },
    start,
    stop,
    /** All that was seen by anybody, through every restart. */
    heard: () => [...heardBefore, ...(running ? far!.seen().map(({ text }) => text) : [])],
    accepted: () => accepted.length,
    messages: () => accepted,
    breakDatabase: (how: boolean) => {
      broken = how;
    },
    /** Something of our own accord, written by a program that runs no platform. */
    async say(person: string, text: string): Promise<void> {
      const { platform, account = (same: string) => same } = far!;
      await engine.perform(async (scope) =>
        scope.send({ platform: platform.name, account: account(person) }, quote(text), {
          kind: 'service',
          reader: { language: 'en', zone: 'Asia/Shanghai' },
        }),
      );
    },
    async close(): Promise<void> {
      await stop();
      await far?.leave?.();
      await database.close();
    },
  };
}
