// P1 and P2 for codes: a fault anywhere in using or revoking one leaves all of it, or nothing.
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { wrongIn } from '../support/quota.ts';
import { codeWorld, issue } from './fcode-stage.ts';

test.each(['use', 'revoke'] as const)(
  'P1: a throw before any statement of “%s” leaves all or nothing',
  { timeout: 60_000 },
  async (act) => {
    const faults = faulty();
    const world = await codeWorld({ database: await freshDatabase('sqlite', { wrap: faults.wrap, now: () => 0 }) });
    const boss = world.person('boss');
    await boss.says('preorder new mi --lanes "gift:150:code, public:1" --confirm-within 24h');
    await boss.says('preorder open mi');
    const codes = await issue(world, 'mi 70 --uses 2');

    /** `use`: a code that nobody used. `revoke`: one that was used once. */
    async function prepare(number: number) {
      const code = codes[number]!;
      const last = code.slice(-4);
      const id = (await world.db.selectFrom('fcode').select('id').where('last_four', '=', last).executeTakeFirst())!.id;
      if (act === 'revoke') await world.person(`p${number}`).says(`fcode ${code}`);
      const text = act === 'use' ? `fcode ${code}` : `fcode revoke mi ${id} seen --confirm ${last}`;
      const account = act === 'use' ? `p${number}` : 'boss';
      return { id, message: (event: string) => world.message({ account, text, event }) };
    }

    async function state(id: string): Promise<string> {
      const { db } = world;
      const code = await db.selectFrom('fcode').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const events = await db
        .selectFrom('fcode_event')
        .selectAll()
        .where('fcode_id', '=', id)
        .orderBy('step')
        .execute();
      const held = await db.selectFrom('entry').select('state').where('held_for', '=', `fcode/${id}`).execute();
      const users = await db
        .selectFrom('fcode_event as event')
        .innerJoin('entry', 'entry.id', 'event.entry_id')
        .where('event.fcode_id', '=', id)
        .select('entry.state')
        .execute();
      const states = (rows: readonly { state: string }[]) =>
        rows
          .map((row) => row.state)
          .sort()
          .join('+') || 'none';
      const kinds = events.map(({ kind }) => kind).join('+');
      return `${code.used} ${code.revoked_at === null ? 'good' : 'revoked'} ${kinds} ${states(held)} ${states(users)}`;
    }
    const [undone, done] =
      act === 'use'
        ? ['0 good issued held+held none', '1 good issued+used cancelled+held held']
        : ['1 good issued+used cancelled+held held', '1 revoked issued+used+revoked cancelled+revoked revoked'];

    const probe = await prepare(0);
    expect(await state(probe.id)).toBe(undone);
    faults.arm();
    await world.accept(probe.message('probe'));
    const calls = faults.disarm();
    expect(await state(probe.id)).toBe(done);
    expect(calls).toBeGreaterThan(20);
    expect(calls).toBeLessThan(codes.length);
    let fired = 0;
    for (let call = 1; call <= calls; call += 1) {
      const { id, message } = await prepare(call);
      faults.arm({ call, when: 'before', how: 'throw' });
      await world.accept(message(`first${call}`)).catch(() => undefined);
      fired += faults.fired ? 1 : 0;
      faults.disarm();
      expect([undone, done], `call ${call}`).toContain(await state(id));
      await world.accept(message(`again${call}`));
      expect({ call, state: await state(id) }).toEqual({ call, state: done });
    }
    // The marks of deliveries are written in groups, so a call more or less is no fault.
    expect(fired).toBeGreaterThan(calls - 6);
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  },
);
