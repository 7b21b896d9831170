import { describe, expect, it, test } from 'vitest';
import { escape } from '../../src/chat/escape.ts';
import type { DeliveryKind } from '../../src/chat/message.ts';
import type { Outcome } from '../../src/chat/platform.ts';
import type { Outgoing } from '../../src/outbox/outgoing.ts';
import { type Ending, judge, sound } from '../../src/outbox/results.ts';

const NOW = 1_000_000;

function one(kind: DeliveryKind, attempt = 1, topic: string | null = 'quiz/r1'): Outgoing {
  return {
    ...{ id: 'd1', kind, address: { platform: 'terminal', room: 'fans' }, text: escape('plain', 'hi'), choices: [] },
    ...{ attempt, personId: null, campaignId: null, topic, dedupe: null, createdAt: 0, expiresAt: null, direct: false },
  };
}

describe('what becomes of a row', () => {
  const table: [string, DeliveryKind, number, Ending, object, string | undefined][] = [
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
      'told to wait once too often',
      'reply',
      12,
      { type: 'retry', after: 30 },
      { state: 'failed', reason: 'too many tries' },
      'failed',
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
    ['the same, the last time', 'reply', 12, { type: 'unknown' }, { state: 'failed' }, 'failed'],
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
    const result = judge(one(kind, attempt), ending, NOW);
    expect(result.mark).toMatchObject({ id: 'd1', ...mark });
    expect(result.delivered?.outcome).toBe(told);
    expect(judge(one(kind, attempt, null), ending, NOW).delivered).toBeUndefined();
  });
});

test('a reason is kept to 200 characters', () => {
  expect(judge(one('reply'), { type: 'refused', reason: 'x'.repeat(5000) }, NOW).mark.reason).toHaveLength(200);
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
