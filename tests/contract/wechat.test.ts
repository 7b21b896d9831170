// WeChat, through a gateway in a process of its own, passes the contract of a platform.
import { afterAll, beforeAll } from 'vitest';
import { settableClock } from '../../src/clock.ts';
import { type Gateway, startGateway } from '../support/wechat/gateway.ts';
import { platformOf } from '../support/wechat/platform.ts';
import { type Around, type FarSide, platformContract } from './platform.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** WeChat is told nothing of what we received: what counts is whether the message was committed. */
async function connect(_around: Around, before: FarSide | undefined): Promise<FarSide> {
  await before?.leave?.();
  await gateway.reset();
  const clock = settableClock();
  const platform = platformOf(gateway, { clock });
  const waiting: { event: string; resolve: (received: boolean) => void }[] = [];
  const rooms = new Set<string>();

  function tell(event: string, received: boolean): void {
    const index = waiting.findIndex((one) => one.event === event);
    if (index >= 0) waiting.splice(index, 1)[0]!.resolve(received);
  }

  return {
    platform: {
      ...platform,
      start: (accept) =>
        platform.start((message) => {
          const accepted = accept(message);
          accepted.then(
            () => tell(message.event, true),
            () => tell(message.event, false),
          );
          return accepted;
        }),
      async deliver(delivery) {
        const outcome = await platform.deliver(delivery);
        await gateway.settled();
        return outcome;
      },
    },
    post: ({ event, from, room, text, photo }) =>
      new Promise((resolve) => {
        waiting.push({ event, resolve });
        if (room !== undefined) rooms.add(room);
        void gateway.say({ id: event, from, text, ...(photo && { type: 6 }), ...(room !== undefined && { room }) });
      }),
    seen: () =>
      gateway.heard.map(({ to, text }) => ({
        to: rooms.has(to) ? undefined : to,
        room: rooms.has(to) ? to : undefined,
        text,
      })),
    async leave() {
      clock.set(clock.now() + 5000);
      await gateway.left();
    },
  };
}

platformContract('wechat', connect);
