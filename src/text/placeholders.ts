// What values a message needs, read by the compiler out of its ICU text. A message may not quote braces ('{'): see lint.ts.
import type { Value } from './phrase.ts';

/**
 * The values of a message: `{name}` takes any value, `{name, plural | selectordinal | number …}` a number, `{name, select …}` a string.
 * Placeholders inside branches count, the branches themselves do not.
 */
export type Values<Text extends string> = Merge<Message<Text, [], never>>;

/** A name that stands in a plural or a select somewhere takes that kind of value everywhere. */
type Merge<Found extends [string, unknown]> = {
  [Name in Found[0]]: [Exact<Found, Name>] extends [never] ? Value : Exact<Found, Name>;
};
type Exact<Found extends [string, unknown], Name> = Found extends [Name, infer Kind]
  ? [Value] extends [Kind]
    ? never
    : Kind
  : never;

/** The text up to its first brace, that brace, and the rest. */
type Cut<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${infer Start}}${infer Middle}`
    ? [Start, '}', `${Middle}{${After}`]
    : [Before, '{', After]
  : Text extends `${infer Before}}${infer After}`
    ? [Before, '}', After]
    : never;

/** In the words of a message or of a branch. `Depth` has one element for each plural or select around it. */
type Message<Text extends string, Depth extends unknown[], Found extends [string, unknown]> = [Cut<Text>] extends [
  never,
]
  ? Found
  : Cut<Text> extends [string, infer Brace, infer After extends string]
    ? Brace extends '{'
      ? Argument<After, Depth, Found>
      : Branches<After, Depth, Found>
    : never;

/** Behind the opening brace of a placeholder. */
type Argument<Text extends string, Depth extends unknown[], Found extends [string, unknown]> =
  Cut<Text> extends [infer Head extends string, infer Brace, infer After extends string]
    ? Brace extends '}'
      ? Message<After, Depth, Found | Named<Head>>
      : Message<After, [...Depth, 1], Found | Named<Head>>
    : Found;

/** Behind the closing brace of a branch: another branch, or the end of the plural or select. */
type Branches<Text extends string, Depth extends unknown[], Found extends [string, unknown]> =
  Cut<Text> extends [string, infer Brace, infer After extends string]
    ? Brace extends '{'
      ? Message<After, Depth, Found>
      : Depth extends [...infer Outer, unknown]
        ? Message<After, Outer, Found>
        : Found
    : Found;

type Trim<Text extends string> = Text extends `${' ' | '\n'}${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest}${' ' | '\n'}`
    ? Trim<Rest>
    : Text;

type Named<Head extends string> = Head extends `${infer Name},${infer Kind}`
  ? [Trim<Name>, Trim<Kind> extends `${'plural' | 'selectordinal' | 'number'}${string}` ? number : string]
  : [Trim<Head>, Value];
