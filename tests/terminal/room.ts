// Drives the terminal platform over streams in memory. The engine's side of its contract is a short script given by the test.
import { PassThrough, Writable } from 'node:stream';
import { type TerminalOptions, terminalPlatform } from '../../adapters/terminal/index.ts';
import { escape } from '../../src/chat/escape.ts';
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';

/** Friday 16:00 in Shanghai. */
export const START = Date.parse('2026-11-27T08:00:00Z');

export interface RoomOptions {
  mode?: TerminalOptions['mode'];
  language?: TerminalOptions['language'];
  accept?: (message: InboundMessage) => Promise<void>;
  settled?: () => Promise<void>;
  advance?: (to: number) => Promise<void>;
  demo?: string;
  input?: PassThrough;
  output?: Writable;
}

export interface Collector extends Writable {
  text(): string;
}

/** Keeps what is written; with `slow`, takes each write a little later, as a pipe with a slow reader does. */
export function collector(slow = false): Collector {
  const chunks: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      if (slow) setImmediate(done);
      else done();
    },
  });
  return Object.assign(stream, { text: () => chunks.join('') });
}

export function openRoom(options: RoomOptions = {}) {
  const accepted: InboundMessage[] = [];
  const input = options.input ?? new PassThrough();
  const output = options.output ?? collector();
  const clock = settableClock();
  clock.set(START);
  let events = 0;
  const platform = terminalPlatform({
    mode: options.mode ?? 'json',
    input,
    output,
    clock,
    language: options.language ?? 'en',
    zone: 'Asia/Shanghai',
    settled: options.settled ?? (() => Promise.resolve()),
    advance: options.advance ?? (async (to) => clock.set(to)),
    newEvent: () => `fresh-${++events}`,
    demo: () => options.demo,
  });
  const accept = async (message: InboundMessage) => {
    accepted.push(message);
    await options.accept?.(message);
  };
  return {
    platform,
    accepted,
    input,
    clock,
    open: () => platform.start(accept),
    /** Opens the room, writes all of it, ends the input and waits for the end. */
    async play(...chunks: (string | Buffer)[]): Promise<void> {
      await platform.start(accept);
      for (const chunk of chunks) input.write(chunk);
      input.end();
      await platform.finished;
    },
    shown: () => ('text' in output ? (output as Collector).text() : ''),
    answers: () =>
      ('text' in output ? (output as Collector).text() : '')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

export function deliveryOf(text: string, address: Omit<Delivery['address'], 'platform'>, more: Partial<Delivery> = {}) {
  const delivery: Delivery = {
    id: 'd1',
    kind: 'reply',
    address: { platform: 'terminal', ...address },
    text: escape('plain', text),
    choices: [],
    attempt: 1,
    ...more,
  };
  return delivery;
}

export function choice(label: string, value: string) {
  return { label: escape('plain', label), value };
}
