import { describe, expect, it, test } from 'vitest';
import { escape } from '../../src/chat/escape.ts';
import type { DeliveryKind } from '../../src/chat/message.ts';
import type { Outcome } from '../../src/chat/platform.ts';
import type { Outgoing } from '../../src/outbox/outgoing.ts';
import { backOff, judge, NEVER, sound, type Told } from '../../src/outbox/results.ts';

const NOW = 1_000_000;
const longest = () => 1;

function one(kind: DeliveryKind, attempt = 1, topic: string | null = 'quiz/r1'): Outgoing {
  return {
    ...{ id: 'd1', kind, address: { platform: 'terminal', room: 'fans' }, text: escape('plain', 'hi'), choices: [] },
    ...{
      attempt,
      personId: null,
      campaignId: null,
      topic,
      dedupe: null,
      consent: null,
      createdAt: 0,
      expiresAt: null,
      direct: false,
    },
  };
}

describe('what becomes of a row', () => {
  const table: [string, DeliveryKind, number, Told, object, string | undefined][] = [
    [
      'sent',
      'reply',
      1,
      { type: 'sent', at: 7, id: 'm1' },
      { state: 'sent', sent_at: 7, message_id: 'm1', attempts: 1 },
      'sent',
    ],
    ['sent without an id', 'campaign', 1, { type: 'sent', at: 7 }, { state: 'sent', message_id: null }, 'sent'],
    ['refused', 'reply', 1, { type: 'refused', reason: 'gone' }, { state: 'failed', reason: 'gone' }, 'failed'],
    [
      'told to wait',
      'campaign',
      1,
      { type: 'retry', after: 30 },
      { state: 'pending', next_at: NOW + 30, attempts: 1 },
      undefined,
    ],
    [
      'told to wait, with all who share the limit',
      'campaign',
      3,
      { type: 'retry', after: 30, door: 'limit room 1000' },
      { state: 'pending', next_at: NEVER, reason: 'limit room 1000', attempts: 3 },
      undefined,
    ],
    [
      'sent under a limit of an hour',
      'reply',
      1,
      { type: 'sent', at: 7, counted: true },
      { state: 'sent', reason: 'counted', sent_at: 7 },
      'sent',
    ],
    [
      'looked for and not found: a campaign message may go again',
      'campaign',
      2,
      { type: 'absent' },
      { state: 'pending', next_at: NOW + 2000, attempts: 2 },
      undefined,
    ],
    [
      'waiting at a door costs no try',
      'reply',
      1,
      { type: 'waits', door: 'account' },
      { state: 'pending', next_at: NEVER, reason: 'account', attempts: 0 },
      undefined,
    ],
    [
      'P5: a reply nobody answered for',
      'reply',
      1,
      { type: 'unknown' },
      { state: 'pending', next_at: NOW + 1000 },
      undefined,
    ],
    [
      'the same, the fourth time',
      'service',
      4,
      { type: 'unknown' },
      { state: 'pending', next_at: NOW + 15_000 },
      undefined,
    ],
    [
      'the same, the eleventh time',
      'reply',
      11,
      { type: 'unknown' },
      { state: 'pending', next_at: NOW + 60_000 },
      undefined,
    ],
    [
      'P4: a campaign message nobody answered for',
      'campaign',
      1,
      { type: 'unknown' },
      { state: 'uncertain', reason: 'no answer' },
      'uncertain',
    ],
    [
      'put off costs no try',
      'campaign',
      3,
      { type: 'postponed', until: NOW + 9, reason: 'held' },
      { state: 'pending', attempts: 2, next_at: NOW + 9 },
      undefined,
    ],
    [
      'suppressed',
      'campaign',
      1,
      { type: 'suppressed', reason: 'stopped' },
      { state: 'suppressed', reason: 'stopped', attempts: 0 },
      'failed',
    ],
  ];
  it.each(table)('%s', (_name, kind, attempt, ending, mark, told) => {
    const result = judge(one(kind, attempt), ending, NOW, longest);
    expect(result.mark).toMatchObject({ id: 'd1', ...mark });
    expect(result.delivered?.outcome).toBe(told);
    expect(judge(one(kind, attempt, null), ending, NOW, longest).delivered).toBeUndefined();
  });
});

describe('a message that may be sent again', () => {
  const DAY = 24 * 3_600_000;
  const outcomes: [DeliveryKind, Told][] = [
    ['reply', { type: 'unknown' }],
    ['service', { type: 'retry', after: 30 }],
    ['campaign', { type: 'retry', after: 30 }],
    ['campaign', { type: 'absent' }],
  ];
  it.each(outcomes)('of kind %s is tried for a day, however often, and then given up', (kind, ending) => {
    expect(judge(one(kind, 5000), ending, DAY - 1, longest).mark.state).toBe('pending');
    expect(judge(one(kind, 5), ending, DAY, longest).mark).toMatchObject({ state: 'failed', reason: 'too many tries' });
  });

  it.each(outcomes)('of kind %s that waited a day for its turn has five tries all the same', (kind, ending) => {
    expect(judge(one(kind, 4), ending, 9 * DAY, longest).mark.state).toBe('pending');
    expect(judge(one(kind, 5), ending, 9 * DAY, longest).mark.state).toBe('failed');
  });

  test('waits longer each time, up to a minute, and never quite as long as the others', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 1000].map((tried) => backOff(tried, longest));
    expect(waits).toEqual([1000, 2000, 5000, 15_000, 30_000, 60_000, 60_000, 60_000]);
    expect(backOff(6, () => 0)).toBe(30_000);
    expect(backOff(6, () => 0.5)).toBe(45_000);
  });
});

test('a reason is kept to 200 characters', () => {
  expect(judge(one('reply'), { type: 'refused', reason: 'x'.repeat(5000) }, NOW, longest).mark.reason).toHaveLength(
    200,
  );
});

test('an outcome that no platform should give is made one that can be stored', () => {
  const table: [unknown, Outcome][] = [
    [undefined, { type: 'unknown' }],
    [null, { type: 'unknown' }],
    ['sent', { type: 'unknown' }],
    [{ type: 'delivered' }, { type: 'unknown' }],
    [
      { type: 'sent', at: 1.5 },
      { type: 'sent', at: 2 },
    ],
    [
      { type: 'sent', at: Number.NaN },
      { type: 'sent', at: NOW },
    ],
    [{ type: 'sent' }, { type: 'sent', at: NOW }],
    [
      { type: 'retry', after: 0.4 },
      { type: 'retry', after: 1 },
    ],
    [
      { type: 'retry', after: -5 },
      { type: 'retry', after: 0 },
    ],
    [
      { type: 'retry', after: Number.NaN },
      { type: 'retry', after: 0 },
    ],
    [
      { type: 'retry', after: Number.POSITIVE_INFINITY },
      { type: 'retry', after: 86_400_000 },
    ],
    [{ type: 'refused' }, { type: 'refused', reason: 'undefined' }],
  ];
  for (const [given, made] of table) expect(sound(given as Outcome, NOW)).toEqual(made);
});
