import { expect, it } from 'vitest';
import '../../src/campaigns/commands.ts';
import '../../src/campaigns/command-line.ts';
import { lintTexts } from '../../src/text/lint.ts';
import { definedTexts } from '../../src/text/texts.ts';

it.each(['campaign', 'file', 'fault'])(
  'the sentences of %s can be read and want the same in both languages',
  (scope) => {
    const catalog = definedTexts().find((definition) => definition.scope === scope);
    expect(lintTexts(catalog!)).toEqual([]);
  },
);
