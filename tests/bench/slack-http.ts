// A live quiz in Slack channels: answers by signed HTTP, offered at a steady 1,000 a second by another process, from the instant
// each was due until it was committed and acknowledged. What Slack is told in return goes at Slack's pace, and is not waited for.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { slackPlatform } from '../../adapters/slack/index.ts';
import { systemClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { allFlows } from '../../src/program.ts';
import { memoryKeep } from '../support/keep.ts';
import { countRows, type Figures, figuresOf } from './harness.ts';
import { liveQuizzes } from './live-quiz.ts';
import type { Offer, Offered } from './slack-offer.ts';

const PER_SECOND = 1000;
const PERSONS = 2000;
const CHANNELS = 5;
const BOSS = 'T1.UBOSS';

export async function slackHttp(database: Database, messages: number, flows: readonly Flow[]): Promise<Figures> {
  const script = fileURLToPath(new URL('slack-offer.ts', import.meta.url));
  const child = fork(script, [String(CHANNELS)], { execArgv: ['--import', 'tsx'] });
  const [{ apiUrl, signingSecret, botToken }] = (await once(child, 'message')) as [Record<string, string>];
  const newId = uuids(Date.now);
  const log = createLog('error');
  const slack = slackPlatform({
    ...{ apiUrl: apiUrl!, signingSecret: signingSecret!, botToken: botToken!, port: 0 },
    ...{ keep: memoryKeep(), clock: systemClock, newId, log, language: 'en' },
  });
  const engine = createEngine({
    ...{ database, platforms: [slack], flows: allFlows(flows), clock: systemClock, newId, log },
    installation: { language: 'en', zone: 'UTC', keyring: [], contact: UNLIMITED },
    owner: { platform: 'slack', account: BOSS },
    elapsed: performance.now.bind(performance),
  });
  await engine.start();
  const rooms = Array.from({ length: CHANNELS }, (_, index) => `slack:T1.C${index}`);
  await liveQuizzes({ engine, database }, [rooms], { platform: 'slack', account: BOSS });

  const url = `http://127.0.0.1:${slack.port}/slack/events`;
  const offer = async (count: number): Promise<Offered> => {
    child.send({ url, messages: count, perSecond: PER_SECOND, persons: PERSONS } satisfies Offer);
    return ((await once(child, 'message')) as [Offered])[0];
  };
  // Everybody has said something before: who they are is known, and the code is warm.
  const warm = await offer(PERSONS);
  const cpu = process.cpuUsage();
  const { latencies, refused, seconds } = await offer(messages);
  const figures = figuresOf({ latencies, seconds, messages, cpu: process.cpuUsage(cpu) });
  child.disconnect();
  const missing = Math.abs((await countRows(database, 'quiz_answer')) - PERSONS - messages);
  await engine.stop();
  return { ...figures, wrong: warm.refused + refused + missing };
}
