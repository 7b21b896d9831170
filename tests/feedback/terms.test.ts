import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_TERMS, termsOf } from '../../flows/feedback/terms.ts';
import { fold } from '../../src/text/normalise.ts';

const shared = (one: string, other: string) => [...termsOf(one).keys()].filter((term) => termsOf(other).has(term));

describe('terms of a text', () => {
  test('a model is the same with and without a space, in any case and width', () => {
    expect(shared('MIX 4', 'mix4')).toContain('mix4');
    expect(shared('12S Ultra', '１２ｓ ultra')).toEqual(expect.arrayContaining(['12s', 'ultra']));
    expect(shared('Type-C', 'typec')).toContain('=port');
    expect(shared('mix 4', 'mix 5')).not.toContain('mix4');
  });

  test('words that mean the same share a term, in both languages', () => {
    expect(shared('手机发热', '机身烫手')).toContain('=heat');
    expect(shared('蓝牙断连', 'bluetooth disconnecting')).toEqual(
      expect.arrayContaining(['=bluetooth', '=disconnect']),
    );
    expect(shared('充电', '拍照')).toEqual([]);
  });

  test('a long word with a slip is the known word, or has its consonants; a short one is another word', () => {
    expect(shared('exchnage', 'exchange')).toEqual(['=exchange']);
    expect(shared('recieved', 'received')).toEqual(['=arrive']);
    expect(shared('thermometer', 'thermometre')).toEqual(['~thrmtr']);
    expect(shared('tent', 'test')).toEqual([]);
  });

  test('a word says all that its parts say', () => {
    expect([...termsOf('连不上').keys()]).toEqual(['=connect', '=fail']);
    expect(shared('充不进去', "won't charge")).toEqual(['=charge', '=fail']);
    expect(shared('switch off', 'off')).toEqual([]);
  });

  test('words that say nothing are no terms', () => {
    expect([...termsOf('the of and 的 了 很').keys()]).toEqual([]);
    expect([...termsOf(' 🎉 …!').keys()]).toEqual([]);
  });

  test('any text has at most 200 terms, the same however it is folded', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.string({ unit: 'grapheme', maxLength: 500 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const terms = termsOf(any);
        expect(terms.size).toBeLessThanOrEqual(MOST_TERMS);
        for (const [term, times] of terms)
          expect([term.length > 0, times > 0, Number.isSafeInteger(times)]).toEqual([true, true, true]);
        expect([...termsOf(fold(any))]).toEqual([...terms]);
      }),
    );
  });

  test.each([
    ['one letter', 'a'],
    ['one character', '卡'],
    ['words of one meaning', '发热 '],
    ['silent characters', '的'],
    ['a letter of eighteen', '\ufdfa'],
    ['marks', '\u0301'],
    ['numbers and letters', '1a'],
    ['half a known word', '关机再开'],
  ])('4,000 hostile characters cost little: %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(4000 / unit.length));
    termsOf(text);
    const began = performance.now();
    expect(termsOf(text).size).toBeLessThanOrEqual(MOST_TERMS);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
