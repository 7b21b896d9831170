// One message in one language for one platform's markup, made ready to render: parsed once, its own words escaped once.
import IntlMessageFormat, { type Formatters } from 'intl-messageformat';
import { escape, type Markup, type SafeText } from '../chat/escape.ts';
import type { Language } from './language.ts';
import type { Phrase, Reader } from './phrase.ts';

export type Render = (values: Record<string, unknown>, reader: Reader) => SafeText;

/** An element of a parsed message, as the library gives it. */
export type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** What an element's `type` says. */
export const WORDS = 0;
export const PLACEHOLDER = 1;
export const DATE = 3;
export const TIME = 4;
export const SELECT = 5;
export const POUND = 7;

/** The elements of a message; throws a SyntaxError where it is not ICU MessageFormat. Tags are plain words. */
export function parseMessage(message: string, language: Language): Element[] {
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
}

/**
 * The function that renders a message, about 1 µs a call with bare placeholders and 3 µs with a plural. `code` is named in what is thrown:
 * here when the message cannot be read, later when a value is missing.
 */
export function compileMessage(code: string, message: string, language: Language, markup: Markup): Render {
  const elements = escapeWords(readMessage(code, message, language), markup);
  if (elements.every((element) => element.type === WORDS || element.type === PLACEHOLDER))
    return fillIn(code, elements);

  const formatter = new IntlMessageFormat(elements, language, undefined, {
    ignoreTag: true,
    formatters: formatters[language],
  });
  return (values, reader) => {
    const ready: Record<string, string | number> = {};
    for (const name in values) {
      const value = values[name];
      ready[name] = typeof value === 'number' ? value : renderValue(code, name, value, reader);
    }
    return formatter.format(ready) as SafeText;
  };
}

function readMessage(code: string, message: string, language: Language): Element[] {
  try {
    return parseMessage(message, language);
  } catch (cause) {
    throw new Error(`${code} (${language}) is not ICU MessageFormat: ${message}`, { cause });
  }
}

/** Only words and bare placeholders: put together without the library. */
function fillIn(code: string, elements: readonly Element[]): Render {
  const names: string[] = [];
  const words: string[] = [''];
  for (const element of elements) {
    if (element.type === WORDS) words[names.length] += element.value;
    if (element.type !== PLACEHOLDER) continue;
    names.push(element.value);
    words.push('');
  }
  const [start = ''] = words;
  if (names.length === 0) return () => start as SafeText;
  return (values, reader) => {
    let text = start;
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      text += renderValue(code, name, values[name], reader) + words[index + 1];
    }
    return text as SafeText;
  };
}

function renderValue(code: string, name: string, value: unknown, reader: Reader): string {
  if (typeof value === 'string') return escape(reader.markup, value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && 'render' in value) return (value as Phrase).render(reader);
  throw new Error(`${code} wants a value for {${name}}`);
}

function escapeWords(elements: readonly Element[], markup: Markup): Element[] {
  return elements.map((element) => {
    if (element.type === WORDS) return { ...element, value: escape(markup, element.value) };
    if (!('options' in element)) return element;
    const branches = Object.entries(element.options).map(
      ([name, branch]) => [name, { ...branch, value: escapeWords(branch.value, markup) }] as const,
    );
    return { ...element, options: Object.fromEntries(branches) } as Element;
  });
}

/** Shared by all messages of a language. The library's own cache turns its options to JSON on each call: half the cost of a plural. */
const formatters: Record<Language, Formatters> = { en: createFormatters('en'), 'zh-CN': createFormatters('zh-CN') };

function createFormatters(language: Language): Formatters {
  const numbers = new Map<unknown, Intl.NumberFormat>();
  const plurals = new Map<string | undefined, Intl.PluralRules>();
  return {
    getNumberFormat: (_, options) => {
      const format = numbers.get(options) ?? new Intl.NumberFormat(language, options as Intl.NumberFormatOptions);
      numbers.set(options, format);
      return format;
    },
    getPluralRules: (_, options) => {
      const rules = plurals.get(options?.type) ?? new Intl.PluralRules(language, options);
      plurals.set(options?.type, rules);
      return rules;
    },
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(language, options),
  };
}
