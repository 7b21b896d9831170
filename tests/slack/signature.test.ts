// A request is Slack's when it is signed with our secret and of this very moment.
import { describe, expect, test } from 'vitest';
import { isGenuine, signatureOf } from '../../adapters/slack/signature.ts';

const NOW = Date.parse('2026-11-27T09:00:00.500Z');
const SECONDS = Math.floor(NOW / 1000);
const secret = 'a-secret';
const body = Buffer.from('{"type":"event_callback"}');

function signed(offset = 0, more: Partial<Parameters<typeof isGenuine>[0]> = {}) {
  const timestamp = String(SECONDS + offset);
  return { timestamp, signature: signatureOf(timestamp, body, secret), body, ...more };
}

/** From the manual: https://docs.slack.dev/authentication/verifying-requests-from-slack */
test('the signature of the manual’s own example', () => {
  const form =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(signatureOf('1531420618', form, '8f742231b10e8888abcd99yyyzzz85a5')).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

describe('both sides of the five minutes', () => {
  test.each([
    [-301, false],
    [-299, true],
    [0, true],
    [300, true],
    [301, false],
    [365 * 86_400, false],
  ])('%i s off: %s', (offset, genuine) => {
    expect(isGenuine(signed(offset), secret, NOW)).toBe(genuine);
  });
});

describe('refused', () => {
  test.each<[string, Partial<Parameters<typeof isGenuine>[0]>]>([
    ['without a signature', { signature: undefined }],
    ['without a timestamp', { timestamp: undefined }],
    ['with an empty signature', { signature: '' }],
    ['with half a signature', { signature: signed().signature.slice(0, 30) }],
    ['with one more character', { signature: `${signed().signature}0` }],
    ['with the signature of another secret', { signature: signatureOf(String(SECONDS), body, 'another') }],
    ['with another version', { signature: signed().signature.replace('v0', 'v1') }],
    ['with characters of several bytes', { signature: '米'.repeat(22) }],
    ['with another body', { body: Buffer.from('{}') }],
    ['with a timestamp that is no number', { timestamp: 'NaN' }],
    ['with a timestamp in another notation', { timestamp: `${SECONDS}.0` }],
  ])('%s', (_, more) => {
    expect(isGenuine(signed(0, more), secret, NOW)).toBe(false);
  });
});
