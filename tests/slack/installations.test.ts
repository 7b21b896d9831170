// Several workspaces: installed from a browser, kept encrypted by whoever keeps, removed when they leave.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SlackOptions, type SlackPlatform, slackPlatform } from '../../adapters/slack/index.ts';
import type { Keep } from '../../src/chat/keep.ts';
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import type { Reader } from '../../src/text/phrase.ts';
import { memoryKeep } from '../support/keep.ts';
import { type FakeSlack, fakeSlack } from '../support/slack/index.ts';

const reader: Reader = { language: 'en', zone: 'UTC', markup: 'plain', now: 0 };
let slack: FakeSlack;
let keep: Keep;
let platform: SlackPlatform;
let heard: InboundMessage[];
const clock = settableClock();
const newId = uuids(clock.now);

beforeEach(async () => {
  slack = await fakeSlack({ clock, installed: false, retries: [] });
  keep = memoryKeep();
  await begin();
});
afterEach(async () => {
  await platform.stop();
  await slack.close();
});

async function begin(more: Partial<SlackOptions> = {}): Promise<void> {
  const { clientId, clientSecret, signingSecret, apiUrl } = slack;
  platform = slackPlatform({
    ...{ signingSecret, port: 0, apiUrl, keep, clock, newId, log: createLog('silent'), language: 'en' },
    oauth: { clientId, clientSecret, stateSecret: 'a-state-secret', publicUrl: 'https://canyu.example.org/' },
    ...more,
  });
  heard = [];
  await platform.start(async (message) => void heard.push(message));
  if (more.appToken === undefined) slack.deliverTo(`${origin()}/slack/events`);
}

const origin = () => `http://127.0.0.1:${platform.port}`;
const health = () => ({ ok: platform.health().ok, detail: platform.health().detail?.render(reader) });

/** As a browser goes: to the install page, to Slack, and back with a code. */
async function installs(team: string, change: (back: { state: string; cookie: string }) => object = () => ({})) {
  const first = await fetch(`${origin()}/slack/install`, { redirect: 'manual' });
  const consent = new URL(first.headers.get('location')!);
  const given = {
    state: consent.searchParams.get('state')!,
    cookie: first.headers.get('set-cookie')!.split(';', 1)[0]!,
  };
  const { state, cookie } = { ...given, ...change(given) };
  const back = new URLSearchParams({ code: slack.consents(team), state });
  const page = await fetch(`${origin()}/slack/oauth_redirect?${back}`, { headers: { cookie } });
  return { consent, status: page.status, page: await page.text() };
}

const say = (account: string, text = 'hi'): Delivery => ({
  ...{ id: newId(), kind: 'reply', address: { platform: 'slack', account }, text: text as Delivery['text'] },
  ...{ choices: [], attempt: 1 },
});

describe('an installation', () => {
  test('asks Slack for what the manifest says, and brings a token that works both ways', async () => {
    const { consent, status, page } = await installs('T1');
    expect(consent.origin).toBe(new URL(slack.apiUrl).origin);
    expect(consent.searchParams.get('scope')?.split(',')).toContain('chat:write');
    expect(consent.searchParams.get('redirect_uri')).toBe('https://canyu.example.org/slack/oauth_redirect');
    expect(status).toBe(200);
    expect(page).toContain('Canyu is installed in T1.');
    expect(await keep.names('slack/')).toEqual(['slack/installation/T1']);
    const amy = slack.person('UAMY');
    expect(await amy.posts('hello')).toBe(true);
    expect(heard).toMatchObject([{ account: 'T1.UAMY', text: 'hello' }]);
    expect(await platform.deliver(say('T1.UAMY', 'welcome'))).toMatchObject({ type: 'sent' });
    expect(amy.hearsAll()).toEqual(['welcome']);
  });

  test('outlives a restart, beside others', async () => {
    await installs('T1');
    await installs('T2');
    await platform.stop();
    await begin();
    const bob = slack.person('UBOB', { team: 'T2' });
    const namesake = slack.person('UBOB', { team: 'T1' });
    expect(await platform.deliver(say('T2.UBOB'))).toMatchObject({ type: 'sent' });
    expect([bob.hearsAll(), namesake.hearsAll()]).toEqual([['hi'], []]);
  });

  test.each([
    ['another state', () => ({ state: 'made.up.state' })],
    ['another browser', () => ({ cookie: '' })],
    [
      'a state of nobody',
      ({ state }: { state: string }) => ({ state: `${state}x`, cookie: `slack-app-oauth-state=${state}x` }),
    ],
  ])('with %s is refused, and nothing is kept', async (_, change) => {
    const { status, page } = await installs('T1', change);
    expect(status).toBe(400);
    expect(page).toContain('Canyu was not installed');
    expect(await keep.names('')).toEqual([]);
  });

  test('works beside Socket Mode too, where the door takes no events', async () => {
    await platform.stop();
    slack.deliverTo(undefined);
    await begin({ appToken: slack.appToken });
    expect((await installs('T1')).status).toBe(200);
    expect((await fetch(`${origin()}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(await slack.person('UAMY').posts('hello')).toBe(true);
    expect(heard).toHaveLength(1);
  });
});

describe('the end of one', () => {
  test.each(['uninstall', 'revoke'] as const)(
    '%s: its token is forgotten, staff are told, the others go on',
    async (how) => {
      await installs('T1');
      await installs('T2');
      slack.person('UAMY');
      slack.person('UBOB', { team: 'T2' });
      expect(await slack[how]('T1')).toBe(true);
      expect(await keep.names('')).toEqual(['slack/installation/T2']);
      expect(await platform.deliver(say('T1.UAMY'))).toEqual({ type: 'offline' });
      expect(await platform.deliver(say('T2.UBOB'))).toMatchObject({ type: 'sent' });
      expect(health().ok).toBe(false);
      expect(health().detail).toContain('T1');
      expect(health().detail).toContain('https://canyu.example.org/slack/install');
      await installs('T1');
      expect(await platform.deliver(say('T1.UAMY'))).toMatchObject({ type: 'sent' });
      expect(health()).toEqual({ ok: true, detail: undefined });
    },
  );

  test('a workspace that was never installed, or not since the last start, is told apart', async () => {
    expect(await platform.deliver(say('T9.UAMY'))).toEqual({ type: 'refused', reason: 'not installed' });
    slack.install('T9');
    expect(await slack.person('UEVE', { team: 'T9' }).posts('hello?')).toBe(true);
    expect(heard).toEqual([]);
  });

  test('a token that dies without a word is noticed by the first call, and the rest wait without calling', async () => {
    await installs('T1');
    slack.state.workspaces.get('T1')!.status = 'revoked';
    expect(await platform.deliver(say('T1.UAMY'))).toEqual({ type: 'offline' });
    const called = slack.processed.length;
    expect(await platform.deliver(say('T1.UAMY'))).toEqual({ type: 'offline' });
    expect(slack.processed.length).toBe(called);
    expect(health().detail).toContain('token_revoked');
  });
});

test('without a way in or a workspace it does not start, and says which setting is missing', () => {
  const rest = { keep, clock, newId, log: createLog('silent'), language: 'en' as const };
  expect(() => slackPlatform({ ...rest, botToken: 'xoxb-1' })).toThrow('SLACK_APP_TOKEN');
  expect(() => slackPlatform({ ...rest, appToken: 'xapp-1' })).toThrow('SLACK_BOT_TOKEN');
});

test('a port that is taken is named with its setting', async () => {
  const { signingSecret, apiUrl } = slack;
  const other = slackPlatform({
    ...{ signingSecret, port: platform.port!, botToken: 'x', apiUrl, keep, clock, newId },
    ...{ log: createLog('silent'), language: 'en' },
  });
  await expect(other.start(async () => undefined)).rejects.toThrow('SLACK_PORT');
  await other.stop();
});
