// A whole Canyu with a WeChat gateway at its other end: real engine, real database, gRPC, and a clock the test owns.
import { flows } from '../../flows/index.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { settableClock } from '../../src/clock.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { allFlows } from '../../src/program.ts';
import { advance } from '../../src/schedule/advance.ts';
import { freshDatabase, type Kind } from '../support/database.ts';
import type { Gateway, Heard } from '../support/wechat/gateway.ts';
import { platformOf } from '../support/wechat/platform.ts';
import { MORNING } from '../support/world.ts';
import { until } from './live.ts';

export type WeChatStage = Awaited<ReturnType<typeof openWeChat>>;

/** `changed` changes the platform before the engine gets it: how a protection is switched off. */
export async function openWeChat(
  gateway: Gateway,
  kind: Kind = 'sqlite',
  changed = (same: Platform): Platform => same,
) {
  const clock = settableClock();
  clock.set(MORNING);
  const database = await freshDatabase(kind, { now: clock.now });
  const committed = new Set<string>();
  const platform = changed(platformOf(gateway, { clock }));
  let events = 0;
  const engine = createEngine({
    database,
    platforms: [
      {
        ...platform,
        start: (accept) =>
          platform.start(async (message) => {
            await accept(message);
            committed.add(message.event);
          }),
      },
    ],
    flows: allFlows(flows),
    clock,
    newId: uuids(clock.now),
    log: createLog('silent'),
    installation: { language: 'zh-CN', zone: 'Asia/Shanghai', keyring: [], contact: UNLIMITED },
    owner: { platform: 'wechat', account: 'boss' },
    elapsed: () => 0,
  });
  await engine.start();

  async function settled(): Promise<void> {
    await engine.settled();
    await gateway.settled();
  }

  return {
    engine,
    platform,
    clock,
    db: database.db,
    settled,
    /** Somebody writes, and is answered. */
    async says(from: string, text: string, room?: string): Promise<void> {
      events += 1;
      const id = `said-${events}`;
      await gateway.say({ id, from, text, timestamp: clock.now(), ...(room !== undefined && { room }) });
      await until(() => committed.has(id));
      await settled();
    },
    /** What somebody, or a room, has heard so far. */
    heard: (to: string): string[] => gateway.heard.filter((heard: Heard) => heard.to === to).map(({ text }) => text),
    async passes(length: number): Promise<void> {
      await advance({ clock, ticker: engine.ticker, settled }, clock.now() + length);
    },
    async close(): Promise<void> {
      let stopped = false;
      void engine.stop().then(() => {
        stopped = true;
      });
      await until(() => {
        clock.set(clock.now() + 1000);
        return stopped;
      });
      clock.set(clock.now() + 5000);
      await gateway.left();
      await database.close();
    },
  };
}
