// The life of a pre-order: its lanes are made when it is approved, it opens, it ends. Each step is part of the transaction that changes its status.
import { createHash } from 'node:crypto';
import { tell } from '../../src/campaigns/tell.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { seedHash } from '../../src/quota/draw.ts';
import { setLanes } from '../../src/quota/lanes.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { duration, when } from '../../src/text/when.ts';
import { definitionSchema, mostUnits, readLength } from './definition.ts';
import { KIND, type Preorder } from './preorder.ts';
import { choiceValue, laneName } from './say.ts';
import { staffTexts } from './staff-text.ts';
import { addPreorder, findDraw } from './store.ts';
import { preorderTexts as texts } from './text.ts';
import { tiesEnd } from './ties.ts';
import { later } from './timers.ts';

/** From now on one can sign up. Throws a UserError where a lane would lose places that somebody has. */
async function approved(scope: Scope, preorder: Preorder): Promise<void> {
  const { id, slug, definition } = preorder;
  const specs = definition.lanes.map(({ name, size, spill_to }) => ({ name, size, spillTo: spill_to }));
  const made = await setLanes(scope, id, specs);
  if (made.type !== 'resized') throw new UserError(staffTexts.refuseSize({ slug, ...made }));
  await addPreorder(scope.trx, id, definition.rule === 'draw' ? newDraw(scope) : undefined);
  // A moment later: what is approved and opened at once is announced once.
  await later(scope, id, 'invite', scope.now);
}

/** Two ids hold 148 bits that nobody can foresee. */
function newDraw(scope: Scope): { seed: string; hash: string } {
  const seed = createHash('sha256').update(`${scope.newId()} ${scope.newId()}`).digest('hex');
  return { seed, hash: seedHash(seed) };
}

/** Said in its rooms while one can sign up. */
export async function invitation(scope: Scope, preorder: Preorder): Promise<void> {
  const { title, opensAt } = preorder;
  const phrase = lines(
    texts.invite({ title }),
    opensAt !== undefined && texts.inviteOpens({ when: when(opensAt) }),
    ...(await terms(scope, preorder)),
  );
  const choices = [{ label: texts.signupButton(), value: choiceValue('signup', preorder.slug) }];
  await tell(scope, preorder, phrase, { choices });
}

/** The rules, printed before anybody can act on them. */
async function terms({ trx }: Scope, { id, definition }: Preorder): Promise<(Phrase | false)[]> {
  const lanes = definition.lanes.map(({ name, size }) => texts.laneIs({ lane: laneName(name), size }));
  const draw = definition.rule === 'draw' ? await findDraw(trx, id) : undefined;
  return [
    texts.lanesAre({ lanes: join(' · ', lanes) }),
    draw?.seed_hash ? texts.ruleDraw({ hash: quote(draw.seed_hash) }) : texts.ruleFirst(),
    mostUnits(definition) > 1 && texts.ruleGroups(),
  ];
}

async function opened(scope: Scope, preorder: Preorder): Promise<void> {
  const { id, title, definition, openedAt } = preorder;
  if (definition.rule === 'first-come') await later(scope, id, 'guests', scope.now);
  if (openedAt !== scope.now) return tell(scope, preorder, texts.resumedNow({ title }));
  if (definition.rule === 'draw') return later(scope, id, 'draw', scope.now);
  const tied = definition.tie_window_ms > 0;
  const end = tiesEnd(preorder)!;
  const phrase = lines(
    texts.opening({ title }),
    ...(await terms(scope, preorder)),
    tied && texts.tied({ window: duration(definition.tie_window_ms), when: when(end) }),
  );
  await tell(scope, preorder, phrase, {
    choices: [{ label: texts.claimButton(), value: choiceValue('claim', preorder.slug) }],
  });
  await later(scope, id, 'announce', scope.now, { after: 0 });
  if (tied) await later(scope, id, 'decide', end);
  await spillLater(scope, preorder);
}

/** Has what nobody took spill over, each lane so long after the opening; what a draw left, after the draw at the earliest. */
export async function spillLater(scope: Scope, { id, openedAt, definition }: Preorder): Promise<void> {
  for (const { name, spill_after } of definition.lanes) {
    if (spill_after === undefined) continue;
    await later(scope, id, 'spill', Math.max(scope.now, openedAt! + readLength(spill_after)!), { part: name });
  }
}

async function paused(scope: Scope, preorder: Preorder): Promise<void> {
  await tell(scope, preorder, texts.pausedNow({ title: preorder.title }), { kind: 'service' });
}

/** Claims end; whoever has a place keeps it, and what comes free still goes down the waiting list. */
async function closed(scope: Scope, preorder: Preorder): Promise<void> {
  await tell(scope, preorder, texts.closedNow({ title: preorder.title }), { kind: 'service' });
}

export const life = { name: KIND, definition: definitionSchema, approved, opened, paused, closed } as const;
