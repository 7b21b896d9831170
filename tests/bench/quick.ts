import { performance } from 'node:perf_hooks';
import { systemClock } from '../../src/clock.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { defineTexts } from '../../src/text/texts.ts';
import { freshDatabase } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';

const texts = defineTexts('bench', { en: { pong: 'pong', s: 's' }, 'zh-CN': { pong: 'pong', s: 's' } });
const flow: Flow = {
  name: 'bench',
  commands: [],
  words: [{ words: ['ping'], summary: texts.s, run: (turn) => turn.reply(texts.pong()) }],
};
const database = await freshDatabase('sqlite');
const platform = loopback('terminal', Date.now);
platform.delivered.push = () => 0;
const engine = createEngine({
  database,
  platforms: [platform],
  flows: [flow],
  clock: systemClock,
  newId: uuids(Date.now),
  log: createLog('warn'),
  installation: { language: 'en', zone: 'UTC' },
  owner: { platform: 'terminal', account: 'boss' },
  elapsed: performance.now.bind(performance),
});
await engine.start();
const total = Number(process.argv[2] ?? 100000);
const persons = 20000;
let sent = 0;
const lat: number[] = [];
const t0 = performance.now();
const c0 = process.cpuUsage();
async function lane() {
  while (sent < total) {
    const n = sent++;
    const at = performance.now();
    await platform.accept({
      platform: 'terminal',
      event: `event-${n}-${(n * 7919) % 100003}`,
      account: `p${(n * 31) % persons}`,
      name: 'P',
      text: 'ping',
      addressed: true,
      sentAt: new Date(),
    });
    lat.push(performance.now() - at);
  }
}
await Promise.all(Array.from({ length: 512 }, lane));
await engine.settled();
const s = (performance.now() - t0) / 1000;
const c = process.cpuUsage(c0);
lat.sort((a, b) => a - b);
console.log(
  'per second',
  Math.round(total / s),
  'p50',
  lat[total >> 1]!.toFixed(1),
  'p99',
  lat[Math.floor(total * 0.99)]!.toFixed(1),
  'cpu us',
  ((c.user + c.system) / total).toFixed(1),
  'rss',
  process.resourceUsage().maxRSS >> 10,
);
await engine.stop();
await database.close();
