// What is measured. Each workload gives its figures and how many of the final rows were wrong.
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { flows } from '../../flows/index.ts';
import type { Database } from '../../src/db/open.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { quote } from '../../src/text/phrase.ts';
import { broadcast, broadcastPlan } from './broadcast.ts';
import { claim, redmi, soldOut } from './claims.ts';
import { deliveries } from './deliveries.ts';
import { measuredAnswers, measuredDialog } from './dialog-script.ts';
import { feedbackQueue, feedbackSimilar, feedbackTop } from './feedback.ts';
import { countRows, drive, type Figures, message, open } from './harness.ts';
import { answersOnRecord, liveQuizzes } from './live-quiz.ts';
import { slackHttp } from './slack-http.ts';

export type Workload = (database: Database, messages: number) => Promise<Figures>;

const IN_FLIGHT = 512;

/** A word answered by a command's reply, and a word that begins the measured dialog. */
const benchFlow: Flow = {
  name: 'bench',
  commands: [],
  words: [
    { words: ['ping'], summary: () => quote('ping'), run: (turn) => turn.reply(quote('pong')) },
    { words: ['begin'], summary: () => quote('begin'), run: (turn) => turn.begin('measured@1') },
  ],
  dialogs: () => [measuredDialog()],
};

/** One in five messages is of somebody new. */
const echo: Workload = async (database, messages) => {
  const setting = await open(database, [...flows, benchFlow]);
  const persons = Math.max(1, Math.floor(messages / 5));
  const figures = await drive(setting, messages, IN_FLIGHT, (index) => {
    const person = index % 5 === 0 ? index / 5 : scatter(index) % Math.max(1, Math.floor(index / 5));
    return message(`p${person % persons}`, `e-${scatter(index)}`, 'ping');
  });
  const wrong =
    Math.abs((await countRows(database, 'seen')) - messages) +
    Math.abs((await countRows(database, 'outbox')) - messages) +
    Math.abs(setting.delivered() - messages);
  await setting.engine.stop();
  return { ...figures, wrong };
};

const QUIZZES = 4;
const ROOMS = 5;

/** Four live quizzes in five rooms each; everyone answers once in each of them, privately acknowledged, all stored with their verdict. */
const answers: Workload = async (database, messages) => {
  const setting = await open(database, flows);
  const rooms = (quiz: number) => Array.from({ length: ROOMS }, (_, room) => `terminal:room${quiz}-${room}`);
  await liveQuizzes(
    setting,
    Array.from({ length: QUIZZES }, (_, quiz) => rooms(quiz)),
  );
  const persons = Math.ceil(messages / QUIZZES);
  const figures = await drive(setting, messages, IN_FLIGHT, (index) => {
    const quiz = Math.floor(index / persons);
    const room = `room${quiz}-${index % ROOMS}`;
    return message(`p${index % persons}`, `a-${scatter(index)}`, 'ABCD'[index % 4]!, { room });
  });
  const wrong = await answersOnRecord(setting, messages);
  await setting.engine.stop();
  return { ...figures, wrong };
};

const DIALOG_PERSONS = 2000;

/** A dialog of three questions, 2,000 persons interleaved: four turns each. */
const dialog: Workload = async (database, messages) => {
  const setting = await open(database, [benchFlow]);
  const turns = measuredAnswers.length;
  const figures = await drive(setting, messages, IN_FLIGHT, (index) => {
    const round = Math.floor(index / DIALOG_PERSONS);
    return message(`p${index % DIALOG_PERSONS}`, `d-${index}`, measuredAnswers[round % turns]!);
  });
  const wrong = Math.abs((await countRows(database, 'outbox')) - messages);
  await setting.engine.stop();
  return { ...figures, wrong };
};

/** One message at a time, from accept until it was delivered. */
const quiet: Workload = async (database, messages) => {
  const setting = await open(database, [...flows, benchFlow]);
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let index = 0; index < messages; index += 1) {
    const delivered = setting.delivered();
    const at = performance.now();
    await setting.engine.accept(message(`p${index % 100}`, `q-${index}`, 'ping'));
    while (setting.delivered() === delivered) await new Promise(setImmediate);
    latencies.push(performance.now() - at);
  }
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const figure = (share: number) => Math.round((latencies[Math.floor(messages * share)] ?? 0) * 100) / 100;
  const wrong = Math.abs((await countRows(database, 'outbox')) - messages);
  await setting.engine.stop();
  return {
    per_second: Math.round(messages / seconds),
    p50_ms: figure(0.5),
    p99_ms: figure(0.99),
    cpu_us_per_message: Math.round((used.user + used.system) / messages),
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    messages,
    wrong,
  };
};

/** The same echo with a million messages: whether memory stays flat. */
const memory: Workload = echo;

/** Known persons and a steady load below what the machine can do: what `flood` is compared with. */
const calm: Workload = (database, messages) => steady(database, messages, 0);

/** The same, while one more member sends 100 messages a second: what the others feel of it, in the p99. */
const flood: Workload = (database, messages) => steady(database, messages, 100);

const STEADY_IN_FLIGHT = 64;

async function steady(database: Database, messages: number, floodPerSecond: number): Promise<Figures> {
  const setting = await open(database, [...flows, benchFlow]);
  let flooded = 0;
  let flooding = floodPerSecond > 0;
  const flooder = (async () => {
    const sent: Promise<void>[] = [];
    while (flooding) {
      sent.push(setting.engine.accept(message('flooder', `f-${flooded++}`, 'ping')));
      await wait(1000 / floodPerSecond);
    }
    await Promise.all(sent);
  })();
  const figures = await drive(setting, messages, STEADY_IN_FLIGHT, (index) =>
    message(`p${scatter(index) % 20_000}`, `e-${index}`, 'ping'),
  );
  flooding = false;
  await flooder;
  const wrong = Math.abs((await countRows(database, 'outbox')) - messages - flooded);
  await setting.engine.stop();
  return { ...figures, wrong };
}

/** Ids as platforms give them: unique, in no order. */
function scatter(index: number): number {
  return (index * 2_654_435_761) % 4_294_967_296;
}

/** By name. */
export const workloads: Readonly<Record<string, Workload>> = {
  ...{ echo, answers, dialog, quiet, memory, calm, flood, deliveries },
  claim,
  'sold-out': soldOut,
  'redmi-100k': redmi(100_000),
  'redmi-1m': redmi(1_000_000),
  'redmi-7m': redmi(7_500_000),
  'broadcast-plan': broadcastPlan,
  'broadcast-send': broadcast,
  'feedback-top': feedbackTop,
  'feedback-similar': feedbackSimilar,
  'feedback-queue': feedbackQueue,
  'slack-http': (database, messages) => slackHttp(database, messages, flows),
};
