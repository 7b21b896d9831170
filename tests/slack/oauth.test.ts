// Several workspaces: each installs the app from a browser, is served by its own token, and may leave.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlack({ by: 'http', fake: { installed: false }, more: { oauth } });
});
afterEach(() => stage.close());

const oauth = { clientId: '1.2', clientSecret: 'client-secret', stateSecret: 'state-secret-of-the-test' };

const door = (path: string) => `http://127.0.0.1:${stage.platform.port}${path}`;
const visit = (path: string, cookie = '') => fetch(door(path), { redirect: 'manual', headers: { cookie } });

/** The way to Slack's page of consent: its address, and what the browser keeps. */
async function begin() {
  const first = await visit('/slack/install');
  const location = new URL(first.headers.get('location')!);
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { location, cookie, state: location.searchParams.get('state')! };
}

async function installs(team: string): Promise<Response> {
  const { cookie, state } = await begin();
  return visit(`/slack/oauth_redirect?code=${stage.slack.consents(team)}&state=${encodeURIComponent(state)}`, cookie);
}

const amyOf = (team: string) => stage.slack.person('UAMY', { team });

test('Slack’s page of consent is asked for exactly the permissions that are needed', async () => {
  const { location } = await begin();
  expect(location.pathname).toBe('/oauth/v2/authorize');
  expect(location.searchParams.get('client_id')).toBe('1.2');
  const scopes = location.searchParams.get('scope')!.split(',');
  expect(scopes).toContain('chat:write');
  expect(scopes.filter((scope) => /admin|:write\.public|files|users:read\.email/.test(scope))).toEqual([]);
});

test('two workspaces install it, and each is answered by its own token', async () => {
  for (const team of ['T1', 'T2']) {
    const answer = await installs(team);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Canyu');
  }
  for (const team of ['T1', 'T2']) expect(await amyOf(team).posts(`echo ${team}`)).toBe(true);
  for (const team of ['T1', 'T2']) await amyOf(team).hears(new RegExp(`^${team}$`));
  expect(amyOf('T1').sees()).toHaveLength(1);
  const identities = (await stage.db.selectFrom('identity').select('account').execute()).map(({ account }) => account);
  expect(identities).toEqual(expect.arrayContaining(['T1.UAMY', 'T2.UAMY']));
});

test('an installation outlives a restart', async () => {
  await installs('T1');
  await stage.restart();
  await amyOf('T1').posts('echo still known');
  await amyOf('T1').hears('still known');
});

test('a workspace that leaves is forgotten with its token, and the others are served', async () => {
  await installs('T1');
  await installs('T2');
  const token = stage.slack.botToken('T1');
  const kept = async () => Promise.all((await stage.keep.names('')).map((name) => stage.keep.read(name)));
  expect((await kept()).join()).toContain(token);
  expect(await stage.slack.uninstall('T1')).toBe(true);
  expect((await kept()).join()).not.toContain(token);
  await stage.say({ account: 'T1.UAMY' }, 'for T1', 'campaign');
  await amyOf('T2').posts('echo here we are');
  await amyOf('T2').hears('here we are');
  expect(amyOf('T1').sees()).toEqual([]);
});

test('staff are told once that a workspace left, and not again while it is away', async () => {
  await installs('T1');
  await installs('T2');
  await stage.slack.uninstall('T2');
  const boss = stage.slack.person('UBOSS', { team: 'T1' });
  await stage.say({ account: 'T2.UAMY' }, 'for T2', 'campaign');
  for (let minute = 0; minute < 10; minute += 1) await stage.later(60_000);
  expect(boss.hearsAll()).toEqual([expect.stringContaining('T2')]);
});

test.each([
  ['another state', async () => ({ ...(await begin()), state: 'forged' })],
  ['a state of another browser', async () => ({ ...(await begin()), cookie: (await begin()).cookie })],
  ['no cookie', async () => ({ ...(await begin()), cookie: '' })],
])('%s installs nothing', async (_, way) => {
  const { state, cookie } = await way();
  const code = stage.slack.consents('T3');
  const answer = await visit(`/slack/oauth_redirect?code=${code}&state=${encodeURIComponent(state)}`, cookie);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await stage.keep.names('')).toEqual([]);
});

test.each([
  ['a code that Slack does not know', 'code=nonsense'],
  ['a refusal on Slack’s page', 'error=access_denied'],
  ['nothing', ''],
])('%s installs nothing, and the process lives', async (_, query) => {
  const { cookie, state } = await begin();
  const answer = await visit(`/slack/oauth_redirect?${query}&state=${encodeURIComponent(state)}`, cookie);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await stage.keep.names('')).toEqual([]);
  expect((await installs('T1')).status).toBe(200);
});

test('an event of a workspace that never installed it changes nothing', async () => {
  await amyOf('T9').posts('echo anybody?');
  await stage.settled();
  expect(await stage.db.selectFrom('seen').selectAll().execute()).toEqual([]);
});
