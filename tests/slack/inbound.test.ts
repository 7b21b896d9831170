// What Slack sends becomes messages: events, commands and interactions as Slack shapes them, and whatever else may come.
import { describe, expect, test } from 'vitest';
import { inbound, removalIn, teamOf } from '../../adapters/slack/inbound.ts';
import { decode, withoutMention } from '../../adapters/slack/markup.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { hostile } from '../support/hostile.ts';
import { fileObject } from '../support/slack/payloads.ts';

type Json = Record<string, unknown>;

const NOW = Date.parse('2026-11-27T09:00:00Z');
const TS = '1795770000.123456';
const SENT = new Date(1_795_770_000_123);

const read = (body: unknown): InboundMessage[] => inbound(body, 'T1', { now: NOW, botUser: 'UBOT' });

const envelope = (event: unknown, more: Json = {}): Json => ({
  ...{ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: 1_795_770_000, event },
  authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
  ...more,
});
const post = (more: Json = {}): Json =>
  envelope({
    ...{ type: 'message', channel: 'C1', channel_type: 'channel', user: 'UAMY', text: 'B', ts: TS, event_ts: TS },
    ...more,
  });

const said = {
  ...{ platform: 'slack', event: 'Ev1', account: 'T1.UAMY', name: 'UAMY', text: 'B', addressed: false, sentAt: SENT },
};
const inRoom = { ...said, twin: `T1 C1 ${TS}`, room: 'T1.C1' };
const inDirect = { ...said, twin: `T1 D1 ${TS}`, addressed: true };
const ghost = { kind: 'photo', name: 'ghostrap.png' };
const linkTo = (id: string) => `https://fans.slack.com/files/U061F7AUR/${id}/ghostrap.png`;
/** As Slack sends it: with a `bot_id` that names nobody. */
const share = (files: unknown[], text = ''): Json =>
  post({ subtype: 'file_share', upload: true, display_as_bot: false, bot_id: null, files, text });
const mentionedPhoto = { ...inRoom, text: '', addressed: true, media: [{ ...ghost, reference: linkTo('F1') }] };
const im = { channel: 'D1', channel_type: 'im' };

describe('what people write', () => {
  test.each<[string, Json, object | undefined]>([
    ['a post in a channel', post(), inRoom],
    ['a direct message', post(im), inDirect],
    [
      'a post behind the prefix is left to the kernel',
      post({ text: '!quiz board' }),
      { ...inRoom, text: '!quiz board' },
    ],
    ['a mention', post({ text: '<@UBOT> quiz' }), { ...inRoom, text: 'quiz', addressed: true }],
    [
      'a mention as app_mention',
      post({ type: 'app_mention', channel_type: undefined, text: '<@UBOT>: quiz' }),
      { ...inRoom, text: 'quiz', addressed: true },
    ],
    [
      'a mention at the end, with the name',
      post({ text: '抢答 <@UBOT|canyu>' }),
      { ...inRoom, text: '抢答', addressed: true },
    ],
    ['nothing but a mention', post({ text: '<@UBOT>' }), { ...inRoom, text: '', addressed: true }],
    ['a mention of somebody else', post({ text: '<@UBOB> hi' }), { ...inRoom, text: '@UBOB hi' }],
    ['a reply in a thread', post({ thread_ts: '1795760000.000100' }), { ...inRoom, thread: '1795760000.000100' }],
    [
      'a reply shown in the channel too',
      post({ subtype: 'thread_broadcast', thread_ts: '1795760000.000100' }),
      { ...inRoom, thread: '1795760000.000100' },
    ],
    [
      'a photo with words',
      share([fileObject('F1')], 'B'),
      { ...inRoom, media: [{ ...ghost, reference: linkTo('F1') }] },
    ],
    [
      'a photo without',
      share([fileObject('F1')]),
      { ...inRoom, text: '', media: [{ ...ghost, reference: linkTo('F1') }] },
    ],
    [
      'files of every kind',
      share(
        ['video/mp4', 'audio/webm', 'text/plain', 7].map((mimetype, index) => fileObject(`F${index}`, { mimetype })),
      ),
      {
        ...{ ...inRoom, text: '' },
        media: ['video', 'audio', 'file', 'file'].map((kind, index) => ({
          ...{ ...ghost, kind },
          reference: linkTo(`F${index}`),
        })),
      },
    ],
    [
      'a file of another company, of which Slack tells the id',
      share([{ id: 'F1', mode: 'file_access', file_access: 'check_file_info', created: 0, user: '' }]),
      { ...inRoom, text: '', media: [{ kind: 'file', reference: 'F1' }] },
    ],
    [
      'a file that lives elsewhere: its address is nobody’s reference',
      share([fileObject('F1', { permalink: 'https://evil.example/slack.com/files/U1/F1/x', name: undefined })]),
      { ...inRoom, text: '', media: [{ kind: 'photo', reference: 'F1' }] },
    ],
    ['a photo with a mention alone', share([fileObject('F1')], '<@UBOT>'), mentionedPhoto],
    ['a deleted file alone', share([{ id: 'F1', mode: 'tombstone' }]), undefined],
    ['a list of files that is none', share([{}, null, { id: 'x y' }, [], 'F1'], 'B'), inRoom],
    [
      'a name in the event',
      post({ user_profile: { display_name: '', real_name: 'Amy 王' } }),
      { ...inRoom, name: 'Amy 王' },
    ],
    ['our own post', post({ user: 'UBOT' }), undefined],
    ['another bot’s post', post({ bot_id: 'B2' }), undefined],
    ['a bot’s post of old', post({ subtype: 'bot_message', user: undefined, bot_id: 'B2' }), undefined],
    ['Slackbot', post({ user: 'USLACKBOT' }), undefined],
    ['somebody joined', post({ subtype: 'channel_join' }), undefined],
    ['a hidden event', post({ hidden: true }), undefined],
    ['a message taken back', post({ subtype: 'message_deleted', hidden: true, deleted_ts: TS }), undefined],
    ['a reaction', envelope({ type: 'reaction_added', user: 'UAMY' }), undefined],
    ['an event without an id', { ...post(), event_id: undefined }, undefined],
  ])('%s', (_, body, message) => {
    expect(read(body)).toEqual(message ? [message] : []);
  });

  test('a mention comes as two events and is one post: both have one twin, and say the same', () => {
    const [asMessage] = read(post({ text: '<@UBOT> quiz' }));
    const [asMention] = read({ ...post({ type: 'app_mention', text: '<@UBOT> quiz' }), event_id: 'Ev2' });
    expect({ ...asMention, event: 'Ev1' }).toEqual(asMessage);
    expect(asMention?.event).toBe('Ev2');
  });

  test('an edit is a later version with an event of its own, and no twin that would hide it', () => {
    const edit = (text: string, edited?: Json): Json =>
      envelope({
        ...{ type: 'message', subtype: 'message_changed', hidden: true, channel: 'C1', channel_type: 'channel' },
        ...{ ts: '1795770009.000100', event_ts: '1795770009.000100' },
        message: { type: 'message', user: 'UAMY', text, ts: TS, ...edited },
        previous_message: { type: 'message', user: 'UAMY', text: 'A', ts: TS },
      });
    const { twin: _, ...rest } = inRoom;
    const later = { ...rest, edited: true, sentAt: new Date(1_795_770_005_000) };
    expect(read(edit('B', { edited: { user: 'UAMY', ts: '1795770005.000000' } }))).toEqual([later]);
    expect(read(edit('B'))).toEqual([{ ...later, sentAt: new Date(1_795_770_009_000) }]);
    expect(read(edit('A', { attachments: [{}] })), 'a preview of a link is no edit').toEqual([]);
  });

  test('without knowing the bot, the event tells who it is', () => {
    const body = post({ text: '<@UBOT> quiz' });
    expect(inbound(body, 'T1', { now: NOW, botUser: undefined })).toEqual([
      { ...inRoom, text: 'quiz', addressed: true },
    ]);
  });
});

describe('what people press, type and open', () => {
  const command: Json = {
    ...{ command: '/canyu', text: 'quiz board', team_id: 'T1', channel_id: 'C1', channel_name: 'fans' },
    ...{ user_id: 'UAMY', user_name: 'amy', trigger_id: '133.738.8088' },
  };
  const commanded = {
    ...{ ...said, event: 'command 133.738.8088', name: 'amy', room: 'T1.C1', text: 'quiz board' },
    ...{ addressed: true, sentAt: new Date(NOW) },
  };
  const { room: _, ...commandedAlone } = commanded;

  test.each<[string, Json, object | undefined]>([
    ['in a channel', command, commanded],
    ['in a direct message', { ...command, channel_id: 'D9' }, commandedAlone],
    ['alone', { ...command, text: ' ' }, { ...commanded, text: 'help' }],
    ['of another app', { ...command, command: '/other' }, undefined],
    ['without a trigger', { ...command, trigger_id: '' }, undefined],
  ])('the slash command %s', (_, body, message) => {
    expect(read(body)).toEqual(message ? [message] : []);
  });

  const press = (more: Json = {}): Json => ({
    ...{ type: 'block_actions', team: { id: 'T1' }, user: { id: 'UAMY', username: 'amy' }, trigger_id: '1.2.3' },
    ...{ channel: { id: 'C1' }, message: { ts: TS, thread_ts: '1795760000.000100' }, container: { type: 'message' } },
    actions: [{ type: 'button', action_id: 'choice-1', value: 'quiz/r1/1', action_ts: TS }],
    ...more,
  });
  const pressed = {
    ...{ ...said, event: 'action 1.2.3 0', name: 'amy', room: 'T1.C1', thread: '1795760000.000100', addressed: true },
    ...{ text: 'quiz/r1/1', choice: 'quiz/r1/1' },
  };
  const { room: _room, thread: _thread, ...pressedAlone } = pressed;
  const { thread: _t, ...pressedUnthreaded } = pressed;

  test.each<[string, Json, object | undefined]>([
    ['under a message', press(), pressed],
    [
      'under what one person sees',
      press({ message: undefined, container: { channel_id: 'C1', is_ephemeral: true } }),
      pressedUnthreaded,
    ],
    ['in a direct message', press({ channel: { id: 'D1' } }), pressedAlone],
    [
      'at home',
      press({ channel: undefined, message: undefined, view: { type: 'home' } }),
      { ...pressedUnthreaded, room: 'T1.home' },
    ],
    ['that is no button', press({ actions: [{ type: 'static_select', action_ts: TS }] }), undefined],
    ['without a value', press({ actions: [{ type: 'button', action_ts: TS }] }), undefined],
    ['of nobody', press({ user: null }), undefined],
  ])('a button %s', (_, body, message) => {
    expect(read(body)).toEqual(message ? [message] : []);
  });

  test('"Send as feedback" is said to the bot alone, by whoever chose it', () => {
    const shortcut = {
      ...{
        type: 'message_action',
        callback_id: 'canyu_feedback',
        team: { id: 'T1' },
        user: { id: 'UAMY', name: 'amy' },
      },
      ...{ channel: { id: 'C1' }, trigger_id: '1.2.3', action_ts: TS },
      message: { user: 'UBOB', text: 'it &lt;crashes&gt; <http://x.y|here>', ts: '1795760000.000100' },
    };
    const text = 'feedback : it <crashes> here';
    const handed = { ...said, event: 'shortcut 1.2.3', name: 'amy', text, choice: text, addressed: true };
    expect(read(shortcut)).toEqual([handed]);
    expect(read({ ...shortcut, message: { user: 'UBOB', text: '', files: [fileObject('F1')] } })).toEqual([
      { ...handed, text: 'feedback', choice: 'feedback', media: [{ ...ghost, reference: linkTo('F1') }] },
    ]);
    expect(read({ ...shortcut, callback_id: 'other' })).toEqual([]);
  });

  test('opening the home tab asks for it, in a room that only its owner sees', () => {
    const opened = { type: 'app_home_opened', user: 'UAMY', channel: 'D1', tab: 'home', event_ts: TS };
    expect(read(envelope(opened))).toEqual([{ ...said, room: 'T1.home', text: 'home', addressed: true }]);
    expect(read(envelope({ ...opened, tab: 'messages' }))).toEqual([]);
  });
});

describe('the workspace', () => {
  test.each<[string, unknown, string | undefined]>([
    ['of an event', post(), 'T1'],
    ['of a channel that two companies share: the one that has us', { ...post(), team_id: 'T9' }, 'T1'],
    ['of a command', { command: '/canyu', team_id: 'T2' }, 'T2'],
    ['of an interaction', { type: 'block_actions', team: { id: 'T3' } }, 'T3'],
    ['of a whole organisation’s interaction', { team: null, user: { team_id: 'T4' } }, 'T4'],
    ['of nothing', null, undefined],
    ['of an id that is none', { team_id: 'T1.home' }, undefined],
  ])('%s', (_, body, team) => expect(teamOf(body)).toBe(team));

  test('is left when the app is removed or the bot’s own token revoked, not when one person takes theirs back', () => {
    expect(removalIn(envelope({ type: 'app_uninstalled' }))).toBe('app_uninstalled');
    expect(removalIn(envelope({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }))).toBe('tokens_revoked');
    expect(removalIn(envelope({ type: 'tokens_revoked', tokens: { oauth: ['UAMY'], bot: [] } }))).toBeUndefined();
    expect(removalIn(post())).toBeUndefined();
  });
});

describe('Slack’s markup becomes what a person reads', () => {
  test.each([
    ['<@U1|amy> and <@U2>', '@amy and @U2'],
    ['<#C1|general> <#C2>', '#general #C2'],
    ['<http://evil.example|https://mi.com>', 'https://mi.com'],
    ['<https://mi.com/a?b=1&amp;c=2> <mailto:a@b.c>', 'https://mi.com/a?b=1&c=2 a@b.c'],
    ['<!channel> <!here|here> <!subteam^S1|@makers> <!date^1392734382^{date}|then>', '@channel here @makers then'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
    ['a < b > c', 'a  b  c'],
  ])('%s', (text, shown) => expect(decode(text)).toBe(shown));

  test('a mention is taken out wherever it stands, and only the bot’s', () => {
    expect(withoutMention('<@UBOT>，抢答', 'UBOT')).toBe('抢答');
    expect(withoutMention('hey <@UBOT> quiz <@UBOT>', 'UBOT')).toBe('hey quiz');
    expect(withoutMention('<@UBOTX> quiz', 'UBOT')).toBeUndefined();
  });
});

describe('P10: nothing that comes in can stop it', () => {
  test.each(hostile)('$name, as text, name, value and id', ({ text }) => {
    const bodies: unknown[] = [
      post({ text }),
      post({ text: `<@UBOT> ${text}` }),
      post({ user: text, channel: text, ts: text }),
      post({ user_profile: { display_name: text } }),
      share([
        { id: text, name: text, mimetype: text, permalink: text },
        fileObject('F1', { name: text, permalink: text }),
      ]),
      { command: '/canyu', text, user_id: 'UAMY', channel_id: 'C1', trigger_id: '1.2', user_name: text },
      {
        type: 'block_actions',
        user: { id: 'UAMY' },
        channel: { id: 'C1' },
        trigger_id: '1.2',
        actions: [{ type: 'button', value: text, action_ts: TS }],
      },
    ];
    for (const body of bodies) {
      for (const { account, room, sentAt, text: heard } of read(body)) {
        expect(account).toBe('T1.UAMY');
        expect(room).toBe('T1.C1');
        expect(Number.isInteger(sentAt.getTime())).toBe(true);
        expect(heard.length).toBeLessThanOrEqual(Math.max(20_000, text.length));
      }
    }
  });

  test('any value in any place', () => {
    const values: unknown[] = [null, undefined, 0, -1, Number.NaN, '', 'x', [], [[]], {}, { id: {} }, true, [null]];
    const whole = [post(), post(im), envelope({ type: 'app_home_opened', user: 'UAMY', tab: 'home', event_ts: TS })];
    for (const value of values) {
      expect(read(value)).toEqual([]);
      expect(teamOf(value)).toBeUndefined();
      expect(read(envelope(value))).toEqual([]);
      expect(read({ type: 'block_actions', actions: value, user: value, channel: value, trigger_id: value })).toEqual(
        [],
      );
      for (const body of whole) {
        for (const key of Object.keys(body)) expect(() => read({ ...body, [key]: value })).not.toThrow();
        const event = body.event as Json;
        for (const key of Object.keys(event))
          expect(() => read({ ...body, event: { ...event, [key]: value } })).not.toThrow();
      }
    }
  });

  test('the longest runs of what the patterns look for take no time to speak of', () => {
    for (const part of ['<', '<@UBOT|', '&amp', '<@UBOT> ', ' ', '<a|', '\n']) {
      const text = part.repeat(1_000_000 / part.length);
      expect(read(post({ text })).every(({ text: heard }) => heard.length <= 20_000)).toBe(true);
    }
  });
});
