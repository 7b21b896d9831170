// What somebody means who writes topics behind a word: "release on", 新版 问答 关.
import { fold } from '../text/normalise.ts';
import { type Topic, topics } from './topics.ts';

const names: Readonly<Record<Topic, readonly string[]>> = {
  release: ['release', 'releases', '新版'],
  quiz: ['quiz', 'quizzes', '问答'],
  survey: ['survey', 'surveys', '调研'],
  order: ['order', 'orders', '订单'],
  meetup: ['meetup', 'meetups', '同城'],
};
const ON = ['on', 'yes', '开', '开启', '打开', '订阅'];
const OFF = ['off', 'no', '关', '关闭', '退订'];

export type Asked =
  | { type: 'set'; topics: Topic[]; given: boolean }
  /** Topics alone, without on or off. */
  | { type: 'named'; topics: Topic[] }
  | { type: 'unclear' };

/** Nothing longer than all topics with both switches is read. */
const MOST_WORDS = 20;

/** Reads topics with one on or off; unclear where any word is neither. */
export function readTopics(text: string): Asked {
  const words = fold(text)
    .split(/[\s,，、;；]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_WORDS) return { type: 'unclear' };
  const switches = words.filter((word) => ON.includes(word) || OFF.includes(word));
  const named = words.filter((word) => !switches.includes(word)).map(topicOf);
  const found = topics.filter((topic) => named.includes(topic));
  if (found.length === 0 || named.includes(undefined) || new Set(switches).size > 1) return { type: 'unclear' };
  const [last] = switches;
  return last === undefined
    ? { type: 'named', topics: found }
    : { type: 'set', topics: found, given: ON.includes(last) };
}

/** Topics alone, as they stand behind "stop" and "start"; undefined where it is anything else. */
export function readNamed(text: string): Topic[] | undefined {
  const asked = readTopics(text);
  return asked.type === 'named' ? asked.topics : undefined;
}

function topicOf(word: string): Topic | undefined {
  return topics.find((topic) => names[topic].includes(word));
}
