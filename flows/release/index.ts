// The weekly release train (每周发布): proposed, voted on, confirmed by staff, announced on its slot.
import type { Flow } from '../../src/engine/flow.ts';
import { announceJob } from './announcing.ts';
import { countJob } from './audience.ts';
import { commands, words } from './commands.ts';
import { fanoutJob } from './fanout.ts';
import { freezeJob, nudgeJob } from './freezing.ts';
import { life } from './life.ts';
import { mergePart, votedIn } from './part.ts';
import { ballots } from './voting.ts';

export const release: Flow = {
  ...life,
  commands,
  words,
  bulk: [ballots],
  jobs: [freezeJob, nudgeJob, announceJob, countJob, fanoutJob],
  joined: votedIn,
  merged: mergePart,
};
