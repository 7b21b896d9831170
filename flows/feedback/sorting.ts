// What a text tells about itself: its kind, its area, how bad it is. Pure; the board's rules come first, then words everybody uses.
import type { FeedbackKind } from '../../src/db/schema-feedback.ts';
import { fold } from '../../src/text/normalise.ts';
import type { Definition } from './definition.ts';

export interface Sorted {
  /** Without the prefix that told its kind. */
  text: string;
  kind?: FeedbackKind;
  area?: string;
  severity?: number;
}

const PREFIXES: Readonly<Record<FeedbackKind, readonly string[]>> = {
  bug: ['bug', '故障', '问题', '错误'],
  idea: ['idea', 'wish', '建议', '想法', '希望'],
  praise: ['praise', 'thanks', '表扬', '点赞', '感谢'],
  question: ['question', '提问', '请问', '疑问'],
};
/** In a text, without a prefix. */
const TELLING: Readonly<Record<FeedbackKind, RegExp>> = {
  bug: /\b(crash|crashes|crashed|broken|bug|error|freezes?|does(n't| not) work)\b|闪退|死机|崩溃|卡死|报错|失灵|没反应|坏了/,
  praise: /\b(love|great|awesome|thank you|thanks)\b|太棒|很喜欢|好评|感谢|点赞/,
  question: /^(how|why|when|what|where|is there|can i)\b|[?？]\s*$|^(怎么|如何|为什么|请问)/,
  idea: /\b(please add|wish|would be nice|should)\b|建议|希望|能不能|可不可以|增加/,
};
const SEVERE =
  /\b(cannot use|can't use|data loss|lost (all )?my|dangerous|unusable)\b|无法使用|不能用|数据丢失|丢了数据|起火|冒烟|爆炸/;

/** Reads "bug: …", "建议：…", and what stands in the text. Linear in its length. */
export function sortOut({ rules, areas }: Pick<Definition, 'rules' | 'areas'>, written: string): Sorted {
  const { kind: prefixed, text } = withoutPrefix(written.trim());
  const folded = fold(text);
  const fits = (word: string) => contains(folded, fold(word));
  const fitting = rules.filter(({ words }) => words.some(fits));
  const kind = prefixed ?? fitting.find((rule) => rule.kind)?.kind ?? telling(folded);
  const named = areas.find(({ name, words }) => fits(name) || words.some(fits))?.name;
  const area = fitting.find((rule) => rule.area)?.area ?? named;
  const severity = fitting.find((rule) => rule.severity)?.severity ?? (SEVERE.test(folded) ? 4 : undefined);
  return { text, ...(kind && { kind }), ...(area !== undefined && { area }), ...(severity && { severity }) };
}

function withoutPrefix(written: string): { kind?: FeedbackKind; text: string } {
  const [, prefix, rest] = /^(\p{L}{2,10})\s*[:：]\s*(\S[\s\S]*)$/u.exec(written) ?? [];
  if (prefix === undefined || rest === undefined) return { text: written };
  const folded = fold(prefix);
  for (const [kind, words] of Object.entries(PREFIXES)) {
    if (words.includes(folded)) return { kind: kind as FeedbackKind, text: rest };
  }
  return { text: written };
}

function telling(folded: string): FeedbackKind | undefined {
  return (Object.keys(TELLING) as FeedbackKind[]).find((kind) => TELLING[kind].test(folded));
}

/** A word of letters stands alone, "cam" not in "camera"; Chinese has no spaces. */
function contains(text: string, word: string): boolean {
  if (word === '') return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!/^[a-z0-9]/.test(word) || !/[a-z0-9]/.test(before)) {
      if (!/[a-z0-9]$/.test(word) || !/[a-z0-9]/.test(after)) return true;
    }
  }
  return false;
}
