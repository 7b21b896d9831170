import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import type { Command } from '../../src/engine/flow.ts';
import { allFlows } from '../../src/program.ts';
import { hostile, short } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

const commands = allFlows(flows).flatMap((flow) => flow.commands);

/** Where a text can stand behind a command. */
const shapes: [string, (command: Command, text: string) => string][] = [
  ['as all that follows', ({ name }, text) => `${name} ${text}`],
  ['in quotes', ({ name }, text) => `${name} "${text}"`],
  ['behind a slug', ({ name }, text) => `${name} friday ${text}`],
  ['on the next line', ({ name }, text) => `${name} friday\n${text}`],
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { boss } = stage;
  await boss.says('staff add terminal:eve');
  await boss.says('quiz new friday "Friday quiz"');
  await boss.says('quiz ask friday "Which came first?" --options "Mi 1|Mi 2" --answer A');
});
afterAll(() => stage.close());

describe.each(commands)('hostile arguments of $name', (command) => {
  it.each(shapes)('%s change nothing when a member writes them', async (_shape, write) => {
    const { world } = stage;
    const before = await stage.state();
    await Promise.all(
      hostile.map(({ text }, index) =>
        world.engine.accept(world.message({ account: `member ${index}`, text: write(command, text) })),
      ),
    );
    await stage.answers();
    expect(await stage.state()).toBe(before);
    await stage.noIncidents();
  });

  it.each(shapes)('%s are survived when staff write them', async (_shape, write) => {
    for (const { text } of short.filter((_, index) => index % 3 === 0)) {
      const before = await stage.state();
      const { length } = await acts();
      await stage.hears({ account: 'eve', text: write(command, text) });
      const done = (await acts()).slice(length).filter(({ outcome }) => outcome === 'done');
      if (done.length === 0) expect(await stage.state(), text).toBe(before);
      await stage.hears({ account: 'eve', text: 'cancel' });
    }
    await stage.answers();
    await stage.noIncidents();
  });

  it('as the value of each option are survived', async () => {
    for (const option of [...(command.options ?? []), 'confirm', 'nosuch']) {
      const texts = short.filter((_, index) => index % 3 === option.length % 3);
      for (const { text } of texts) {
        await stage.hears({ account: 'eve', text: `${command.name} friday "x" --${option} "${text}"` });
        await stage.hears({ account: 'eve', text: 'cancel' });
      }
    }
    await stage.answers();
    await stage.noIncidents();
  });

  function acts() {
    return stage.world.db.selectFrom('audit').select('outcome').where('account', '=', 'eve').orderBy('id').execute();
  }
});
