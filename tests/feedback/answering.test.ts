// Feedback has owners, a clock that runs in working hours, answers that everybody who wants it hears, and states with reasons.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findBoard } from '../../flows/feedback/board.ts';
import { receive } from '../../flows/feedback/intake.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import { oneDatabase } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { HOUR, itemsIn, openIdeas, WORKING, wrongIn } from './stage.ts';

describe.each(oneDatabase)('answering feedback (%s)', (kind) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ kind, at: WORKING });
    for (const name of ['owen', 'beth', 'lead']) {
      await world.person(name).says('help');
      await world.person('boss').says(`staff add terminal:${name}`);
    }
    await openIdeas(world, { answer_within: '4h', duty: ['terminal:beth', 'terminal:lead'] });
    await world
      .person('boss')
      .says('area set camera --owner terminal:owen --backup terminal:beth --lead terminal:lead');
  });
  afterEach(async () => {
    expect(await wrongIn(world)).toEqual([]);
    await world.close();
  });

  test('the owner hears of what is new in one message; unanswered in time, the backup and then the lead do', async () => {
    await world.person('amy').says('feedback the photo app forgets its settings');
    await world.person('bob').says('feedback bug: photo colours are too green indoors');
    await world.person('bob').says('no, post mine');
    const owen = world.person('owen');
    await owen.hearsAll();
    await world.set(3 * 60_000);
    await owen.hears('2 new items are yours to answer');
    await world.set(4 * HOUR);
    await world.person('beth').hears('⏰ #1 waits');
    // Half the time again, counted in working hours: from Friday 14:00 to 16:00.
    await world.set(2 * HOUR);
    await world.person('lead').hears('⏰ #1 waits');
    await owen.says('feedback queue');
    await owen.hears('overdue since');
  });

  test('in the evening the clock stands, but what nobody can go on with is told at once', async () => {
    await world.set('2026-11-27T20:00:00+08:00');
    const owen = world.person('owen');
    await owen.hearsAll();
    await world.person('amy').says('feedback the photo app forgets its settings');
    await world.set(HOUR);
    await owen.hearsNothing();
    await world.person('bob').says('feedback bug: photo app makes my phone unusable');
    await world.person('bob').says('no, post mine');
    await world.set(0);
    await owen.hears('yours to answer');
    await owen.says('feedback mine');
    await owen.hears('due Monday 13:00');
  });

  test('an answer and each state are heard once by all who wrote or back it, within the hour, in their language', async () => {
    await world.person('amy').says('feedback the photo app forgets its settings');
    await world.person('lei').says('支持 #1');
    const owen = world.person('owen');
    await owen.says('feedback answer #1 We found it. 谢谢');
    await owen.says('feedback status #1 planned');
    await world.set(2 * HOUR);
    const [amy, lei] = [world.person('amy'), world.person('lei')];
    expect((await amy.hears('We found it')).text).toContain('planned');
    await lei.hears('已列入计划');
    await amy.hearsNothing();
    await owen.says('feedback status #1 declined');
    await owen.hears('needs a reason');
    await owen.says('feedback status #1 declined "we cannot"');
    await owen.says('feedback status #1 work');
    await owen.hears('cannot become in work from there. It can become: under review');
    expect(await itemsIn(world)).toEqual(['#1 idea camera 2 declined 2']);
  });

  test('duty is shared fairly, shown, and swapped; what nobody owns goes to who has it', async () => {
    const boss = world.person('boss');
    await boss.says('duty show --weeks 3');
    const { text } = await boss.hears('Duty of Ideas');
    expect(text.split('\n').slice(1)).toEqual(['2026-W48: beth', '2026-W49: lead', '2026-W50: beth']);
    await boss.says('duty swap 2026-W48 terminal:owen');
    await boss.hears('The week 2026-W48 is for owen now');
    await world.person('amy').says('feedback please add a dark mode');
    await boss.says('feedback queue');
    await boss.hears('owen · due');
  });

  test('the queue is leafed through from what was shown last, whatever is answered meanwhile', async () => {
    const ideas = (await findCampaign(world.db, 'ideas'))!;
    const persons = await world.db.selectFrom('person').select('id').execute();
    await world.engine.perform(async (scope) => {
      const board = (await findBoard(scope.trx, ideas.id))!;
      const drafts = Array.from({ length: 12 }, (_, place) => ({
        ...{ text: `idea ${place + 1}`, anonymous: false, authorId: persons[place % persons.length]!.id },
      }));
      await receive(scope, board, drafts);
    });
    const boss = world.person('boss');
    await boss.says('feedback queue');
    const first = await boss.hears('Waiting for a first answer:');
    expect(first.text).toContain('#10 ');
    await boss.says('feedback answer #10 Thanks');
    await boss.says(first.choices[0]!.value);
    const { text } = await boss.hears('Waiting for a first answer, after #10:');
    expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual(['Waiting', '#11', '#12']);
    await boss.says('feedback queue --after yesterday');
    await boss.hears('no place in the queue');
  });

  test('the digest counts what came, what was answered and how fast, and what is overdue', async () => {
    await world.person('amy').says('feedback the photo app forgets its settings');
    await world.person('bob').says('feedback please add a dark mode');
    await world.set(30 * 60_000);
    await world.person('owen').says('feedback answer #1 Thanks');
    await world.set(8 * HOUR);
    await world.person('boss').says('feedback digest');
    const { text } = await world.person('boss').hears('the last 7 days');
    expect(text).toContain('2 new items, 1 answered, 1 overdue.');
    expect(text).toContain('median 30 min');
  });

  test('anonymous stays anonymous: nobody but its author hears or sees a name, in chat, export or log', async () => {
    const ghost = world.person('ghostwriter');
    await ghost.says('feedback --anonymous the photo app watches me');
    await ghost.hears('without your name');
    await world.person('lei').says('back #1');
    const owen = world.person('owen');
    for (const line of ['show #1', 'queue', 'answer #1 We look at it', 'status #1 planned', 'top --why', 'digest'])
      await owen.says(`feedback ${line}`);
    await world.set(2 * HOUR);
    await ghost.hears('We look at it');
    const others = world.platforms[0]!.delivered.filter(({ address }) => address.account !== 'ghostwriter');
    expect(others.filter(({ text }) => text.includes('ghostwriter'))).toEqual([]);
    const { feedback } = await import('../../flows/feedback/index.ts');
    const { findCampaign } = await import('../../src/campaigns/store.ts');
    const rows: unknown[] = [];
    for await (const row of feedback.report!(world.db, (await findCampaign(world.db, 'ideas'))!).rows) rows.push(row);
    const { id } = await world.db
      .selectFrom('person')
      .select('id')
      .where('name', '=', 'ghostwriter')
      .executeTakeFirstOrThrow();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`ghostwriter|${id}`));
    for (const table of ['audit', 'incident', 'feedback_event'] as const)
      expect(JSON.stringify(await world.db.selectFrom(table).selectAll().execute())).not.toMatch(`ghostwriter|${id}`);
  });
});
