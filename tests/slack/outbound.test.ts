// Deliveries become calls that Slack takes, whatever they hold and wherever they go.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wayOf } from '../../adapters/slack/limits.ts';
import { type Call, outbound } from '../../adapters/slack/outbound.ts';
import { escape, type SafeText } from '../../src/chat/escape.ts';
import type { Choice, Delivery } from '../../src/chat/message.ts';
import { when } from '../../src/text/when.ts';
import { hostile } from '../support/hostile.ts';
import { faultsOfBlocks } from '../support/slack/blocks.ts';

const reader = { language: 'en', zone: 'Asia/Shanghai', markup: 'mrkdwn', now: 0 } as const;
const id = '0193abcd-0000-7000-8000-000000000001';
const safe = (text: string): SafeText => escape('mrkdwn', text);

function delivery(text: SafeText, address: Omit<Delivery['address'], 'platform'>, choices: Choice[] = []): Delivery {
  return { id, kind: 'reply', address: { platform: 'slack', ...address }, text, choices, attempt: 1 };
}

const amy = { account: 'T1.UAMY' };
const room = { room: 'T1.C1' };
const calls = (one: Delivery): Call[] => {
  const { call, instead } = outbound(one)!;
  return instead ? [call, instead] : [call];
};
const blocksIn = ({ arguments: fields }: Call) => ('view' in fields ? fields.view.blocks : fields.blocks);
const shown = (call: Call): string =>
  blocksIn(call)
    .flatMap((block) => (block.type === 'section' ? [block.text!.text] : []))
    .join('\n');
const buttons = (call: Call) => blocksIn(call).flatMap((block) => (block.type === 'actions' ? block.elements : []));

describe('where it goes', () => {
  test('to a room, for all, with metadata by which it is found again', () => {
    expect(outbound(delivery(safe('Round 1'), { ...room, thread: '1795770000.000100' }))).toEqual({
      place: { type: 'room', team: 'T1', channel: 'C1' },
      call: {
        method: 'chat.postMessage',
        arguments: {
          channel: 'C1',
          text: 'Round 1',
          blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Round 1', verbatim: true } }],
          thread_ts: '1795770000.000100',
          mrkdwn: true,
          link_names: false,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: 'canyu_delivery', event_payload: { id } },
        },
      },
    });
  });

  test('to one person: their direct messages', () => {
    const [call, ...more] = calls(delivery(safe('hi'), amy));
    expect(call).toMatchObject({ method: 'chat.postMessage', arguments: { channel: 'UAMY', text: 'hi' } });
    expect(more).toEqual([]);
  });

  test('to one person in a room: seen by them alone, in the thread, or else in their direct messages', () => {
    const [call, instead] = calls(delivery(safe('you won'), { ...amy, ...room, thread: '1795770000.000100' }));
    expect(call).toMatchObject({
      method: 'chat.postEphemeral',
      arguments: { channel: 'C1', user: 'UAMY', thread_ts: '1795770000.000100', text: 'you won' },
    });
    expect(call?.arguments).not.toHaveProperty('metadata');
    expect(instead).toMatchObject({ method: 'chat.postMessage', arguments: { channel: 'UAMY', text: 'you won' } });
    expect(instead?.arguments).not.toHaveProperty('thread_ts');
  });

  test('to the home tab of one person', () => {
    const [call] = calls(delivery(safe('Your points: 3'), { ...amy, room: 'T1.home' }));
    expect(call).toMatchObject({ method: 'views.publish', arguments: { user_id: 'UAMY', view: { type: 'home' } } });
    expect(shown(call!)).toBe('Your points: 3');
  });

  test.each([
    {},
    { account: 'UAMY' },
    { account: 'T1.home' },
    { room: 'T1.home' },
    { account: 'T1.UAMY', room: 'T2.C1' },
    { account: 'T1.UAMY.x' },
    { room: 'fans' },
    { account: '../T1' },
  ])('nowhere, where the address is none of Slack’s: %j', (address) => {
    expect(outbound(delivery(safe('x'), address))).toBeUndefined();
    expect(wayOf({ address: { platform: 'slack', ...address } })).toEqual({ account: '', limits: [] });
  });

  test('each conversation takes a message a second, in bursts of four; what one person sees, a hundred a minute', () => {
    const way = (address: object) => wayOf({ address: { platform: 'slack', ...address } });
    const second = { most: 4, within: 4000 };
    const minute = { most: 100, within: 60_000 };
    expect(way(room)).toEqual({ account: 'T1', limits: [{ key: 'T1 chat.postMessage C1', ...second }] });
    expect(way(amy)).toEqual({ account: 'T1', limits: [{ key: 'T1 chat.postMessage UAMY', ...second }] });
    expect(way({ ...amy, ...room })).toEqual({ account: 'T1', limits: [{ key: 'T1 chat.postEphemeral', ...minute }] });
    expect(way({ ...amy, room: 'T1.home' })).toEqual({
      account: 'T1',
      limits: [{ key: 'T1 views.publish', ...minute }],
    });
  });
});

describe('what it looks like', () => {
  test('choices are buttons with our words for screen readers where a label is longer than what is shown', () => {
    const long = 'A. 小米 6X（全网通 6GB 内存 64GB 存储，曜石黑）— 1799 元 & up';
    const [call] = calls(
      delivery(safe('Which?'), room, [
        { label: safe(long), value: 'q/1' },
        { label: safe('B'), value: 'q/2' },
      ]),
    );
    expect(buttons(call!)).toEqual([
      {
        ...{ type: 'button', action_id: 'choice-0', value: 'q/1', accessibility_label: long },
        text: { type: 'plain_text', text: long, emoji: true },
      },
      { type: 'button', action_id: 'choice-1', value: 'q/2', text: { type: 'plain_text', text: 'B', emoji: true } },
    ]);
  });

  test('an instant in a label is its text: buttons know no dates', () => {
    const label = when(Date.parse('2026-11-27T17:00+08:00')).render(reader);
    const [button] = buttons(calls(delivery(safe('When?'), room, [{ label, value: 'x' }]))[0]!);
    expect(button).toMatchObject({
      accessibility_label: 'Friday 27 November 2026 17:00 (Beijing time), in 20,784 days',
    });
  });

  test('a long text is cut between lines, and nothing of it is lost while there is room', () => {
    const text = Array.from({ length: 900 }, (_, line) => `${line} & 第 ${line} 行`).join('\n');
    const [call] = calls(delivery(safe(text), room));
    expect(blocksIn(call!).length).toBeGreaterThan(3);
    expect(shown(call!)).toBe(safe(text));
  });

  test('a date that was cut in two before is left out', () => {
    const whole = `see you ${when(5000).render(reader)}`;
    const [call] = calls(delivery(`${whole.slice(0, whole.indexOf('^{date') + 4)}…` as SafeText, room));
    expect(call?.arguments).toMatchObject({ text: 'see you …' });
    expect(shown(call!)).toBe('see you …');
  });

  test('nothing to say is still a message', () => {
    for (const nothing of ['', ' ', '\n\n']) expect(shown(calls(delivery(safe(nothing), room))[0]!)).toBe('…');
  });
});

/** A message as the program makes them: people's words, escaped, and instants. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }).map(safe),
      fc.constantFrom(...hostile.filter(({ text }) => text.length < 50_000).map(({ text }) => safe(text))),
      fc.integer({ min: 0, max: 4e12 }).map((instant) => when(instant).render(reader)),
      fc.constantFrom('\n', ' ', safe('&'.repeat(700)), safe('🎉'.repeat(2000)), safe('<'.repeat(3001))),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join('') as SafeText);

const anyChoices = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(fc.record({ label: anyText, value: fc.string({ maxLength: 30 }) }), { maxLength: 60 }),
  },
  fc
    .integer({ min: 1, max: 3000 })
    .map((count) =>
      Array.from({ length: count }, (_, index) => ({ label: safe(`第 ${index}`), value: 'v'.repeat(index % 2100) })),
    ),
);

const anyAddress = fc.constantFrom(amy, room, { ...amy, ...room }, { ...amy, room: 'T1.home' });

describe('legal within every limit, for any text and choices', () => {
  test('blocks, buttons and text are what Slack takes, and nothing of its markup is cut in two', () => {
    fc.assert(
      fc.property(anyText, anyChoices, anyAddress, (text, choices, address) => {
        for (const call of calls(delivery(text, address, choices))) {
          expect(faultsOfBlocks(blocksIn(call), call.method === 'views.publish' ? 'home' : 'message')).toEqual([]);
          const ids = buttons(call).map((button) => ('action_id' in button ? button.action_id : ''));
          expect(new Set(ids).size).toBe(ids.length);
          const texts = blocksIn(call).flatMap((block) => (block.type === 'section' ? [block.text!.text] : []));
          if ('text' in call.arguments) texts.push(call.arguments.text);
          for (const one of texts) {
            expect(one.trim()).not.toBe('');
            expect(one.length).toBeLessThanOrEqual(40_000);
            expect(one.isWellFormed()).toBe(true);
            expect(one.replace(/<!date\^\d+\^[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(hostile)('$name', ({ text }) => {
    const [call] = calls(delivery(safe(text), room, [{ label: safe(text), value: 'x' }]));
    expect(faultsOfBlocks(blocksIn(call!), 'message')).toEqual([]);
  });
});
