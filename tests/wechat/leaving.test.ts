// After a stop nothing of wechaty keeps the process alive.
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../support/child.ts';
import { type Gateway, startGateway } from '../support/wechat/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

async function leave(before: () => Promise<void>): Promise<number | null> {
  const child = runScript('wechat/leaving.ts', [gateway.endpoint, gateway.token]);
  expect(await child.line()).toBe('here: true');
  await before();
  const gone = once(child.process, 'exit');
  child.process.stdin!.write('stop\n');
  expect(await child.line()).toBe('stopped');
  const [code] = await gone;
  return code as number | null;
}

test('a stopped platform lets the process end by itself', async () => {
  expect(await leave(async () => {})).toBe(0);
});

test('so it does when the gateway has died', async () => {
  expect(await leave(() => gateway.kill())).toBe(0);
});
