// What is sent while Slack, or the way to it, fails: nothing is lost, nothing comes twice, and nobody waits for somebody else's fault.
import { afterEach, describe, expect, test } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { databases } from '../support/database.ts';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

const MINUTE = 60_000;

/** What was seen by people other than the owner, who is told how the platform fares. */
const seen = () => stage.slack.state.sights.filter(({ to }) => to !== 'UBOSS');

/** Of every person, how often they saw something. */
const timesSeen = (): number[] => {
  const times = new Map<string, number>();
  for (const { to } of seen()) times.set(to!, (times.get(to!) ?? 0) + 1);
  return [...times.values()];
};

/** One message of our own accord to so many persons. */
function broadcast(persons: number): Promise<void> {
  const people = Array.from({ length: persons }, (_, index) => stage.slack.person(`U${index}`));
  return stage.say(
    people.map(({ account }) => ({ account })),
    'The release is out.',
    'campaign',
  );
}

/** A minute at a time, Amy asks something, and somebody is written to of our own accord. */
async function tenMinutes() {
  const { slack, clock } = stage;
  const answers: string[] = [];
  for (let minute = 0; minute < 10; minute += 1) {
    answers.push(String(minute));
    expect(await slack.person('UAMY').posts(`echo ${minute}`)).toBe(true);
    await stage.say({ account: slack.person(`U${minute}`).account }, 'The release is out.', 'campaign');
    const end = clock.now() + MINUTE;
    await stage.laterUntil(() => clock.now() >= end, 5000);
  }
  return { answers };
}

const over = async (): Promise<boolean> => {
  const { pending = 0, sending = 0 } = await stage.outbox();
  return pending + sending === 0;
};

/** The protection off: nobody asks Slack, what may have arrived is sent again. */
const blind = (platform: Platform): Platform => ({ ...platform, lookup: async () => 'absent' });
/** The platform cannot be asked. */
const mute = ({ lookup: _, ...platform }: Platform): Platform => ({
  ...platform,
  capabilities: { ...platform.capabilities, lookup: false },
});

describe.each(databases)('while Slack fails (%s)', (kind) => {
  test('P1: ten minutes of 5xx lose nothing and double nothing', async () => {
    stage = await openSlack({ kind });
    const { slack } = stage;
    const amy = slack.person('UAMY');
    slack.faults.add({ type: 'status', code: 503 }, { method: 'chat.postMessage' });
    const { answers } = await tenMinutes();
    expect(seen()).toEqual([]);
    slack.faults.clear();
    await stage.laterUntil(over);
    expect(amy.hearsAll().sort()).toEqual(answers);
    expect(await stage.outbox()).toEqual({ sent: 20 });
    expect(seen()).toHaveLength(20);
  });

  test('P1: ten minutes without Slack at all lose nothing, and double nothing of our own accord', async () => {
    stage = await openSlack({ kind, by: 'http' });
    const { slack } = stage;
    const amy = slack.person('UAMY');
    slack.faults.add({ type: 'status', code: 503 });
    const { answers } = await tenMinutes();
    slack.faults.clear();
    await stage.laterUntil(over);
    expect(amy.hearsAll().sort()).toEqual(answers);
    expect(await stage.outbox()).toEqual({ sent: 20 });
    expect(seen()).toHaveLength(20);
  });

  test('P4: of 1,000 sends, 30 % cut after processing and some before, each arrives once', {
    timeout: 60_000,
  }, async () => {
    stage = await openSlack({ kind, fake: { seed: 11, echoes: false } });
    stage.slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postMessage', share: 0.3 });
    stage.slack.faults.add({ type: 'reset', when: 'before' }, { method: 'chat.postMessage', share: 0.1 });
    await broadcast(1000);
    await stage.laterUntil(over, 1000);
    expect(stage.slack.faults.count).toBeGreaterThan(300);
    expect(await stage.outbox()).toEqual({ sent: 1000 });
    expect(timesSeen()).toEqual(Array(1000).fill(1));
  });
});

test('control: sent again without asking Slack, some of it arrives twice', async () => {
  stage = await openSlack({ changed: blind, fake: { seed: 11, echoes: false } });
  stage.slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postMessage', share: 0.3 });
  await broadcast(60);
  await stage.laterUntil(over);
  expect(Math.max(...timesSeen())).toBeGreaterThan(1);
});

test('P4: where the platform cannot be asked, what was cut stays uncertain, and is not sent again', async () => {
  stage = await openSlack({ changed: mute, fake: { seed: 11, echoes: false } });
  stage.slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postMessage', share: 0.3 });
  await broadcast(60);
  await stage.laterUntil(over);
  const { sent = 0, uncertain = 0 } = await stage.outbox();
  expect({ all: sent + uncertain, uncertain }).toEqual({ all: 60, uncertain: stage.slack.faults.count });
  expect(timesSeen()).toEqual(Array(60).fill(1));
});

test('P5: an answer cut after processing comes at least once, with the same text', async () => {
  stage = await openSlack();
  const amy = stage.slack.person('UAMY');
  stage.slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postMessage', times: 1 });
  await amy.posts('echo you are no. 7');
  await stage.laterUntil(over);
  expect(new Set(amy.hearsAll())).toEqual(new Set(['you are no. 7']));
});

test('too many requests in one channel hold that channel for as long as Slack says, and no other', async () => {
  stage = await openSlack();
  const { slack, clock } = stage;
  const amy = slack.person('UAMY');
  for (const channel of ['C1', 'C2']) {
    slack.channel(channel);
    amy.joins(channel);
  }
  const limited = { type: 'rate limit', seconds: 30 } as const;
  slack.faults.add(limited, { method: 'chat.postMessage', channel: 'C1', times: 1 });
  await stage.say({ room: 'T1.C1' }, 'first for one');
  await slack.until(() => slack.faults.count === 1);
  await stage.say({ room: 'T1.C1' }, 'second for one');
  await stage.say({ room: 'T1.C2' }, 'for two');
  await amy.hears('for two');
  const held = clock.now();
  await stage.laterUntil(() => clock.now() >= held + 29_000, 500);
  expect(slack.channel('C1').messages).toEqual([]);
  await stage.laterUntil(over);
  expect(slack.channel('C1').messages.map(({ text }) => text)).toEqual(['first for one', 'second for one']);
  expect(slack.faults.count).toBe(1);
});

test('a call that hangs holds its own conversation and nobody else', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const [amy, bob] = [slack.person('UAMY'), slack.person('UBOB')];
  slack.faults.add({ type: 'hang', when: 'before' }, { method: 'chat.postMessage', channel: 'DUAMY', times: 1 });
  await amy.posts('echo at last');
  await slack.until(() => slack.faults.count === 1);
  await bob.posts('echo at once');
  await bob.hears('at once');
  await stage.laterUntil(over);
  expect(amy.hearsAll()).toEqual(['at last']);
});

test('people are heard while Slack’s own API hangs: who they are is asked later', async () => {
  stage = await openSlack();
  const { slack } = stage;
  slack.faults.add({ type: 'hang', when: 'before' }, { method: 'users.info' });
  const posted = slack.person('UAMY').posts('echo heard');
  await stage.laterUntil(() => slack.events.attempts.length > 0, 100, 25);
  expect(await posted).toBe(true);
});

test('an archived channel is given up and named, and everybody else is served', async () => {
  stage = await openSlack();
  const { slack } = stage;
  const amy = slack.person('UAMY');
  slack.channel('C1');
  slack.archive('C1');
  await stage.say({ room: 'T1.C1' }, 'anybody?', 'campaign');
  await stage.say({ account: 'T1.UAMY' }, 'for Amy', 'campaign');
  await stage.laterUntil(over);
  expect(await stage.outbox()).toEqual({ failed: 1, sent: 1 });
  expect(amy.hearsAll()).toEqual(['for Amy']);
  expect(stage.platform.health()).toMatchObject({ ok: true, notes: [expect.anything()] });
});

test.each(['revoke', 'uninstall'] as const)(
  '%s: the process lives, nothing is sent in vain, and it goes on when the app is back',
  async (end) => {
    stage = await openSlack();
    const { slack } = stage;
    const amy = slack.person('UAMY');
    await slack[end]();
    await stage.say({ account: 'T1.UAMY' }, 'while it was away', 'campaign');
    await stage.laterUntil(() => !stage.platform.health().ok);
    for (let minute = 0; minute < 30; minute += 1) await stage.later(MINUTE);
    const tries = slack.processed.filter(({ method }) => method === 'chat.postMessage').length;
    expect(tries).toBeLessThan(100);
    // Where the removal came in the middle of the call, Slack is to be asked first.
    const { pending = 0, sending = 0, ...ended } = await stage.outbox();
    expect({ waiting: pending + sending, ended }).toEqual({ waiting: 1, ended: {} });
    const workspace = slack.state.workspaces.get('T1')!;
    workspace.status = 'installed';
    await stage.laterUntil(over);
    expect(amy.hearsAll()).toEqual(['while it was away']);
    await stage.laterUntil(() => stage.platform.health().ok);
  },
);
