// Who may do what: `staff add|remove|list`, and the list of incidents; and all that is said about persons, in one flow. The same functions serve chat and command line.

import type { Db, Trx } from '../db/schema.ts';
import type { Command, Flow, Turn } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import type { Keyring } from '../keep/keys.ts';
import { forgetSaid } from '../outbox/forget.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import { when } from '../text/when.ts';
import { CODE_TOPIC, codeWords } from './code-words.ts';
import { contactWords } from './contact-words.ts';
import { homeWord } from './home.ts';
import { readIdentity } from './identity.ts';
import { roomMoved } from './moved-room.ts';
import type { Role } from './person.ts';
import { countOwners, findIdentity, type IdentityAddress, listStaff, setRole } from './store.ts';
import { tagCommands } from './tag-commands.ts';
import { peopleTexts } from './text.ts';
import { peopleWords } from './words.ts';

/** Makes an identity staff (or an owner); says what it is now. Throws a UserError on anything that is no identity. */
export async function addStaff(scope: Scope, text: string, role: Role = 'staff'): Promise<Phrase> {
  const address = readIdentity(text);
  if ((await findIdentity(scope.trx, address))?.role === role)
    return peopleTexts.staffAlready({ identity: quote(text) });
  await keepAnOwner(scope.trx, address, role);
  await setRole(scope, address, role);
  const added = role === 'owner' ? peopleTexts.ownerAdded : peopleTexts.staffAdded;
  return added({ identity: quote(text) });
}

/** Makes an identity a member again. Throws a UserError where it is none of staff, and for the last owner. */
export async function removeStaff(scope: Scope, text: string): Promise<Phrase> {
  const address = readIdentity(text);
  const known = await findIdentity(scope.trx, address);
  if (!known || known.role === 'member') throw new UserError(peopleTexts.refuseNotOnStaff({ identity: quote(text) }));
  await keepAnOwner(scope.trx, address, 'member');
  await setRole(scope, address, 'member');
  return peopleTexts.staffRemoved({ identity: quote(text) });
}

export async function staffList(db: Db): Promise<Phrase> {
  const staff = await listStaff(db);
  return lines(
    ...staff.map(({ platform, account, role, name }) =>
      peopleTexts.staffLine({
        identity: quote(`${platform}:${account}`),
        role: role === 'owner' ? peopleTexts.owner() : peopleTexts.staff(),
        name,
      }),
    ),
  );
}

async function keepAnOwner(trx: Trx, address: IdentityAddress, role: Role): Promise<void> {
  if (role === 'owner') return;
  const known = await findIdentity(trx, address);
  if (known?.role !== 'owner' || (await countOwners(trx)) > 1) return;
  throw new UserError(peopleTexts.refuseLastOwner({ identity: quote(`${address.platform}:${address.account}`) }));
}

/** How many incidents are listed. */
const INCIDENTS = 10;

async function incidents(turn: Turn): Promise<void> {
  const rows = await turn.trx.selectFrom('incident').selectAll().orderBy('at', 'desc').limit(INCIDENTS).execute();
  const listed = rows.map(({ id, at, origin, error }) =>
    peopleTexts.incidentLine({ id, at: when(at), origin, error: quote(error.split('\n')[0]!.slice(0, 120)) }),
  );
  turn.reply(listed.length > 0 ? lines(...listed) : peopleTexts.noIncidents());
}

const commands: readonly Command[] = [
  {
    name: 'staff add',
    role: 'owner',
    usage: '<platform:account> [--owner]',
    summary: () => peopleTexts.staffAddSummary(),
    options: ['owner'],
    async run(turn, { words, options }) {
      turn.reply(await addStaff(turn, words[0] ?? '', options['owner'] ? 'owner' : 'staff'));
    },
  },
  {
    name: 'staff remove',
    role: 'owner',
    usage: '<platform:account>',
    summary: () => peopleTexts.staffRemoveSummary(),
    async run(turn, { words }) {
      turn.reply(await removeStaff(turn, words[0] ?? ''));
    },
  },
  {
    name: 'staff list',
    role: 'staff',
    usage: '',
    summary: () => peopleTexts.staffListSummary(),
    async run(turn) {
      turn.reply(await staffList(turn.trx));
    },
  },
  {
    name: 'incident list',
    role: 'staff',
    usage: '',
    summary: () => peopleTexts.incidentListSummary(),
    run: incidents,
  },
];

/** `flows` gives those of the program that keep rows of persons and rooms; the keyring makes the codes by which people are known again. */
export function peopleFlow(flows: () => readonly Flow[], keyring: Keyring): Flow {
  return {
    name: 'people',
    words: [...peopleWords, ...contactWords, homeWord(flows), ...codeWords(flows, keyring)],
    commands: [...commands, ...tagCommands, roomMoved(flows)],
    delivered: forgetSaid(CODE_TOPIC),
  };
}
