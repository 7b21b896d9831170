// Typed message catalogs. English declares the keys and, by its placeholders, what each needs; the compiler holds Chinese to the same keys
// and every caller to the same values. Messages are ICU MessageFormat.
import { compileMessage, type Render } from './compile.ts';
import type { Language } from './language.ts';
import type { Phrase, Reader } from './phrase.ts';
import type { Values } from './placeholders.ts';

export type { Values } from './placeholders.ts';

export type Say<Text extends string> = [keyof Values<Text>] extends [never]
  ? () => Phrase
  : (values: Values<Text>) => Phrase;

export type Catalog<English extends Record<string, string>> = { readonly [Key in keyof English]: Say<English[Key]> };

/** The messages behind a catalog, as they were written. */
export interface Definition {
  scope: string;
  texts: Record<Language, Record<string, string>>;
}

const definitions: Definition[] = [];

/** Every catalog defined by the modules loaded so far. */
export function definedTexts(): readonly Definition[] {
  return definitions;
}

/**
 * Makes a catalog: each key becomes a function that takes the values of its English placeholders and gives a phrase with the code
 * `<scope>.<key>`. Strings are escaped for the reader's platform; phrases are rendered for the same reader; a number stands as it is in
 * `{number}` ("No. 15000"), grouped in `{count, number}` and behind `#` ("15,000"). `{name, plural, …}` wants a number, `{name, select, …}`
 * a string. Tags mean nothing, so `<slug>` may stand in a message; instants go in as `when(…)`, never as ICU dates.
 * Nothing is parsed here: a message with a fault throws when it is first rendered, and `lintTexts` finds it before.
 */
export function defineTexts<const English extends Record<string, string>>(
  scope: string,
  texts: { en: English; 'zh-CN': { [Key in keyof NoInfer<English>]: string } },
): Catalog<English> {
  definitions.push({ scope, texts });
  const catalog: Record<string, (values?: Record<string, unknown>) => Phrase> = {};
  for (const key of Object.keys(texts.en)) {
    catalog[key] = phraseMaker(`${scope}.${key}`, { en: texts.en[key]!, 'zh-CN': texts['zh-CN'][key]! });
  }
  return catalog as Catalog<English>;
}

function phraseMaker(code: string, messages: Record<Language, string>): (values?: Record<string, unknown>) => Phrase {
  const compiled: Record<Language, Partial<Record<Reader['markup'], Render>>> = { en: {}, 'zh-CN': {} };
  const renderFor = ({ language, markup }: Reader): Render => {
    const known = compiled[language][markup];
    if (known) return known;
    const render = compileMessage(code, messages[language], language, markup);
    compiled[language][markup] = render;
    return render;
  };
  return (values = {}) => ({ code, render: (reader) => renderFor(reader)(values, reader) });
}
