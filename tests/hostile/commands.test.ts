import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import type { Command } from '../../src/engine/flow.ts';
import { setRole } from '../../src/people/store.ts';
import { allFlows } from '../../src/program.ts';
import { hostile, short } from '../support/hostile.ts';
import { openStage, type Stage } from './stage.ts';

const commands = allFlows(flows)
  .flatMap((flow) => flow.commands)
  .map((command, index) => ({ ...command, index }));

/** Where a text can stand behind a command. */
const shapes: ((command: Command, text: string) => string)[] = [
  ({ name }, text) => `${name} ${text}`,
  ({ name }, text) => `${name} "${text}"`,
  ({ name }, text) => `${name} friday ${text}`,
  ({ name }, text) => `${name} friday\n${text}`,
  ({ name }, text) => `${name} friday "${text}" "${text}"`,
];
const shapeOf = (index: number) => shapes[index % shapes.length]!;
/** Other rows for each command: over all of them, each row has its turn in each place. */
const someOf = (turn: number) => short.filter((_, row) => (row + turn) % 8 === 0);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { world, boss } = stage;
  await world.engine.perform(async (scope) => {
    for (const account of ['eve', ...hostile.map((_, index) => `staff ${index}`)]) {
      await setRole(scope, { platform: 'terminal', account }, 'staff');
    }
  });
  await boss.says('quiz new friday "Friday quiz"');
  await boss.says('quiz ask friday "Which came first?" --options "Mi 1|Mi 2" --answer A');
});
afterAll(() => stage.close());

describe.each(commands)('hostile arguments of $name', (command) => {
  const acts = () =>
    stage.world.db.selectFrom('audit').select('outcome').where('account', '=', 'eve').orderBy('id').execute();

  it('change nothing when members write them', async () => {
    const before = await stage.state();
    await stage.crowd(
      hostile.map(({ text }, index) => ({
        account: `member ${index}`,
        text: shapeOf(index + command.index)(command, text),
      })),
    );
    expect(await stage.state()).toBe(before);
    await stage.answers();
  });

  it('are survived when staff write them all at once', async () => {
    await stage.crowd(
      hostile.map(({ text }, index) => ({ account: `staff ${index}`, text: shapeOf(index)(command, text) })),
    );
    await stage.crowd(hostile.map((_, index) => ({ account: `staff ${index}`, text: 'cancel' })));
    await stage.noIncidents();
    await stage.answers();
  });

  it('change nothing where they are refused', async () => {
    for (const [turn, write] of shapes.entries()) {
      for (const { text } of someOf(command.index + turn)) {
        const before = await stage.state();
        const { length } = await acts();
        await stage.hears({ account: 'eve', text: write(command, text) });
        const done = (await acts()).slice(length).some(({ outcome }) => outcome === 'done');
        if (!done) expect(await stage.state(), text).toBe(before);
      }
    }
    await stage.hears({ account: 'eve', text: 'cancel' });
    await stage.noIncidents();
    await stage.answers();
  });

  it('as the value of each option are survived', async () => {
    for (const [turn, option] of [...(command.options ?? []), 'confirm', 'nosuch'].entries()) {
      for (const { text } of someOf(command.index + turn)) {
        await stage.hears({ account: 'eve', text: `${command.name} friday "x" --${option} "${text}"` });
        await stage.hears({ account: 'eve', text: `${command.name} friday "x" --answer A --${option}=${text}` });
      }
    }
    await stage.hears({ account: 'eve', text: 'cancel' });
    await stage.noIncidents();
    await stage.answers();
  });
});
