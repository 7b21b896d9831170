// The JSON form: one line in, its deliveries out, then its `done`. Messages run side by side; a clock line is a barrier.
import type { Phrase } from '../../src/text/phrase.ts';
import { lane, shared } from './flow-control.ts';
import { type Host, reasonOf } from './host.ts';
import { type MessageLine, readInput, toMessage } from './inbound.ts';
import type { Line } from './lines.ts';
import type { LineOutput } from './output.ts';
import { terminalTexts as texts } from './text.ts';

/** How many lines may be unanswered before the next one is read. */
const MOST_IN_FLIGHT = 2000;

/**
 * Answers every line until they end, then resolves. `accept` is called in the order of the lines; between two clock lines the answers
 * may come in any order, but `done` of a line always behind everything it caused.
 */
export async function serveJson(lines: AsyncIterable<Line>, output: LineOutput, host: Host): Promise<void> {
  const underWay = lane(MOST_IN_FLIGHT);
  const settled = shared(host.settled);

  const answer = (value: unknown) => output.write(JSON.stringify(value));
  const refuse = (problem: Phrase, line: number) => answer({ error: host.render(problem), line });

  async function finish(done: string, line: number): Promise<unknown> {
    try {
      await settled();
    } catch (error) {
      return refuse(texts.notSettled({ reason: reasonOf(error) }), line);
    }
    return answer({ done });
  }

  async function take(message: MessageLine, line: number): Promise<unknown> {
    const event = message.id ?? host.newEvent();
    try {
      await host.accept(toMessage(message, event, host.now()));
    } catch (error) {
      return refuse(texts.notTaken({ reason: reasonOf(error) }), line);
    }
    return finish(event, line);
  }

  async function setClock(to: number, line: number): Promise<unknown> {
    try {
      await host.advance(to);
    } catch (error) {
      return refuse(texts.clockNotSet({ reason: reasonOf(error) }), line);
    }
    return finish('clock', line);
  }

  let line = 0;
  for await (const text of lines) {
    line += 1;
    const at = line;
    const input = readInput(text);
    switch (input.type) {
      case 'nothing':
        continue;
      case 'bad':
        underWay.begin(() => refuse(input.problem, at));
        break;
      case 'message':
        underWay.begin(() => take(input.message, at));
        break;
      case 'clock':
        await underWay.idle();
        await setClock(input.to, at);
    }
    await underWay.room();
  }
  await underWay.idle();
}
