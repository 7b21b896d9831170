// What the compiler cannot see in a catalog: whether its messages can be read, need the same values in both languages, and keep their tone.
import { DATE, type Element, PLACEHOLDER, POUND, parseMessage, SELECT, TIME, WORDS } from './compile.ts';
import { type Language, languages } from './language.ts';
import type { Definition } from './texts.ts';

/** The faults of a catalog, one sentence each; none is what we want. */
export function lintTexts({ scope, texts }: Definition): string[] {
  return Object.keys(texts.en).flatMap((key) => {
    const faults = languages.flatMap((language) =>
      lintMessage(key, texts[language][key] ?? '', language).map((fault) => `${scope}.${key} (${language}) ${fault}`),
    );
    if (faults.length > 0) return faults;
    const english = kindsOfValues(texts.en[key]!, 'en');
    const chinese = kindsOfValues(texts['zh-CN'][key]!, 'zh-CN');
    // Chinese, with its one plural, may simply write the number.
    const fits = [...chinese].every(([name, kind]) => kind === '' || kind === english.get(name));
    if (nameValues(english) !== nameValues(chinese)) {
      return [`${scope}.${key} wants ${nameValues(english)} in en but ${nameValues(chinese)} in zh-CN`];
    }
    return fits ? [] : [`${scope}.${key} wants another kind of value in zh-CN than in en`];
  });
}

function lintMessage(key: string, message: string, language: Language): string[] {
  if (message.trim() === '') return ['is empty'];
  // ICU would take '{name}' for words, and the compiler would still ask for a name.
  if (/'[{}<>#|]/.test(message)) return ['has a straight quote before a brace, <, > or #: use “ ” or 「 」'];
  const faults: string[] = [];
  if (/^(refuse|no(?![a-z]))/.test(key) && /[!！]\s*$/.test(message)) {
    faults.push('is a refusal and ends with an exclamation mark');
  }
  try {
    faults.push(...lintElements(parseMessage(message, language)));
  } catch (error) {
    faults.push(`cannot be read: ${String(error)}`);
  }
  return faults;
}

function lintElements(elements: readonly Element[]): string[] {
  return elements.flatMap((element, index) => {
    if (element.type === DATE || element.type === TIME)
      return [`has a date {${element.value}}: hand in when(…) instead`];
    const next = elements[index + 1];
    if (element.type === POUND && next?.type === PLACEHOLDER) {
      return [`has #{${next.value}} in a plural, where # is the count: take it out of the branch`];
    }
    return branches(element).flatMap(lintElements);
  });
}

/** The names of the values, each with ' as a number', ' as a choice' or '' where any value will do. */
function kindsOfValues(message: string, language: Language): Map<string, string> {
  const kinds = new Map<string, string>();
  const collect = (element: Element): void => {
    if (element.type === WORDS || element.type === POUND) return;
    const kind = element.type === PLACEHOLDER ? '' : element.type === SELECT ? ' as a choice' : ' as a number';
    if (kind !== '' || !kinds.has(element.value)) kinds.set(element.value, kind);
    branches(element).flat().forEach(collect);
  };
  parseMessage(message, language).forEach(collect);
  return kinds;
}

function nameValues(kinds: ReadonlyMap<string, string>): string {
  return [...kinds.keys()].sort().join(', ') || 'nothing';
}

function branches(element: Element): Element[][] {
  return 'options' in element ? Object.values(element.options).map((branch) => branch.value) : [];
}
