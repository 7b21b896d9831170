// The two languages Canyu speaks, and how to guess a person's from what they write.

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * The language of a text, or undefined where it does not tell ("B", "42", an emoji).
 * One Han character is enough for Chinese, and so is TD (退订, as Chinese operators have it); English needs a word of at least two letters.
 */
export function guessLanguage(text: string): Language | undefined {
  if (/\p{Script=Han}|^\s*td\s*$/iu.test(text)) return 'zh-CN';
  if (/[a-z]{2}/i.test(text)) return 'en';
  return undefined;
}

/** Reads a language as a person types it: 中文, Chinese, zh, English, 英文 … ; undefined when it is none of ours. */
export function parseLanguage(word: string): Language | undefined {
  const folded = word.normalize('NFKC').trim().toLowerCase();
  if (['zh-cn', 'zh', 'chinese', '中文', '汉语', '简体中文', '中国话'].includes(folded)) return 'zh-CN';
  if (['en', 'english', '英文', '英语'].includes(folded)) return 'en';
  return undefined;
}
