// What a dialog turn costs at our Botkit border alone, in memory, and how many bare Botkit manages: `npx tsx tests/bench/dialog-border.ts`.
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createConversations, type DialogState } from '../../src/engine/conversations.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { bareBotkitTurnsPerSecond } from './bare-botkit.ts';
import { measuredAnswers, measuredDialog } from './dialog-script.ts';

export { bareBotkitTurnsPerSecond };

export interface BorderCost {
  cpuMicroseconds: number;
  /** Of the time that went by, 0 to 1. */
  garbageShare: number;
}

/** A turn at the border: the state parsed from JSON, the answer handled, the next question said, the state as JSON. */
export async function borderCost({ turns = 60_000, persons = 2_000 } = {}): Promise<BorderCost> {
  const conversations = createConversations([measuredDialog()]);
  const states = new Array<string | undefined>(persons);
  let said = 0;

  async function talk(from: number, to: number): Promise<void> {
    for (let round = from; round < to; round++) {
      for (let person = 0; person < persons; person++) {
        const turn = turnOf(measuredAnswers[round % measuredAnswers.length]!, () => said++);
        const stored = states[person];
        const result =
          stored === undefined
            ? await conversations.begin(turn, 'measured@1', {})
            : await conversations.proceed(turn, JSON.parse(stored) as DialogState);
        states[person] = result.type === 'asking' ? JSON.stringify(result.state) : undefined;
      }
    }
  }

  let garbage = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) garbage += entry.duration;
  });
  await talk(0, 8);
  observer.observe({ entryTypes: ['gc'] });
  const rounds = Math.ceil(turns / persons);
  const before = said;
  const began = performance.now();
  const cpu = process.cpuUsage();
  await talk(8, 8 + rounds);
  const { user, system } = process.cpuUsage(cpu);
  const elapsed = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 10));
  observer.disconnect();
  if (said - before !== rounds * persons) throw new Error('The border lost an answer.');
  return { cpuMicroseconds: (user + system) / (rounds * persons), garbageShare: garbage / elapsed };
}

function turnOf(text: string, say: () => void): Turn {
  const turn: Partial<Turn> = {
    message: { platform: 'bench', event: '', account: '', name: '', text, addressed: true, sentAt: new Date(0) },
    person: { id: '', name: '', language: 'en', zone: 'UTC', hidden: false, stopped: false },
    language: 'en',
    installation: { language: 'en', zone: 'UTC', keyring: [], contact: UNLIMITED },
    now: 0,
    reply: say,
  };
  return turn as Turn;
}

async function main(): Promise<void> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  for (let run = 1; run <= 3; run++) {
    const { cpuMicroseconds, garbageShare } = await borderCost();
    write(
      `border   ${cpuMicroseconds.toFixed(1)} µs CPU a turn, garbage collection ${(garbageShare * 100).toFixed(0)} % of the time`,
    );
  }
  for (const grouped of [true, false]) {
    const began = process.cpuUsage();
    const rate = await bareBotkitTurnsPerSecond({ grouped });
    const { user, system } = process.cpuUsage(began);
    const how = grouped ? 'writes share commits' : 'a commit a write';
    write(
      `bare     ${rate.toFixed(0)} turns/s, ${how}; ${((user + system) / 12_000).toFixed(0)} µs CPU a turn with warm-up`,
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
