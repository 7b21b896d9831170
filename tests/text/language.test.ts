import { expect, test } from 'vitest';
import { guessLanguage } from '../../src/text/language.ts';

test('TD tells Chinese: nobody else unsubscribes with it', () => {
  expect(['TD', ' td ', 'TDs', 'stop'].map(guessLanguage)).toEqual(['zh-CN', 'zh-CN', 'en', 'en']);
});
