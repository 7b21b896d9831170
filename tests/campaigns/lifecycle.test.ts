import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Status, statuses } from '../../src/campaigns/campaign.ts';
import { events, type LifeEvent, transition } from '../../src/campaigns/lifecycle.ts';

const NOW = 1_000_000;

/** Every state and event, without instants and (for schedule) with an opening to come. `=`: already there; `!`: refused. */
const table: Record<Status, Record<LifeEvent, string>> = {
  draft: {
    approve: 'approved',
    schedule: '!draft',
    open: '!draft',
    pause: '!not-open',
    resume: '!not-open',
    close: 'closed',
    edit: 'draft',
  },
  approved: {
    approve: '=',
    schedule: 'scheduled',
    open: 'live',
    pause: '!not-open',
    resume: '!not-open',
    close: 'closed',
    edit: 'draft',
  },
  scheduled: {
    approve: '=',
    schedule: '=',
    open: 'live',
    pause: '!not-open',
    resume: '!not-open',
    close: 'closed',
    edit: 'draft',
  },
  live: {
    approve: '=',
    schedule: '!live',
    open: '=',
    pause: 'paused',
    resume: '=',
    close: 'closed',
    edit: '!live',
  },
  paused: {
    approve: '=',
    schedule: '!paused',
    open: '!paused',
    pause: '=',
    resume: 'live',
    close: 'closed',
    edit: '!paused',
  },
  closed: {
    approve: '!closed',
    schedule: '!closed',
    open: '!closed',
    pause: '!closed',
    resume: '!closed',
    close: '=',
    edit: '!closed',
  },
};

describe('the life of a campaign', () => {
  for (const status of statuses) {
    for (const event of events) {
      it(`${status} + ${event} -> ${table[status][event]}`, () => {
        const opensAt = event === 'schedule' ? NOW + 1 : undefined;
        const step = transition({ status, opensAt, closesAt: undefined }, event, NOW);
        const shown = step.type === 'moved' ? step.to : step.type === 'already' ? '=' : `!${step.why}`;
        expect(shown).toBe(table[status][event]);
      });
    }
  }

  it('is scheduled only for an opening that is still to come', () => {
    const approved = { status: 'approved', closesAt: undefined } as const;
    expect(transition({ ...approved, opensAt: undefined }, 'schedule', NOW)).toEqual({
      type: 'refused',
      why: 'no-opening',
    });
    expect(transition({ ...approved, opensAt: NOW }, 'schedule', NOW)).toEqual({
      type: 'refused',
      why: 'opening-passed',
    });
    expect(transition({ ...approved, opensAt: NOW + 1 }, 'schedule', NOW)).toEqual({ type: 'moved', to: 'scheduled' });
  });

  it('does not open or go on at or after its closing', () => {
    for (const [status, event] of [
      ['scheduled', 'open'],
      ['approved', 'open'],
      ['paused', 'resume'],
    ] as const) {
      const campaign = { status, opensAt: undefined };
      expect(transition({ ...campaign, closesAt: NOW }, event, NOW)).toEqual({
        type: 'refused',
        why: 'closing-passed',
      });
      expect(transition({ ...campaign, closesAt: NOW + 1 }, event, NOW)).toEqual({ type: 'moved', to: 'live' });
    }
  });

  it('never goes live without an approval since the last edit, and never leaves closed', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    fc.assert(
      fc.property(
        instant,
        instant,
        fc.array(fc.constantFrom(...events), { maxLength: 30 }),
        (opensAt, closesAt, happened) => {
          let status: Status = 'draft';
          let approved = false;
          for (const [now, event] of happened.entries()) {
            const step = transition({ status, opensAt, closesAt }, event, now);
            if (step.type !== 'moved') continue;
            expect(status).not.toBe('closed');
            if (event === 'approve') approved = true;
            if (event === 'edit') approved = false;
            status = step.to;
            if (status !== 'draft' && status !== 'closed') expect(approved).toBe(true);
            if (status === 'live') expect(closesAt === undefined || closesAt > now).toBe(true);
          }
        },
      ),
    );
  });
});
