// Socket Mode: however the connection ends, the process lives, comes back by itself, and hears what it missed.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
const faults: unknown[] = [];
const note = (fault: unknown) => faults.push(fault);

beforeEach(() => {
  faults.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await stage.close();
  process.off('unhandledRejection', note);
  expect(faults).toEqual([]);
});

const MINUTE = 60_000;

test('a socket that is down for ten minutes is back within 30 s of the return, and what was said meanwhile is answered', async () => {
  stage = await openSlack({ fake: { retries: [1000, MINUTE, 5 * MINUTE, 10 * MINUTE] } });
  const { slack, clock } = stage;
  const amy = slack.person('UAMY');
  slack.down(true);
  await slack.until(() => slack.sockets.open === 0);
  expect(await amy.posts('echo anybody there?')).toBe(false);
  const end = clock.now() + 10 * MINUTE;
  await stage.laterUntil(() => clock.now() >= end, 5000);
  await slack.until(() => !stage.platform.health().ok);
  slack.down(false);
  const returned = clock.now();
  await stage.laterUntil(() => slack.sockets.open === 1, 1000, 31);
  expect(clock.now() - returned).toBeLessThanOrEqual(30_000);
  await slack.until(() => stage.platform.health().ok);
  await stage.laterUntil(() => amy.sees().length > 0);
  expect(amy.hearsAll()).toEqual(['anybody there?']);
});

test('Slack asks for another connection, again and again: every message is answered once', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const amy = slack.person('UAMY');
  for (let round = 1; round <= 3; round += 1) {
    slack.sockets.refresh(round === 2 ? 'warning' : 'refresh_requested');
    await stage.laterUntil(() => slack.sockets.opened > round && slack.sockets.open === 1);
    await amy.posts(`echo ${round}`);
  }
  await stage.laterUntil(() => amy.sees().length === 3);
  expect(amy.hearsAll()).toEqual(['1', '2', '3']);
});

test('a half-open connection is noticed and replaced', async () => {
  stage = await openSlack();
  const { slack } = stage;
  slack.sockets.freeze();
  await stage.laterUntil(() => slack.sockets.opened === 2, 1000, 60_000);
  const amy = slack.person('UAMY');
  await amy.posts('echo through again');
  await stage.laterUntil(() => amy.sees().length === 1);
});

test('a connection cut in the middle of a turn: Slack brings the event again, and it is answered once (P2)', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const amy = slack.person('UAMY');
  const posted = amy.posts('echo once');
  slack.sockets.drop();
  await posted;
  await stage.laterUntil(() => slack.sockets.open === 1 && amy.sees().length === 1);
  await stage.later(10 * MINUTE);
  expect(amy.hearsAll()).toEqual(['once']);
});

test('the app’s own token is revoked while it reconnects: the process lives, and says what is wrong', async () => {
  stage = await openSlack();
  const { slack } = stage;
  slack.revokeAppToken();
  slack.sockets.drop();
  await stage.laterUntil(() => !stage.platform.health().ok);
  for (let minute = 0; minute < 10; minute += 1) await stage.later(MINUTE);
  expect(stage.platform.health()).toMatchObject({ ok: false });
  expect(stage.platform.health().detail).toBeDefined();
  expect(slack.sockets.open).toBe(0);
  await stage.say({ account: 'T1.UAMY' }, 'sent all the same');
  await stage.settled();
});

test('after the stop nothing connects again', async () => {
  stage = await openSlack();
  const { slack, clock } = stage;
  await stage.engine.stop();
  await slack.until(() => slack.sockets.open === 0);
  const { opened } = slack.sockets;
  for (let minute = 0; minute < 5; minute += 1) {
    clock.set(clock.now() + MINUTE);
    await new Promise(setImmediate);
  }
  expect(slack.sockets.opened).toBe(opened);
  await stage.restart();
});
