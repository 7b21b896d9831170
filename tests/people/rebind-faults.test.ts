// P1 and P2 for coming back under another account: a fault anywhere leaves it wholly done or wholly undone.
import { expect, test } from 'vitest';
import { deriveKeys } from '../../src/keep/keys.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld } from '../support/world.ts';

const CODE = /[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}/;

test.each(databases)(
  'P1: a fault at any statement of “iam” loses nobody and doubles nobody (%s)',
  { timeout: 60_000 },
  async (kind) => {
    const faults = faulty();
    const world = await createWorld({
      kind,
      keyring: [await deriveKeys('the secret of this installation')],
      platforms: (now) => [loopback('wechat', now, { stableIds: false })],
      database: await freshDatabase(kind, { wrap: faults.wrap, now: () => 0 }),
    });
    await world.person('boss').in('fans').says('!poll open "Lunch?" --options "Pizza|Sushi"');

    /** Somebody who voted, has a code, and voted again from a new account. */
    async function prepare(who: string) {
      const old = world.person(`${who}-old`);
      await old.in('fans').says('A');
      await old.says('mycode');
      const code = CODE.exec((await old.hears(CODE)).text)![0];
      await world.person(`${who}-new`).in('fans').says('B');
      return (event: string) => world.message({ account: `${who}-new`, text: `iam ${code}`, event });
    }

    /** `old:A new:B` before, `new:B` afterwards, and nothing else. */
    async function state(who: string): Promise<string> {
      const rows = await world.db
        .selectFrom('identity')
        .leftJoin('poll_vote', 'poll_vote.person_id', 'identity.person_id')
        .leftJoin('personal_code as code', (join) =>
          join.onRef('code.platform', '=', 'identity.platform').onRef('code.account', '=', 'identity.account'),
        )
        .where('identity.account', 'like', `${who}-%`)
        .select(['identity.account', 'poll_vote.option', 'code.hash'])
        .orderBy('identity.account', 'desc')
        .execute();
      return rows
        .map(({ account, option, hash }) => `${account.split('-').at(-1)}:${option}${hash ? ' code' : ''}`)
        .join(' ');
    }

    const probe = await prepare('probe');
    faults.arm();
    await world.accept(probe('probe'));
    const calls = faults.disarm();
    expect(await state('probe')).toBe('new:1 code');
    expect(calls).toBeGreaterThan(15);
    let fired = 0;
    for (let call = 1; call <= calls; call += 1) {
      const who = `p${call}`;
      const message = await prepare(who);
      faults.arm({ call, when: call % 2 === 0 ? 'before' : 'after', how: 'throw' });
      await world.accept(message(`${who}-first`)).catch(() => undefined);
      faults.disarm();
      fired += faults.fired ? 1 : 0;
      expect(['new:1 code', 'old:0 code new:1']).toContain(await state(who));
      await world.accept(message(`${who}-first`));
      if ((await state(who)) !== 'new:1 code') await world.accept(message(`${who}-again`));
      expect({ who, state: await state(who) }).toEqual({ who, state: 'new:1 code' });
    }
    // The marks of deliveries are written in groups, so a call more or less is no fault.
    expect(fired).toBeGreaterThan(calls - 6);
    const { persons } = await world.db
      .selectFrom('person')
      .select((row) => row.fn.countAll<number>().as('persons'))
      .executeTakeFirstOrThrow();
    // Everybody once, and the owner.
    expect(Number(persons)).toBe(calls + 2);
    await world.close();
  },
);
