// The terminal platform: a room for one, its JSON form for programs, and a silent form that takes every delivery at once.
import type { Readable, Writable } from 'node:stream';
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import type { Outcome, Platform } from '../../src/chat/platform.ts';
import type { Clock } from '../../src/clock.ts';
import type { Language } from '../../src/text/language.ts';
import { quote } from '../../src/text/phrase.ts';
import type { Host } from './host.ts';
import { serveInteractive } from './interactive.ts';
import { serveJson } from './json-lines.ts';
import { splitLines } from './lines.ts';
import { colourPaint, plainPaint, toJsonLine, toScreen } from './outbound.ts';
import { lineOutput } from './output.ts';
import { openScreen } from './screen.ts';

export interface TerminalOptions {
  mode: 'interactive' | 'json' | 'silent';
  /** Destroyed by `stop`. */
  input: Readable;
  output: Writable;
  clock: Clock;
  /** Of the terminal's own sentences. */
  language: Language;
  /** IANA zone in which typed times are read and shown. */
  zone: string;
  /** Resolves when everything caused so far has been delivered. */
  settled(): Promise<void>;
  /** Sets the clock to an instant (ms), running what falls due on the way, in order. */
  advance(to: number): Promise<void>;
  /** A fresh event id. */
  newEvent(): string;
  /** The slug of a campaign that the greeting proposes to play; none proposes nothing. Asked for at the start. */
  demo?(): string | undefined;
}

/** `finished` resolves when the input has ended and all it caused is delivered, after `stop`, or when nobody reads the output any more. */
export type TerminalPlatform = Platform & { readonly finished: Promise<void> };

/** How a form of the terminal speaks and listens. */
interface Form {
  serve(host: Host): Promise<void>;
  show(delivery: Delivery): Promise<boolean>;
  stop(): void;
  closed: Promise<void>;
  fault(): Error | undefined;
}

/** How long an undelivered message rests when the output is gone, ms: until the next start, in practice. */
const REST = 60_000;

/** Makes the platform. `settled` and `advance` come from the program around it, so that this folder knows neither engine nor outbox. */
export function terminalPlatform(options: TerminalOptions): TerminalPlatform {
  const { clock, language, zone } = options;
  const form = openForm(options);
  let finish!: (result: Promise<void> | void) => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const hostFor = (accept: Host['accept']): Host => ({
    accept,
    settled: options.settled,
    advance: options.advance,
    newEvent: options.newEvent,
    demo: options.demo?.(),
    now: () => clock.now(),
    render: (phrase) => phrase.render({ language, zone, markup: 'plain', now: clock.now() }),
  });

  return {
    name: 'terminal',
    capabilities: {
      markup: 'plain',
      buttons: true,
      threads: false,
      privateReplies: true,
      lookup: false,
      stableIds: true,
      latency: 0,
      longestText: 4000,
    },
    finished,
    async start(accept: (message: InboundMessage) => Promise<void>): Promise<void> {
      finish(Promise.race([form.serve(hostFor(accept)), form.closed]));
    },
    async stop(): Promise<void> {
      form.stop();
    },
    async deliver(delivery): Promise<Outcome> {
      const shown = await form.show(delivery);
      return shown ? { type: 'sent', at: clock.now() } : { type: 'retry', after: REST };
    },
    health() {
      const fault = form.fault();
      return fault ? { ok: false, detail: quote(fault.message) } : { ok: true };
    },
  };
}

function openForm({ mode, input, output, zone }: TerminalOptions): Form {
  switch (mode) {
    case 'json': {
      const lines = lineOutput(output);
      return {
        serve: (host) => serveJson(splitLines(input), lines, host),
        show: (delivery) => lines.write(toJsonLine(delivery)),
        stop: () => void input.destroy(),
        closed: lines.closed,
        fault: lines.fault,
      };
    }
    case 'interactive': {
      const screen = openScreen(input, output);
      const paint = screen.colours ? colourPaint : plainPaint;
      return {
        serve: (host) => serveInteractive(screen, host, zone),
        show: (delivery) => screen.show(toScreen(delivery, paint)),
        stop: screen.close,
        closed: screen.closed,
        fault: screen.fault,
      };
    }
    case 'silent':
      return silentForm();
  }
}

function silentForm(): Form {
  let stop!: () => void;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  return {
    serve: () => stopped,
    show: () => Promise.resolve(true),
    stop,
    closed: stopped,
    fault: () => undefined,
  };
}
