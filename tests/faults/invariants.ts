// What must hold whatever went wrong: each violation is a sentence.
import { sql } from 'kysely';
import { read } from '../../flows/quiz/find.ts';
import { recounted } from '../../flows/quiz/log.ts';
import { listCampaigns } from '../../src/campaigns/store.ts';
import type { Delivery } from '../../src/chat/message.ts';
import type { Db } from '../../src/db/schema.ts';
import type { OutboxTable } from '../../src/db/schema-outbox.ts';
import { isSqlite } from '../../src/db/sets.ts';
import type { Told } from './play.ts';

/** Everything that is wrong in the rows. */
export async function violations(db: Db): Promise<string[]> {
  const rows = await readRows(db);
  return [
    ...(await rounds(db, rows)),
    ...timers(rows),
    ...answers(rows),
    ...points(rows),
    ...outbox(rows),
    ...(await keys(db)),
  ];
}

async function readRows(db: Db) {
  return {
    campaigns: await listCampaigns(db, { kind: 'quiz' }),
    rounds: await db.selectFrom('quiz_round').selectAll().execute(),
    answers: await db.selectFrom('quiz_answer').selectAll().execute(),
    points: await db.selectFrom('points').selectAll().execute(),
    timers: await db.selectFrom('timer').selectAll().execute(),
    outbox: await db.selectFrom('outbox').selectAll().execute(),
    seen: await db.selectFrom('seen').selectAll().execute(),
  };
}

type Rows = Awaited<ReturnType<typeof readRows>>;

/** At most one open question, and a live quiz always has something to come: the end of a question, or the next one. */
async function rounds(db: Db, { campaigns, rounds, timers }: Rows): Promise<string[]> {
  const wrong: string[] = [];
  for (const campaign of campaigns) {
    const { slug, status, id } = campaign;
    const open = rounds.filter((round) => round.campaign_id === id && round.status === 'open');
    const asks = timers.filter(({ key, failed_at }) => key === `quiz/${id}/ask` && failed_at === null);
    const closes = timers.filter(({ key, failed_at }) =>
      open.some((round) => key === `quiz/${round.id}/close` && failed_at === null),
    );
    if (open.length > 1) wrong.push(`${slug} has ${open.length} open questions`);
    if (status !== 'live' && open.length > 0) wrong.push(`${slug} is ${status} and has an open question`);
    if (closes.length !== open.length) wrong.push(`an open question of ${slug} never closes`);
    const quiz = read(campaign);
    if (status === 'live' && quiz.definition.advance === 'auto' && open.length + asks.length !== 1) {
      wrong.push(`${slug} is live with ${open.length} open questions and ${asks.length} to come`);
    }
    const numbers = rounds.filter((round) => round.campaign_id === id).map(({ number }) => number);
    wrong.push(...repeated(numbers.map((number) => `question ${number} of ${slug} was asked twice`)));
    const { different } = await recounted(db, quiz);
    if (different > 0) wrong.push(`the board of ${slug} and the recount from its log differ for ${different}`);
  }
  return wrong;
}

function timers({ timers, rounds, campaigns }: Rows): string[] {
  return timers.flatMap(({ flow, job, key, payload, failed_at }) => {
    if (failed_at !== null) return [`the timer ${key} was given up`];
    if (flow !== 'quiz') return [];
    const { roundId, campaignId } = JSON.parse(payload) as { roundId?: string; campaignId?: string };
    const alive =
      job === 'close'
        ? rounds.some(({ id, status }) => id === roundId && status === 'open')
        : campaigns.some(({ id, status }) => id === campaignId && status === 'live');
    return alive ? [] : [`the timer ${key} has nothing to ${job}`];
  });
}

/** One answer a message, one try a person and question. */
function answers({ answers, seen }: Rows): string[] {
  const arrivals = new Set(seen.map(({ arrival }) => arrival));
  const tries = answers.filter(({ verdict }) => verdict === 'correct' || verdict === 'wrong');
  return [
    ...answers.flatMap(({ text, arrival }) =>
      arrivals.has(arrival) ? [] : [`the answer ${text} is of a message that was never marked as seen`],
    ),
    ...repeated(tries.map(({ round_id, person_id }) => `${person_id} has two tries at ${round_id}`)),
    ...repeated(
      answers.map(({ person_id, text, sent_at }) => `the answer ${text} of ${person_id} at ${sent_at} is there twice`),
    ),
  ];
}

function points({ points, rounds }: Rows): string[] {
  const closed = new Set(rounds.filter(({ status }) => status === 'closed').map(({ id }) => id));
  return [
    ...repeated(points.map(({ source }) => `${source} counts twice`)),
    ...points.flatMap(({ source }) =>
      closed.has(source.split('/')[1] ?? '') ? [] : [`${source} is of a question that has not ended`],
    ),
  ];
}

/** What was said is of turns and questions that happened, and a question was put to each room once. */
function outbox({ outbox, seen, rounds }: Rows): string[] {
  const keys = new Set(seen.map(({ key }) => key));
  const known = new Set(rounds.map(({ id }) => `quiz/${id}`));
  const questions = outbox.filter(({ topic }) => topic !== null);
  return [
    ...outbox.flatMap(({ re, platform }) =>
      re === null || keys.has(`${platform}:${re}`) ? [] : [`${re} was answered and not marked as seen`],
    ),
    ...questions.flatMap(({ topic }) => (known.has(topic!) ? [] : [`${topic} was said and is not there`])),
    ...rounds.flatMap(({ id, number }) =>
      questions.some(({ topic }) => topic === `quiz/${id}`) ? [] : [`question ${number} was never said`],
    ),
    ...repeated(questions.map(({ topic, room, account }) => `${topic} was said twice to ${room ?? account}`)),
  ];
}

async function keys(db: Db): Promise<string[]> {
  const homeless = await db
    .selectFrom('person')
    .leftJoin('identity', 'identity.person_id', 'person.id')
    .where('identity.account', 'is', null)
    .select('person.name')
    .execute();
  const broken = isSqlite(db) ? (await sql<{ table: string }>`pragma foreign_key_check`.execute(db)).rows : [];
  return [
    ...homeless.map(({ name }) => `${name} is a person without an identity`),
    ...broken.map(({ table }) => `a row of ${table} points nowhere`),
  ];
}

/** No half turn: whoever was acknowledged has the mark, the effect and the reply, or the mark and the word that it failed. */
export async function halfTurns(db: Db, told: readonly Told[]): Promise<string[]> {
  const { seen, answers, outbox } = await readRows(db);
  const audit = await db.selectFrom('audit').selectAll().execute();
  return told.flatMap(({ event, saying, failed }) => {
    const who = `${saying.account}'s "${saying.text}" (${event})`;
    const marks = seen.filter(({ key }) => key === `terminal:${event}`);
    if (marks.length !== 1) return [`${who} has ${marks.length} marks`];
    const replies = outbox.filter(({ re }) => re === event).length;
    const wanted = saying.means === 'nothing' && !failed ? 0 : 1;
    const wrong = replies === wanted ? [] : [`${who} has ${replies} replies`];
    if (saying.means !== 'answer' && saying.means !== 'act') return wrong;
    const command = saying.audited ?? saying.text;
    const effects =
      saying.means === 'answer'
        ? answers.filter(({ arrival }) => arrival === marks[0]!.arrival).length
        : audit.filter((act) => act.command === command && act.outcome === 'done').length;
    if (effects !== (failed ? 0 : 1)) wrong.push(`${who} has ${effects} effects`);
    return wrong;
  });
}

/** Replies are heard at least once, word for word, and what is sent of our own accord at most once; nothing is left lying. */
export async function misdelivered(db: Db, heard: readonly Delivery[]): Promise<string[]> {
  const rows = await db.selectFrom('outbox').selectAll().execute();
  const byId = new Map<string, Delivery[]>();
  for (const one of heard) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  const questions = heard.filter(({ text }) => /^第 \d+\/\d+ 题/.test(text));
  return [
    ...rows.flatMap((row) => fate(row, byId.get(row.id) ?? [])),
    ...heard.flatMap(({ id, text }) => (rows.some((row) => row.id === id) ? [] : [`"${text}" was said by no turn`])),
    ...repeated(questions.map(({ address, text }) => `${address.room ?? address.account} heard "${text}" twice`)),
  ];
}

function fate(row: OutboxTable, heard: readonly Delivery[]): string[] {
  const { text } = JSON.parse(row.body) as { text: string };
  const what = `${row.kind} "${text}" (${row.state})`;
  const wrong: string[] = [];
  if (row.state === 'pending' || row.state === 'sending') wrong.push(`${what} was left lying`);
  if (row.state === 'failed') wrong.push(`${what} failed`);
  if (row.state === 'suppressed' && row.reason !== 'expired' && row.reason !== 'withdrawn')
    wrong.push(`${what} was suppressed: ${row.reason}`);
  if (row.state === 'sent' && heard.length === 0) wrong.push(`${what} was not heard`);
  if (row.kind === 'campaign' && heard.length > 1) wrong.push(`${what} was heard ${heard.length} times`);
  if (heard.some((one) => one.text !== text)) wrong.push(`${what} was heard in other words`);
  return wrong;
}

/** What a game has come to, without ids and times: the same for every undisturbed run. */
export async function outcome(db: Db) {
  const log = await db
    .selectFrom('quiz_answer as answer')
    .innerJoin('quiz_round as round', 'round.id', 'answer.round_id')
    .innerJoin('person', 'person.id', 'answer.person_id')
    .select(['round.number', 'round.status', 'person.name', 'answer.text', 'answer.verdict'])
    .execute();
  const board = await db
    .selectFrom('points')
    .innerJoin('person', 'person.id', 'points.person_id')
    .groupBy('person.name')
    .select((row) => ['person.name', row.fn.sum<number>('amount').as('points')])
    .execute();
  // What the clock of this machine passed over before the game is no part of it.
  const said = await db
    .selectFrom('outbox')
    .selectAll()
    .where('kind', '<>', 'reply')
    .where((row) => row.or([row('dedupe', 'is', null), row('dedupe', 'not like', 'schedule/%')]))
    .execute();
  const campaigns = await listCampaigns(db);
  return {
    campaigns: campaigns.map(({ slug, status }) => `${slug} ${status}`).sort(),
    log: log.map((row) => `${row.number} ${row.status} ${row.name} ${row.text} ${row.verdict}`).sort(),
    board: board.map((row) => `${row.name} ${Number(row.points)}`).sort(),
    said: said
      .map(({ room, account, body }) => `${room} ${account} ${(JSON.parse(body) as { text: string }).text}`)
      .sort(),
  };
}

function repeated(sentences: readonly string[]): string[] {
  return [...new Set(sentences.filter((one, index) => sentences.indexOf(one) !== index))];
}
