// Typed message catalogs. English declares the keys and, by its placeholders, what each needs; the compiler holds Chinese to the same keys
// and every caller to the same values. Messages are ICU MessageFormat.
import type { Phrase, Value } from './phrase.ts';

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Head},${string}` ? Head : Name) | Placeholder<Rest>
  : never;
/** Keeps what looks like a name; the rest are branches of a plural. */
type NameOnly<Text extends string> = Text extends `${string}${' ' | '#' | '{'}${string}` ? never : Text;
export type Values<Text extends string> = { [Name in NameOnly<Placeholder<Text>>]: Value };

export type Say<Text extends string> = [keyof Values<Text>] extends [never]
  ? () => Phrase
  : (values: Values<Text>) => Phrase;

export type Catalog<English extends Record<string, string>> = { readonly [Key in keyof English]: Say<English[Key]> };
