import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostile } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

describe.each(['plain', 'mrkdwn', 'html'] as const)('hostile answers, on a platform that reads %s', (markup) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ markup });
  });
  afterEach(() => stage.close());

  const open = async (ask: string) => {
    const { boss } = stage;
    await boss.says('quiz new qz "Quiz" --scoring all');
    await boss.says(`quiz ask qz ${ask}`);
    await boss.says('quiz ask qz "And the next?" --answer never');
    await boss.in('fans').says('!quiz open qz');
    await stage.passes(5000);
  };
  const verdicts = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { verdict } of await stage.world.db.selectFrom('quiz_answer').select('verdict').execute()) {
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    return counts;
  };

  const questions: [string, string, string][] = [
    ['options', '"Which is a moon?" --options "Mars|Venus|Hyperion|Pluto" --answer C', 'C'],
    ['free text', '"Who makes the Mi 1?" --answer "Xiaomi|小米"', '小米'],
    ['a number', '"How many?" --answer 4242', '4242'],
  ];
  it.each(markup === 'plain' ? questions : questions.slice(0, 1))(
    'to a question with %s are no right answers, and the round ends as it should',
    async (_how, ask, right) => {
      await open(ask);
      for (const [index, { text }] of hostile.entries()) {
        await stage.hears({ account: `p${index}`, name: text, room: 'fans', text });
      }
      expect((await verdicts())['correct']).toBeUndefined();
      await stage.hears({ account: 'amy', room: 'fans', text: right });
      expect((await verdicts())['correct']).toBe(1);

      const state = await stage.state();
      await stage.crowd(
        hostile.map(({ text }, index) => ({ account: `p${index}`, room: 'fans', text: '', choice: text })),
      );
      await stage.crowd(hostile.map(({ text }, index) => ({ account: `p${index}`, room: 'fans', text, edited: true })));
      expect(await stage.state()).toBe(state);

      // Their names and answers on the board, in the result and in the log.
      await stage.passes(25_000);
      const shown = await stage.crowd([
        { account: 'boss', text: 'quiz log qz' },
        { account: 'boss', text: 'quiz board qz' },
        { account: 'boss', text: 'quiz check qz' },
      ]);
      expect(shown.some((text) => text.includes('amy'))).toBe(true);
      const late = await verdicts();
      await stage.crowd(hostile.map(({ text }, index) => ({ account: `p${index}`, room: 'fans', text })));
      expect((await verdicts())['correct']).toBe(late['correct']);
      await stage.answers();
    },
  );

  it('are all the same when they come alone with the bot', async () => {
    await open('"Which is a moon?" --options "Mars|Venus|Hyperion|Pluto" --answer C');
    await stage.crowd(hostile.map((_, index) => ({ account: `p${index}`, text: '抢答' })));
    for (const [index, { text }] of hostile.entries()) await stage.hears({ account: `p${index}`, text });
    expect((await verdicts())['correct']).toBeUndefined();
    await stage.hears({ account: 'p0', text: 'C' });
    expect((await verdicts())['correct']).toBe(1);
    await stage.answers();
  });

  it('to a poll change no vote', async () => {
    await stage.boss.in('fans').says('!poll open "Which colour?" --options "Orange|Graphite|Mint"');
    await stage.hears({ account: 'amy', room: 'fans', text: 'B' });
    const votes = () => stage.world.db.selectFrom('poll_vote').selectAll().orderBy('person_id').execute();
    expect(await votes()).toHaveLength(1);
    for (const [index, { text }] of hostile.entries()) {
      await stage.hears({ account: `p${index}`, room: 'fans', text });
      await stage.hears({ account: `p${index}`, text: `投票 ${text}` });
    }
    await stage.crowd(
      hostile.map(({ text }, index) => ({ account: `p${index}`, room: 'fans', text: '', choice: text })),
    );
    // Those that are a letter or a number of an option, however typed, are votes; nothing else is.
    for (const { option } of await votes()) expect([0, 1, 2]).toContain(option);
    expect((await votes()).length).toBeLessThan(10);
    await stage.answers();
  });
});
