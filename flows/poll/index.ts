// The poll (投票): one question, one vote a person, changed as often as they like until it closes.
import type { Flow } from '../../src/engine/flow.ts';
import { commands, words } from './commands.ts';
import { life, postTally, votes } from './life.ts';
import { mergeVotes, votedIn } from './store.ts';

export const poll: Flow = {
  ...life,
  commands,
  words,
  bulk: [votes],
  jobs: [{ name: 'tally', run: postTally }],
  joined: votedIn,
  merged: ({ trx }, from, to) => mergeVotes(trx, from, to),
};
