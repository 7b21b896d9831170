// P10 for polls: whatever stands in a question, an option or a vote, it is shown as text, counted right, or refused with the reason.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { readCampaignFile } from '../../src/campaigns/files.ts';
import { clean, fold } from '../../src/text/normalise.ts';
import { databases } from '../support/database.ts';
import { hostile } from '../support/hostile.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world?.close());

const shown = [
  ['templates', '{{vars.x}}', '#{process.exit()}'],
  ['ICU', "it''s {name}", '{n, plural, other {#}}'],
  ['markup', '<script>alert(1)</script>', '<!channel>'],
  ['mentions and links', '<@U1>', '<http://evil>'],
  ['SQL', "'; drop table poll_vote; --", '%_\\'],
  ['names of objects', '__proto__', 'constructor'],
  ['numbers', '2', '1'],
  ['letters in their places', 'A', 'B'],
  ['what looks like options', '--confirm', '—options'],
  ['emoji and CJK extension B', '👨‍👩‍👧', '𠮷𠮷'],
  ['nothing but signs', '???', '!!!'],
] as const;

const refused = [
  ['no options', '', 'options'],
  ['one option', '--options "A"', 'options'],
  ['eleven options', '--options "1|2|3|4|5|6|7|8|9|10|11"', 'options'],
  ['one option and nothing', '--options "A| |"', 'options'],
  ['two that are the same', '--options "Pizza|ｐｉｚｚａ"', 'options.1'],
  ['a letter in the place of another', '--options "B|C"', 'options.0'],
  ['an option of 101 characters', `--options "${'x'.repeat(101)}|b"`, 'options.0'],
  ['options without a value', '--options', 'options'],
] as const;

describe.each(databases)('%s', (kind) => {
  beforeEach(async () => {
    world = await createWorld({ kind });
  });

  test.each(shown)('options of %s are shown as they stand, and each can be voted for', async (_, first, second) => {
    const boss = world.person('boss');
    const quote = first.includes('"') || second.includes('"') ? ['「', '」'] : ['"', '"'];
    await boss.in('fans').says(`!poll open "Which?" --options ${quote[0]}${first}|${second}${quote[1]}`);
    const asked = await world.room('fans').hears('Which?');
    expect(asked.text).toContain(`A. ${first}\nB. ${second}\n`);
    await world.person('amy').presses(asked.choices[0]!.value, { room: 'fans' });
    await world.person('bob').in('fans').says(second);
    await boss.says('poll show');
    await boss.hears(`A. ${first} · 1\nB. ${second} · 1\n`);
  });

  test.each(refused)('%s: refused in a sentence, and nothing is made', async (_, rest, where) => {
    const boss = world.person('boss');
    await boss.in('fans').says(`!poll open "Which?" ${rest}`);
    await boss.hears(`That cannot be opened (${where}): `);
    expect(await world.db.selectFrom('campaign').select('slug').execute()).toEqual([]);
    expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  });

  test('a question that is empty, too long or without a room is refused', async () => {
    const boss = world.person('boss');
    await boss.says('poll open "" --options "a1|b1" terminal:fans');
    await boss.hears('(question)');
    await boss.says(`poll open "${'w'.repeat(301)}" --options "a1|b1" terminal:fans`);
    await boss.hears('(question)');
    await boss.says('poll open "Where?" --options "here|there"');
    await boss.hears('Say where');
    await boss.says('poll open "Where?" --options "here|there" nowhere');
    await boss.hears('“nowhere” is not a room.');
    await boss.says('poll open Where? --options "here|there" terminal:fans terminal:fans');
    await boss.hears('Where? is live now.');
  });

  test('buttons that were never made change nothing', async () => {
    const boss = world.person('boss');
    const amy = world.person('amy');
    await boss.says('quiz new duo "Duo"');
    await boss.in('fans').says('!poll open "Which?" --options "here|there"');
    const [poll, quiz] = ['poll-1', 'duo'].map((slug) =>
      world.db.selectFrom('campaign').select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
    );
    const { id } = await poll!;
    const forged = [`poll/${id}/9`, `poll/${id}/2`, `poll/${id}/-1`, `poll/${id}`, `poll/${(await quiz!).id}/0`];
    for (const choice of [...forged, 'poll/nobody/0', 'poll//0', `poll/${id}/0/0`]) await amy.presses(choice);
    expect(await world.db.selectFrom('poll_vote').selectAll().execute()).toEqual([]);
    expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  });

  test('no message of the hostile table votes but those that say A or B, and none is an incident', async () => {
    await world.person('boss').in('fans').says('!poll open "Which?" --options "here and now|there and then"');
    const amy = world.person('amy');
    const counted: string[] = [];
    for (const { name, text } of hostile) {
      await amy.in('fans').says(text);
      if ((await amy.hearsAll()).some((reply) => /Your vote|你投给了/.test(reply))) counted.push(name);
    }
    const said = hostile.filter(({ text }) => /^[ab12]$/.test(fold(clean(text))));
    expect(said.length).toBeGreaterThan(0);
    expect(counted).toEqual(said.map(({ name }) => name));
    expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  });
});

test('a file is told its faults with line and column', () => {
  const head = 'kind: poll\nslug: lunch\ntitle: Lunch\nlanguage: en\nzone: Asia/Shanghai\n';
  const read = readCampaignFile(
    `${head}definition:\n  question: Which?\n  options: [one, One]\n  colour: red\n`,
    flows,
  );
  expect(read.type === 'faults' && read.faults.map(({ line, column }) => [line, column])).toEqual([
    [8, 18],
    [9, 3],
  ]);
});
