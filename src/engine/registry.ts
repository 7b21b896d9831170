// Everything the flows declared, found by name. Two flows that claim the same name are a fault at start, not a surprise in the chat.
import { fold } from '../text/normalise.ts';
import { join } from '../text/phrase.ts';
import type { Bulk, Command, Flow, Job, Word } from './flow.ts';

export interface Registry {
  flows: readonly Flow[];
  /** By name: 'quiz open'. */
  commands: ReadonlyMap<string, Command>;
  /** First words of commands: 'quiz'. */
  groups: ReadonlySet<string>;
  /** By folded word. */
  words: ReadonlyMap<string, Word>;
  bulk: readonly Bulk[];
  job(flow: string, name: string): Job | undefined;
}

/** Throws on a name that is declared twice. */
export function createRegistry(flows: readonly Flow[]): Registry {
  const commands = new Map<string, Command>();
  const words = new Map<string, Word>();
  for (const flow of flows) {
    for (const command of flow.commands) declare(commands, command.name, command);
    for (const word of flow.words) declareWord(words, word);
  }
  return {
    flows,
    commands,
    groups: new Set([...commands.keys()].map((name) => name.split(' ')[0]!)),
    words,
    bulk: flows.flatMap((flow) => flow.bulk ?? []),
    job: (flow, name) => flows.find((one) => one.name === flow)?.jobs?.find((job) => job.name === name),
  };
}

/** A word that another flow has too is one word to those who say it; the first flow says which messages are its own. */
function declareWord(words: Map<string, Word>, word: Word): void {
  const shared = new Map<Word, Word>();
  for (const name of word.words.map(fold)) {
    const first = words.get(name);
    if (!first?.wants || first === word) {
      declare(words, name, word);
      continue;
    }
    const both = shared.get(first) ?? joined(first, word);
    shared.set(first, both);
    words.set(name, both);
  }
}

function joined(first: Word, second: Word): Word {
  return {
    ...second,
    arguments: first.arguments === true || second.arguments === true,
    summary: () => join('; ', [first.summary(), second.summary()]),
    run: async (turn, rest) => ((await first.wants!(turn, rest)) ? first : second).run(turn, rest),
  };
}

function declare<Thing>(things: Map<string, Thing>, name: string, thing: Thing): void {
  if (things.has(name)) throw new Error(`"${name}" is declared twice`);
  things.set(name, thing);
}
