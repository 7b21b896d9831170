// Somebody in a workspace of this Slack: what they do, and what they see.
import type { Office } from './office.ts';
import * as payloads from './payloads.ts';
import { buttonsOf, shown, stored } from './shown.ts';
import {
  type Channel,
  channelOf,
  directOf,
  type Json,
  type Member,
  type Message,
  memberOf,
  type Sight,
  type State,
  type Workspace,
} from './state.ts';

export interface Post {
  /** Absent: to the bot alone. */
  channel?: string;
  /** The stamp of the message whose thread this is in. */
  thread?: string;
  /** The id of the event; a new one where absent. */
  event?: string;
  files?: readonly Json[];
}

export type Person = ReturnType<typeof createPerson>;

export interface PersonOptions {
  state: State;
  office: Office;
  workspace: Workspace;
  responseUrl: () => string;
  /** Resolves once it holds. */
  until: (holds: () => boolean, what: () => string) => Promise<void>;
}

/** Everything that is done resolves with whether the app said "received" at the first attempt. */
export function createPerson({ state, office, workspace, responseUrl, until }: PersonOptions, member: Member) {
  let read = 0;
  let last: { channel: Channel; message: Message } | undefined;

  function place(id: string | undefined): Channel {
    const channel = id === undefined ? directOf(workspace, member.id) : channelOf(workspace, id);
    channel.members.add(member.id);
    return channel;
  }

  async function tell(event: Json, id = state.newId('Ev')): Promise<boolean> {
    const payload = payloads.envelope(workspace, id, state.clock.now() / 1000, event);
    return office.send({ id, type: 'events_api', payload });
  }

  function act(channel: Channel, payload: (place: Parameters<typeof payloads.slashCommand>[0]) => Json) {
    const trigger = state.newId('trigger-');
    const made = payload({ workspace, member, channel, trigger, responseUrl: responseUrl() });
    return office.send({ id: trigger, type: 'command' in made ? 'slash_commands' : 'interactive', payload: made });
  }

  /** What they can see: what is for them, and what is for all in the channels they are in. */
  function sees(): Sight[] {
    return state.sights.filter(
      ({ team, channel, to }) =>
        team === workspace.id &&
        (to === member.id || (to === undefined && workspace.channels.get(channel)!.members.has(member.id))),
    );
  }

  const person = {
    id: member.id,
    /** As the bot names them: `T1.U1`. */
    account: `${workspace.id}.${member.id}`,
    /** The stamp of what they posted last. */
    get posted(): string {
      return last!.message.ts;
    },
    joins(channel: string): void {
      place(channel);
    },
    /** Types a message; `@UBOT` in it mentions the bot. */
    async posts(typed: string, { channel: id, thread, event, files }: Post = {}): Promise<boolean> {
      const channel = place(id);
      const at = { ts: state.stamp(), ...(thread !== undefined && { thread }) };
      const message: Message = { ...at, user: member.id, text: stored(typed), own: false, ...(files && { files }) };
      channel.messages.push(message);
      last = { channel, message };
      const mentioned = channel.kind !== 'im' && message.text.includes(`<@${workspace.botUser}>`);
      const told = [tell(payloads.messageEvent(workspace, channel, message), event)];
      if (mentioned) told.push(tell(payloads.mentionEvent(workspace, channel, message)));
      return (await Promise.all(told)).every(Boolean);
    },
    /** Writes their last message anew. */
    edits(typed: string): Promise<boolean> {
      const { channel, message } = last!;
      const before = { ...message };
      message.text = stored(typed);
      return tell(payloads.changedEvent(workspace, channel, before, message, state.stamp()));
    },
    /** Takes their last message back. */
    deletes(): Promise<boolean> {
      const { channel, message } = last!;
      channel.messages.splice(channel.messages.indexOf(message), 1);
      return tell(payloads.deletedEvent(workspace, channel, message, state.stamp()));
    },
    /** `/canyu quiz open demo` */
    commands(typed: string, channel?: string): Promise<boolean> {
      return act(place(channel), (at) => payloads.slashCommand(at, typed));
    },
    /** Presses the newest button with the label that they see. */
    async presses(label: string): Promise<boolean> {
      const sight = sees().findLast(({ buttons }) => buttons.some((button) => button.label === label));
      if (!sight) throw new Error(`${member.id} sees no button ${label}`);
      const index = sight.buttons.findIndex((button) => button.label === label);
      const channel = workspace.channels.get(sight.channel)!;
      return act(channel, (at) => payloads.pressed(at, sight, index, state.stamp()));
    },
    /** Uses a shortcut on a message: their own last one where none is named. */
    async uses(shortcut: string, message = last!.message, channel = last!.channel): Promise<boolean> {
      return act(channel, (at) => payloads.messageShortcut(at, shortcut, message, state.stamp()));
    },
    opensHome(): Promise<boolean> {
      return tell(payloads.homeOpenedEvent(member, directOf(workspace, member.id), state.stamp()));
    },
    async pressesAtHome(label: string): Promise<boolean> {
      const button = person.home().buttons.find((one) => one.label === label);
      if (!button) throw new Error(`${member.id} has no button ${label} at home`);
      return act(directOf(workspace, member.id), (at) => payloads.pressedAtHome(at, button, state.stamp()));
    },
    /** What the home tab shows. */
    home() {
      const blocks = (member.home?.['blocks'] ?? []) as Json[];
      return { text: shown({ blocks }), buttons: buttonsOf(blocks) };
    },
    sees,
    /** Passes over what was seen until a message fits, waits for it if need be, and gives it. */
    async hears(wanted: RegExp | string): Promise<Sight> {
      const fits = ({ text }: Sight) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
      const find = () => sees().findIndex((sight, index) => index >= read && fits(sight));
      await until(
        () => find() !== -1,
        () => `${member.id} to hear ${wanted}, heard ${JSON.stringify(person.unheard(), null, 1)}`,
      );
      read = find() + 1;
      return sees()[read - 1]!;
    },
    /** The texts not asked for yet. */
    unheard: (): string[] =>
      sees()
        .slice(read)
        .map(({ text }) => text),
    /** The same, and asks for them. */
    hearsAll(): string[] {
      const texts = person.unheard();
      read = sees().length;
      return texts;
    },
  };
  return person;
}

export function personIn(options: PersonOptions, id: string, more: Partial<Member>): Person {
  return createPerson(options, memberOf(options.workspace, id, more));
}
