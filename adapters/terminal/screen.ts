// Where the interactive form is typed and shown: a terminal with a line being edited, or plain streams behind a pipe.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Line, splitLines } from './lines.ts';
import { lineOutput } from './output.ts';

export interface Screen {
  lines: AsyncIterable<Line>;
  /** Shows whole lines above the line being typed; resolves to false when nobody sees them any more. */
  show(text: string): Promise<boolean>;
  /** Asks for the next line. */
  prompt(text: string): void;
  close(): void;
  /** Resolves when the output went away. */
  readonly closed: Promise<void>;
  fault(): Error | undefined;
  colours: boolean;
}

type MaybeTerminal = { isTTY?: boolean; hasColors?(): boolean };

/** `hasColors` of Node's terminal streams knows NO_COLOR. */
export function openScreen(input: Readable, output: Writable): Screen {
  const { isTTY, hasColors } = output as MaybeTerminal;
  const colours = isTTY === true && hasColors?.call(output) === true;
  return (input as MaybeTerminal).isTTY && isTTY
    ? terminalScreen(input, output, colours)
    : streamScreen(input, output, colours);
}

function streamScreen(input: Readable, output: Writable, colours: boolean): Screen {
  const { write, closed, fault } = lineOutput(output);
  return {
    lines: splitLines(input),
    show: write,
    prompt: () => undefined,
    close: () => void input.destroy(),
    closed,
    fault,
    colours,
  };
}

function terminalScreen(input: Readable, output: Writable, colours: boolean): Screen {
  const editor = createInterface({ input, output, terminal: true, historySize: 200 });
  const { closed, fault } = lineOutput(output);
  // Asked for before anything is typed: the editor keeps no line for a reader that comes later.
  const typed = editor[Symbol.asyncIterator]();
  let editing = true;
  // False from Enter to the next prompt: then there is no line to keep whole.
  let prompted = false;
  editor.on('line', () => {
    prompted = false;
  });
  editor.on('SIGINT', () => editor.close());
  editor.on('close', () => {
    editing = false;
    if (prompted) output.write('\n');
  });

  function repaint(): void {
    prompted = true;
    // The editor would first go up to where its line began before; it now begins here. Not in the manual, but in every version.
    (editor as { prevRows?: number }).prevRows = 0;
    editor.prompt(true);
  }

  return {
    lines: typedLines({ [Symbol.asyncIterator]: () => typed }),
    show(text) {
      if (fault()) return Promise.resolve(false);
      const keeps = editing && (prompted || editor.line !== '');
      const rows = keeps ? editor.getCursorPos().rows : 0;
      const erase = keeps ? `${rows > 0 ? `\u001b[${rows}A` : ''}\r\u001b[J` : '';
      return new Promise((resolve) => {
        output.write(`${erase}${text}\n`, (error) => resolve(!error));
        if (keeps) repaint();
      });
    },
    prompt(text) {
      if (!editing) return;
      editor.setPrompt(text);
      if (prompted || editor.line !== '') editor.prompt(true);
      else repaint();
    },
    close: () => editor.close(),
    closed,
    fault,
    colours,
  };
}

async function* typedLines(typed: AsyncIterable<string>): AsyncGenerator<Line> {
  for await (const text of typed) yield { type: 'text', text };
}
