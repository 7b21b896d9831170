// What a vote says: which items, and yes, no or nothing any more. Pure.

export interface Ballot {
  numbers: readonly number[];
  /** `undo`: the vote is taken back. */
  vote: 'yes' | 'no' | 'undo';
}

const WORDS: Readonly<Record<string, Ballot['vote']>> = {
  ...{ yes: 'yes', y: 'yes', '+1': 'yes', '👍': 'yes', 赞成: 'yes', 支持: 'yes', 同意: 'yes', 好: 'yes' },
  ...{ no: 'no', n: 'no', '-1': 'no', '👎': 'no', 反对: 'no', 不支持: 'no', 不同意: 'no', 不好: 'no' },
  ...{ undo: 'undo', back: 'undo', 撤回: 'undo', 收回: 'undo' },
};

/** More items in one message are a slip. */
const MOST_ITEMS = 20;
const LONGEST = 200;

/** Reads '3', '3 no', '1,3，5 赞成', '#3 👎'; undefined for anything else. */
export function readBallot(rest: string): Ballot | undefined {
  if (rest.length > LONGEST) return undefined;
  const parts = rest
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\ufe0f/g, '')
    .split(/[\s,、;]+/)
    .filter((part) => part !== '');
  const last = parts.at(-1);
  const word = last !== undefined && Object.hasOwn(WORDS, last) ? WORDS[last] : undefined;
  const written = word === undefined ? parts : parts.slice(0, -1);
  if (written.length === 0 || written.length > MOST_ITEMS) return undefined;
  const numbers = written.map((part) => (/^#?\d{1,9}$/.test(part) ? Number(part.replace('#', '')) : undefined));
  if (numbers.some((number) => number === undefined || number === 0)) return undefined;
  return { numbers: [...new Set(numbers as number[])], vote: word ?? 'yes' };
}
