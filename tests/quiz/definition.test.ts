import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { definitionSchema, type Question, questionSchema } from '../../flows/quiz/definition.ts';
import { matcher } from '../../flows/quiz/matching.ts';
import { faultsOf } from '../../src/campaigns/schema-faults.ts';

const mars = { text: 'Which planet is red?', options: ['Venus', 'Mars'], answer: 'B' };

/** What is wrong, as `path: message`. */
function faults(definition: unknown): string[] {
  const result = definitionSchema.safeParse(definition);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('a quiz definition', () => {
  it('may be empty while staff are still adding questions', () => {
    expect(definitionSchema.parse({})).toEqual({
      scoring: { rule: 'first', winners: 1, points: 1 },
      seconds: 15,
      reading: 'auto',
      pause: 5,
      countdown: 5,
      tie_window_ms: 0,
      settle_ms: 1000,
      tries: 1,
      advance: 'auto',
      empty_rounds: 2,
      prize_players: 3,
      questions: [],
    });
  });

  it('fills in what a scoring rule leaves out', () => {
    const scoring = (value: unknown) => definitionSchema.parse({ scoring: value }).scoring;
    expect(scoring('first')).toEqual({ rule: 'first', winners: 1, points: 1 });
    expect(scoring('speed')).toEqual({ rule: 'speed', most: 10, least: 1 });
    expect(scoring({ rule: 'podium' })).toEqual({ rule: 'podium', points: [5, 3, 1] });
    expect(scoring({ rule: 'all', points: 2 })).toEqual({ rule: 'all', points: 2 });
  });

  it('reads what it read as the same again', () => {
    const once = definitionSchema.parse({
      scoring: 'speed',
      prize: ' A phone ',
      questions: [mars, { text: 'How many?', answer: 3 }, { text: '2+2?', options: [2, 4], answer: [4] }],
    });
    expect(definitionSchema.parse(once)).toEqual(once);
    expect(definitionSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it('says which key was meant', () => {
    expect(faults({ secnods: 10 })).toEqual([': a quiz has no "secnods": did you mean "seconds"?']);
    expect(faults({ 'tie-window-ms': 10 })).toEqual([': a quiz has no "tie-window-ms": did you mean "tie_window_ms"?']);
    expect(faults({ questions: [{ ...mars, anwser: 'A' }] })).toEqual([
      'questions.0: a question has no "anwser": did you mean "answer"?',
    ]);
    expect(faults({ scoring: { rule: 'all', winners: 3 } })).toEqual([
      'scoring: scoring by "all" has no "winners": it can have rule, points',
    ]);
    expect(faults(JSON.parse('{"__proto__": 1}'))).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['seconds too few', { seconds: 0 }, 'seconds: must be a whole number from 1 to 600 (seconds), for example 1'],
    ['seconds too many', { seconds: 601 }, 'seconds: must be'],
    ['seconds in words', { seconds: 'fifteen' }, 'seconds: must be'],
    ['seconds in parts', { seconds: 1.5 }, 'seconds: must be'],
    ['reading', { reading: 61 }, 'reading: must be "auto", or whole seconds from 0 to 60'],
    ['an unknown rule', { scoring: 'fast' }, 'scoring.rule: must be one of first, speed, podium, all'],
    ['no winners', { scoring: { rule: 'first', winners: 0 } }, 'scoring.winners: must be'],
    [
      'a slow answer above a fast one',
      { scoring: { rule: 'speed', most: 1, least: 2 } },
      'scoring.least: “least” is more than “most”. The fastest',
    ],
    [
      'a podium upside down',
      { scoring: { rule: 'podium', points: [1, 3] } },
      'scoring.points: A later place wins more than the one before it. Put the points in falling order',
    ],
    ['advance', { advance: 'yes' }, 'advance: must be "auto"'],
    ['questions as text', { questions: 'none' }, 'questions: must be a list'],
    ['a question as text', { questions: ['Why?'] }, 'questions.0: a question must be a list of keys'],
    ['no answer', { questions: [{ text: 'Why?' }] }, 'questions.0.answer: must be one text or number'],
    ['an empty list of answers', { questions: [{ text: 'Why?', answer: [] }] }, 'questions.0.answer: must be'],
    [
      'yes as true',
      { questions: [{ ...mars, options: [true, 'no'] }] },
      'questions.0.options.0: must be text of 1 to 100 characters; put it in quotes',
    ],
    ['one option', { questions: [{ ...mars, options: ['Mars'] }] }, 'questions.0.options: needs at least two'],
    [
      'eleven options',
      { questions: [{ ...mars, options: Array.from({ length: 11 }, (_, i) => `x${i}`) }] },
      'questions.0.options: has at most 10, A to J',
    ],
    ['a text too long', { questions: [{ ...mars, text: 'x'.repeat(501) }] }, 'questions.0.text: must be'],
    ['too many questions', { questions: Array.from({ length: 501 }, () => mars) }, 'questions: has at most 500'],
    ['not a mapping', [], ': a quiz must be a list of keys and values'],
    ['null', null, ': a quiz must be'],
  ])('refuses %s, and says what to write', (_name, definition, message) => {
    const found = faults(definition);
    expect(found).toHaveLength(1);
    expect(found[0]!.startsWith(message)).toBe(true);
  });

  it('refuses an answer that is not among the options, where it stands', () => {
    expect(faults({ questions: [mars, { ...mars, answer: 'C' }] })).toEqual([
      'questions.1.answer: “C” is not among the options. Write a letter from A to B, a number, or an option’s own text.',
    ]);
    expect(faults({ questions: [{ ...mars, answer: ['Mars', 'Pluto', 3] }] })).toEqual([
      expect.stringMatching(/^questions\.0\.answer\.1: “Pluto”/),
      expect.stringMatching(/^questions\.0\.answer\.2: “3”/),
    ]);
    for (const answer of ['b', 2, '2', 'mars', 'Ｂ', ['A', 'B']])
      expect(faults({ questions: [{ ...mars, answer }] })).toEqual([]);
    expect(faults({ questions: [{ ...mars, answer: 'Marz' }] })).toHaveLength(1);
  });

  it('refuses options that nobody could tell apart', () => {
    expect(faults({ questions: [{ ...mars, options: ['Mars', 'Venus', ' mars'], answer: 'B' }] })).toEqual([
      'questions.0.options.2: This is the same as option A. Change one of the two.',
    ]);
    expect(faults({ questions: [{ ...mars, options: ['C', 'D', 'E'], answer: 'D' }] })).toEqual([
      'questions.0.options.0: This is the letter of option C, so nobody could tell the two apart. Move it there, or write more than one letter.',
    ]);
    expect(faults({ questions: [{ ...mars, options: ['A', 'B'] }] })).toEqual([]);
    expect(faults({ questions: [{ ...mars, options: [2, 4, 8], answer: 4 }] })).toEqual([]);
  });
});

describe('what only this schema knows', () => {
  it('is said in the language of whoever reads it', () => {
    const [fault] = faultsOf(definitionSchema, { questions: [{ ...mars, answer: 'C' }] });
    const reader = { language: 'zh-CN', zone: 'Asia/Shanghai', markup: 'plain', now: 0 } as const;
    expect(fault!.path).toEqual(['questions', 0, 'answer']);
    expect(fault!.message.render(reader)).toBe('「C」不在选项里。');
    expect(fault!.fix.render(reader)).toBe('写 A 到 B 的字母、选项的序号，或者选项原文。');
  });
});

describe('one question', () => {
  it('takes numbers for text, as YAML reads them', () => {
    expect(questionSchema.parse({ text: 'Six times seven?', answer: 42, category: 7 })).toEqual({
      text: 'Six times seven?',
      answer: '42',
      category: '7',
    });
  });
});

describe('the demo', () => {
  const file = parse(readFileSync(new URL('../../flows/quiz/demo.yaml', import.meta.url), 'utf8'));
  const demo = definitionSchema.parse(file.definition);

  it('is a quiz for the terminal room, in Chinese, for the first right answer', () => {
    expect(file).toMatchObject({ kind: 'quiz', slug: 'demo', language: 'zh-CN', rooms: ['terminal:fans'] });
    expect(demo.scoring.rule).toBe('first');
    expect(demo.questions).toHaveLength(3);
  });

  it.each<[string, string[]]>([
    ['the first question', ['B', '2', '参与', 'take part', '选B']],
    ['the second question', ['18', '１８', '十八', '18个', '我猜十八']],
    ['the third question', ['B', '水星', 'Mercury', 'mercry', '答案是水星']],
  ])('%s is answered by speakers of Chinese and of English', (name, texts) => {
    const question: Question = demo.questions[['first', 'second', 'third'].findIndex((word) => name.includes(word))]!;
    for (const text of texts) expect(matcher(question)(text).type).toBe('right');
  });
});
