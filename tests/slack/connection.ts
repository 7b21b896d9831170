// Canyu's Slack platform with the fake Slack at its other end, by Socket Mode or by HTTP.
import { type SlackOptions, type SlackPlatform, slackPlatform } from '../../adapters/slack/index.ts';
import type { Keep } from '../../src/chat/keep.ts';
import type { Clock } from '../../src/clock.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import type { FakeSlack } from '../support/slack/index.ts';

export type By = 'socket' | 'http';
export const ways: readonly By[] = ['socket', 'http'];

export interface ConnectionOptions {
  slack: FakeSlack;
  by: By;
  clock: Clock;
  keep: Keep;
  more?: Partial<SlackOptions>;
}

/** Not started. By HTTP the fake is told where to send its events once the platform listens. */
export function connection({ slack, by, clock, keep, more }: ConnectionOptions): SlackPlatform {
  const platform = slackPlatform({
    ...(by === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret, port: 0 }),
    ...{ apiUrl: slack.apiUrl, language: 'en', log: createLog('silent') },
    ...{ keep, clock, newId: uuids(clock.now) },
    ...(more?.oauth === undefined && { botToken: slack.botToken() }),
    ...more,
  });
  if (by === 'socket') return platform;
  return {
    ...platform,
    get port() {
      return platform.port;
    },
    async start(accept) {
      await platform.start(accept);
      slack.deliverTo(`http://127.0.0.1:${platform.port}/slack/events`);
    },
  };
}
