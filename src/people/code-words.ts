// `mycode` and `iam CODE`: how people are known again where a platform gives them another account with each login.
import type { Flow, Turn, Word } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { codeHashes, drawCode, readCode, shownCode } from '../keep/code.ts';
import type { Keyring } from '../keep/keys.ts';
import { when } from '../text/when.ts';
import { barredUntil, dropCode, MOST_WRONG, noteWrong, storeCode, takeCode } from './code-store.ts';
import { codeTexts } from './code-text.ts';
import { moveIdentity } from './merge.ts';

/** Names the keys that personal codes are drawn and hashed with: what is stored would not be known under another. */
const PURPOSE = 'people/code';
/** Begins the topics of messages that tell a code: once they are said, their text is forgotten. */
export const CODE_TOPIC = `${PURPOSE}/`;

export function codeWords(flows: () => readonly Flow[], keyring: Keyring): readonly Word[] {
  return [
    {
      words: ['mycode', '我的口令'],
      where: ({ stableIds }) => !stableIds,
      summary: codeTexts.mineSummary,
      run: (turn) => giveCode(turn, keyring),
    },
    {
      words: ['iam', '我是'],
      arguments: true,
      where: ({ stableIds }) => !stableIds,
      summary: codeTexts.iamSummary,
      run: (turn, rest) => comeBack(turn, rest, flows(), keyring),
    },
  ];
}

/** Codes are needed and possible here; else a UserError says which is not so. */
function refuseElsewhere({ message, capabilities }: Turn, keyring: Keyring): void {
  if (capabilities(message.platform).stableIds) throw new UserError(codeTexts.refuseStable());
  if (keyring.length === 0) throw new UserError(codeTexts.refuseNoKey());
}

async function giveCode(turn: Turn, keyring: Keyring): Promise<void> {
  refuseElsewhere(turn, keyring);
  if (turn.message.room !== undefined) throw new UserError(codeTexts.refuseRoom());
  await sendCode(turn, keyring, (code) => codeTexts.mine({ code }));
}

/** Makes a code, and says it in a direct message, wherever it was asked for: in a room everybody could use it. */
async function sendCode(
  turn: Turn,
  keyring: Keyring,
  phrase: (code: string) => ReturnType<typeof codeTexts.mine>,
): Promise<void> {
  const { platform, account, event } = turn.message;
  const code = drawCode(keyring, PURPOSE, turn.newId());
  await storeCode(turn, { platform, account }, codeHashes(keyring, PURPOSE, platform, code)[0]!);
  const topic = `${CODE_TOPIC}${turn.newId()}`;
  const reader = { language: turn.person.language ?? turn.language, zone: turn.person.zone ?? turn.installation.zone };
  turn.send({ platform, account }, phrase(shownCode(code)), { kind: 'reply', reader, re: event, topic, dedupe: topic });
}

async function comeBack(turn: Turn, rest: string, flows: readonly Flow[], keyring: Keyring): Promise<void> {
  refuseElsewhere(turn, keyring);
  const { platform, account } = turn.message;
  const to = { platform, account };
  const read = readCode(rest);
  if (read.type === 'none') throw new UserError(codeTexts.refuseNoCode());
  if (read.type === 'slip') throw new UserError(codeTexts.refuseSlip());
  const until = await barredUntil(turn, to);
  if (until !== undefined) throw new UserError(codeTexts.refuseTooMany({ most: MOST_WRONG, until: when(until) }));
  const known = await takeCode(turn.trx, platform, codeHashes(keyring, PURPOSE, platform, read.code));
  if (!known) {
    await noteWrong(turn, to);
    return turn.reply(codeTexts.wrong());
  }
  if (known.account === account) {
    await storeCode(turn, to, known.hash);
    return turn.reply(codeTexts.already());
  }
  await dropCode(turn.trx, to);
  await moveIdentity(turn, flows, known, to);
  await greet(turn, keyring);
}

/** From here on the turn speaks to the person they were before. */
async function greet(turn: Turn, keyring: Keyring): Promise<void> {
  const { platform, account, room } = turn.message;
  const person = await turn.trx
    .selectFrom('person')
    .innerJoin('identity', 'identity.person_id', 'person.id')
    .select(['person.name', 'person.language', 'person.zone'])
    .where('identity.platform', '=', platform)
    .where('identity.account', '=', account)
    .executeTakeFirstOrThrow();
  turn.person.language = (person.language ?? undefined) as typeof turn.person.language;
  turn.person.zone = person.zone ?? undefined;
  const { name } = person;
  if (room !== undefined) turn.reply(codeTexts.backHere({ name }));
  await sendCode(turn, keyring, (code) => codeTexts.back({ name, code }));
}
