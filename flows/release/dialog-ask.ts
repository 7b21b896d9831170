// The questions of the four-box report, in words and buttons.
import type { PhraseChoice } from '../../src/engine/scope.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { KEEP, SKIP } from './report-line.ts';
import type { Box, Flaw } from './report-rules.ts';
import { itemName, moodName, type Named, toldLine } from './report-say.ts';
import { reportTexts as texts } from './report-text.ts';

export type Step = 'mood' | 'best' | 'worst' | 'hope';

/** What the dialog knows: JSON, kept with the person until it ends. */
export interface Known {
  campaignId: string;
  releaseId: string;
  title: string;
  /** Of the release. */
  number: number;
  shipped: Named[];
  planned: Named[];
  said: Partial<Record<Step, Box>>;
  /** What they told before. */
  before?: { mood: number; best?: Named; worst?: Named; hope?: Named };
  step: Step;
  /** What was wrong with the last answer. */
  flaw?: Flaw | undefined;
}

/** So many items are offered; others are taken by their number. */
const OFFERED = 12;

/** What has not been answered yet and can be; undefined when that is all. */
export function nextStep(known: Known): Step | undefined {
  const { said } = known;
  if (said.mood === undefined) return 'mood';
  if (said.best === undefined && known.shipped.length > 0) return 'best';
  if (said.worst === undefined && itemsFor({ ...known, step: 'worst' }).length > 0) return 'worst';
  return said.hope === undefined && known.planned.length > 0 ? 'hope' : undefined;
}

/** What may be named now: the best one is not the worst one. */
function itemsFor({ step, shipped, planned, said, before }: Known): Named[] {
  if (step === 'hope') return planned;
  const best = said.best === KEEP ? before?.best?.number : said.best;
  return step === 'worst' ? shipped.filter(({ number }) => number !== best) : shipped;
}

/** What is asked, below what was wrong with the last answer, with the choices as they can be typed. */
export function ask(known: Known): Phrase {
  const { step, title, number, before, flaw } = known;
  const question = {
    mood: () => texts.askMood({ title, number }),
    best: texts.askBest,
    worst: texts.askWorst,
    hope: texts.askHope,
  }[step]();
  return lines(
    flaw && flawText(flaw),
    step === 'mood' && before && texts.before({ told: toldLine(before) }),
    question,
    ...choices(known).map(({ label }) => label),
  );
}

function flawText(flaw: Flaw): Phrase {
  if (flaw === 'mood') return texts.flawMood();
  return flaw === 'same' ? texts.flawSame() : texts.flawItem();
}

/** The value of an item is its number in the train: it can be typed in one line as well. */
export function choices(known: Known): PhraseChoice[] {
  const { step, before } = known;
  const keep = { label: texts.keep(), value: KEEP };
  if (step === 'mood') {
    const moods = [1, 2, 3, 4, 5].map((mood) => ({ label: moodName(mood), value: String(mood) }));
    return before ? [...moods, keep] : moods;
  }
  const items = itemsFor(known);
  const told = before?.[step];
  const keeps = told && (step === 'hope' || items.some(({ number }) => number === told.number));
  return [
    ...items.slice(0, OFFERED).map((item) => ({ label: itemName(item), value: String(item.number) })),
    ...(keeps ? [keep] : []),
    { label: texts.skip(), value: SKIP },
  ];
}
