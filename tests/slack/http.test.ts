// Signed HTTP: what is Slack's and fresh is taken, everything else is turned away, and nothing ends the process.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signatureOf } from '../support/slack/signed.ts';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlack({ by: 'http' });
});
afterEach(() => stage.close());

const seconds = () => Math.floor(stage.clock.now() / 1000);

/** An event as Slack writes it, which would be answered. */
const event = (id: string, text = 'echo hello') =>
  JSON.stringify({
    ...{ type: 'event_callback', event_id: id, team_id: 'T1', event_time: seconds(), api_app_id: 'ACANYU' },
    authorizations: [{ team_id: 'T1', user_id: stage.slack.botUser(), is_bot: true }],
    event: { type: 'message', user: 'UAMY', text, ts: `${seconds()}.00${id}`, channel: 'DUAMY', channel_type: 'im' },
  });

const rows = async () => (await stage.db.selectFrom('seen').selectAll().execute()).length;

/** Still there, and still answering. */
async function lives() {
  const amy = stage.slack.person('UAMY');
  await stage.settled();
  amy.hearsAll();
  expect(await amy.posts('echo still here')).toBe(true);
  await stage.settled();
  expect(amy.hearsAll()).toEqual(['still here']);
}

describe('the five minutes around a request', () => {
  test.each([0, -299, 299])('taken at %s s', async (off) => {
    stage.slack.person('UAMY');
    const timestamp = seconds() + off;
    expect(await stage.slack.request({ body: event('9001'), timestamp })).toMatchObject({ status: 200 });
    await stage.settled();
    expect(stage.slack.person('UAMY').hearsAll()).toEqual(['hello']);
  });

  test.each([-301, -86_400, 301, 31_536_000])('refused at %s s, however well it is signed', async (off) => {
    const { status } = await stage.slack.request({ body: event('9001'), timestamp: seconds() + off });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await rows()).toBe(0);
    await lives();
  });

  test('an exact replay within the window is received, and has no second effect (P2)', async () => {
    stage.slack.person('UAMY');
    const raw = { body: event('9001'), timestamp: seconds() };
    for (let time = 0; time < 3; time += 1) expect((await stage.slack.request(raw)).status).toBe(200);
    await stage.settled();
    expect(stage.slack.person('UAMY').hearsAll()).toEqual(['hello']);
  });
});

describe('what is not Slack’s', () => {
  test.each([
    ['no signature', { headers: { 'x-slack-signature': '' } }],
    ['another secret', { signature: 'v0=0000' }],
    ['another version', { signature: 'v1=0000' }],
    ['a timestamp that is no number', { timestamp: 'soon' }],
    ['an empty timestamp', { timestamp: '' }],
  ])('%s', async (_, raw) => {
    const { status } = await stage.slack.request({ body: event('9001'), ...raw });
    expect([400, 401, 403]).toContain(status);
    expect(await rows()).toBe(0);
    await lives();
  });

  test('a body other than the one that was signed', async () => {
    const timestamp = seconds();
    const signature = signatureOf(stage.slack.signingSecret, timestamp, event('9001', 'echo yes'));
    const { status } = await stage.slack.request({ body: event('9001', 'echo no'), timestamp, signature });
    expect([400, 401, 403]).toContain(status);
    expect(await rows()).toBe(0);
  });
});

describe('signed, and still nothing to be done with: the process lives', () => {
  const json = (value: unknown) => JSON.stringify(value);
  test.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1e309'],
    ['text', '"hello"'],
    ['nothing', ''],
    ['half of it', '{"type":"event_callback","event'],
    ['no JSON', 'hello'],
    ['deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['prototypes', '{"__proto__":{"type":"event_callback"},"constructor":{"prototype":{}},"type":"event_callback"}'],
    ['no event', json({ type: 'event_callback', event_id: 'E', team_id: 'T1' })],
    ['an event that is none', json({ type: 'event_callback', event_id: 'E', team_id: 'T1', event: null })],
    [
      'wrong types',
      json({ type: 'event_callback', event_id: 7, team_id: ['T1'], event: { type: 'message', text: {} } }),
    ],
    ['an unknown type', json({ type: 'surprise', team_id: 'T1' })],
  ])('%s', async (_, body) => {
    const { status } = await stage.slack.request({ body });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(await rows()).toBe(0);
    await lives();
  });

  test.each([
    ['a payload that is no JSON', 'payload=%7Bhalf'],
    ['a payload that is null', 'payload=null'],
    ['an action of nobody', `payload=${encodeURIComponent(json({ type: 'block_actions', actions: [null] }))}`],
    ['a command without a person', 'command=%2Fcanyu&text=help'],
    ['two payloads', 'payload=1&payload=2'],
  ])('a form: %s', async (_, body) => {
    const { status } = await stage.slack.request({ body, type: 'application/x-www-form-urlencoded' });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(await rows()).toBe(0);
    await lives();
  });

  test('two megabytes', async () => {
    const { status } = await stage.slack.request({ body: event('9001', `echo ${'x'.repeat(2_000_000)}`) });
    // Some servers answer, some cut the connection while it is still being sent.
    expect([0, 413]).toContain(status);
    expect(await rows()).toBe(0);
    await lives();
  });

  test('just under a megabyte is taken', async () => {
    expect((await stage.slack.request({ body: event('9001', `echo ${'x'.repeat(900_000)}`) })).status).toBe(200);
    await lives();
  });
});

test('Slack’s question whether we are there is answered', async () => {
  const { status, body } = await stage.slack.request({ body: '{"type":"url_verification","challenge":"c-1"}' });
  expect(status).toBe(200);
  expect(body).toContain('c-1');
});

test('its check of the certificate opens no door: what comes with it is not read', async () => {
  const payload = encodeURIComponent(
    JSON.stringify({ type: 'block_actions', user: { id: 'UAMY' }, team: { id: 'T1' } }),
  );
  await stage.slack.request({
    body: `ssl_check=1&payload=${payload}&command=%2Fcanyu&text=help&user_id=UAMY&team_id=T1&channel_id=C1&trigger_id=t`,
    type: 'application/x-www-form-urlencoded',
    signature: 'v0=0000',
  });
  expect(await rows()).toBe(0);
  await lives();
});
