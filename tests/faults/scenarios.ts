// What happens in the fault tests: acts of people and of the clock, as data, so that each can be repeated after a crash.

/** Somebody says something. `means` is what must remain of it, once, whatever goes wrong. */
export interface Saying {
  type: 'says';
  account: string;
  room?: string;
  text: string;
  edited?: true;
  /** `answer`: a row in the log of the quiz. `act`: a line in the audit log, of `audited` or the text itself. */
  means: 'answer' | 'act' | 'word' | 'nothing';
  audited?: string;
}

export interface Waiting {
  type: 'later';
  ms: number;
  /** The clock stops at least so often, ms: what is tried again after something went wrong has no timer at which it would. */
  step: number;
}

export type Act = Saying | Waiting;

export interface Scenario {
  name: string;
  /** Undisturbed, to get there. */
  before: readonly Act[];
  /** The part in which things go wrong. */
  acts: readonly Act[];
  /** Undisturbed again, to the end of the game. */
  after: readonly Act[];
}

const later = (seconds: number, step = 20): Waiting => ({ type: 'later', ms: seconds * 1000, step: step * 1000 });
const said = (account: string, text: string, means: Saying['means'] = 'word'): Saying => ({
  type: 'says',
  account,
  text,
  means,
});
const staff = (text: string): Saying => said('boss', text, 'act');
const answers = (account: string, text: string): Saying => ({ ...said(account, text, 'answer'), room: 'fans' });
const alone = (account: string, text: string): Saying => said(account, text, 'answer');

// The quizzes are those of stage.ts: 60 s a question, 60 s between two. The first question comes 15 s after the opening, and up to 11 s
// later where something goes wrong; nobody answers near the end of a question, so that no delay changes a verdict.
const playing = [staff('quiz open duel'), later(30)];
const end = [later(300, 60)];

export const turn: Scenario = {
  name: 'a quiz turn',
  before: playing,
  acts: [answers('amy', 'B')],
  after: end,
};

export const opening: Scenario = {
  name: 'open, joined, asked, answered right, wrong and late',
  before: [],
  acts: [
    said('amy', '抢答'),
    staff('quiz open duel'),
    said('amy', '抢答'),
    later(30),
    alone('amy', 'B'),
    answers('bob', 'A'),
    later(85),
    answers('dan', 'B'),
  ],
  after: end,
};

export const course: Scenario = {
  name: 'decided, answered again, edited, next question, finished',
  before: playing,
  acts: [
    answers('amy', 'B'),
    later(1),
    answers('amy', 'B'),
    answers('bob', '2'),
    later(100),
    answers('amy', '四'),
    { ...answers('bob', '4'), edited: true },
    answers('cat', '5'),
    later(200),
    said('amy', '排行榜'),
  ],
  after: end,
};

export const pausing: Scenario = {
  name: 'paused, resumed, closed by a confirmed command',
  before: [...playing, answers('amy', 'B')],
  acts: [
    staff('quiz pause duel'),
    { ...answers('bob', 'B'), means: 'nothing' },
    staff('quiz resume duel'),
    later(30),
    answers('bob', '4'),
    said('boss', 'quiz close duel'),
    { ...staff('duel'), audited: 'quiz close duel' },
  ],
  after: end,
};

export const stepByStep: Scenario = {
  name: 'next question by staff, to the end',
  before: [staff('quiz open staffed'), later(30), answers('amy', 'B')],
  acts: [later(110), staff('quiz next staffed'), later(20), answers('bob', '4'), later(110)],
  after: end,
};

export const dialog: Scenario = {
  name: 'a dialog, to a quiz with a question',
  before: [],
  acts: [
    staff('quiz new'),
    said('boss', 'tour'),
    said('boss', 'Grand tour'),
    said('boss', '1'),
    said('boss', '20'),
    staff('quiz ask tour "1 + 1" --answer 2'),
  ],
  after: [later(200, 60)],
};

export const scenarios: readonly Scenario[] = [turn, opening, course, pausing, stepByStep, dialog];
