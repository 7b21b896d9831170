// What a platform keeps, in memory: it lasts as long as the test does.
import type { Keep } from '../../src/chat/keep.ts';

export function memoryKeep(): Keep {
  const kept = new Map<string, string>();
  return {
    read: async (name) => kept.get(name),
    write: async (name, value) => {
      kept.set(name, value);
    },
    remove: async (name) => {
      kept.delete(name);
    },
    names: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)).sort(),
  };
}
