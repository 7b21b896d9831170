// How large files are, and which of them stand in a flow's folder.
import type { Flow } from '../../src/engine/flow.ts';
import type { Source } from './source.ts';

const budget = { most: 300, mostOfNineInTen: 150, median: [40, 90], main: 119 } as const;

export interface Sizes {
  files: number;
  median: number;
  nineInTen: number;
  largest: string;
}

/** In lines. Nine files in ten are at most `nineInTen` lines long. */
export function sizesOf(sources: readonly Source[]): Sizes {
  const ordered = [...sources].sort((a, b) => a.lines - b.lines);
  const linesAt = (share: number): number => ordered[Math.ceil(ordered.length * share) - 1]?.lines ?? 0;
  const last = ordered.at(-1);
  return {
    files: ordered.length,
    median: linesAt(0.5),
    nineInTen: linesAt(0.9),
    largest: last ? `${last.path} (${last.lines})` : 'none',
  };
}

export function overBudget(sources: readonly Source[]): string[] {
  const { median, nineInTen } = sizesOf(sources);
  const [least, most] = budget.median;
  return [
    ...sources
      .filter(({ path, lines }) => lines > (path === 'src/main.ts' ? budget.main : budget.most))
      .map(({ path, lines }) => `${path} has ${lines} lines`),
    ...(nineInTen > budget.mostOfNineInTen ? [`nine files in ten have up to ${nineInTen} lines`] : []),
    ...(median < least || median > most ? [`the median file has ${median} lines`] : []),
  ];
}

/** What a flow's folder lacks. `names` are the files of each folder in flows/. */
export function missingFiles(
  names: ReadonlyMap<string, readonly string[]>,
  flows: readonly Pick<Flow, 'name' | 'definition' | 'dialogs'>[],
): string[] {
  const unknown = [...names.keys()].filter((folder) => flows.every(({ name }) => name !== folder));
  return [
    ...unknown.map((folder) => `flows/${folder} is not in flows/index.ts`),
    ...flows.flatMap(({ name, definition, dialogs }) => {
      const here = names.get(name) ?? [];
      const wanted = ['index.ts', 'rules.ts', 'store.ts', 'commands.ts', 'text.ts', ...(dialogs ? ['dialog.ts'] : [])];
      const missing = wanted.filter((file) => !here.includes(file));
      if (definition && !here.some((file) => file.endsWith('.yaml'))) missing.push('an example (.yaml)');
      return missing.map((file) => `flows/${name} has no ${file}`);
    }),
  ];
}
