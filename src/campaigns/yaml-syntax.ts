// The YAML library's errors in our words: what a person most likely meant, and how to write it.
import type { YAMLError } from 'yaml';
import { quote } from '../text/phrase.ts';
import type { Flaw } from './fault.ts';
import { faultTexts } from './fault-text.ts';

/** `source` is the text that the error was found in. */
export function describeSyntax(error: YAMLError, source: string): Flaw {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: faultTexts.tab(), fix: faultTexts.tabFix() };
    case 'BAD_INDENT':
      return { message: faultTexts.indent(), fix: faultTexts.indentFix() };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: faultTexts.colonInText(), fix: faultTexts.colonInTextFix() };
    case 'BAD_DQ_ESCAPE':
      return { message: faultTexts.escape(), fix: faultTexts.escapeFix() };
    case 'BAD_SCALAR_START':
      return { message: faultTexts.reserved(), fix: faultTexts.reservedFix() };
    case 'MULTIPLE_DOCS':
      return { message: faultTexts.documents(), fix: faultTexts.documentsFix() };
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
      return { message: faultTexts.alias(), fix: faultTexts.aliasFix() };
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
      if (hasWideColon(source, error.pos[0])) {
        return { message: faultTexts.wideColon(), fix: faultTexts.wideColonFix() };
      }
      return { message: faultTexts.missing(), fix: faultTexts.missingFix() };
    default: {
      const detail = quote(error.message.replace(/[.:]\s*$/, ''));
      return { message: faultTexts.syntax({ detail }), fix: faultTexts.syntaxFix() };
    }
  }
}

/** Chinese keyboards give ：where YAML wants a colon and a space. */
function hasWideColon(source: string, offset: number): boolean {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  return /^\s*(- )?[\w-]+：/.test(source.slice(start, end === -1 ? undefined : end));
}
