// `release new` and `release set`: a train made in chat, and changed while it runs. Campaign files do the same (example.yaml).
import { faultsOf } from '../../src/campaigns/schema-faults.ts';
import { openCampaign } from '../../src/campaigns/service.ts';
import { addRooms, amendDefinition, createCampaign, slugPattern } from '../../src/campaigns/store.ts';
import type { Arguments, Command } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { fold } from '../../src/text/normalise.ts';
import { quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { definitionSchema } from './definition.ts';
import { life } from './life.ts';
import { planNext, replan, scheduleTrain } from './planning.ts';
import { staffTexts as texts } from './staff-text.ts';
import { currentRelease, holdCurrent } from './store.ts';
import { isRunning, KIND, read, trainNamed } from './train.ts';

const LONGEST_TITLE = 80;
const OPTIONS = [
  ...['announce', 'freeze', 'late', 'votes', 'yes', 'window', 'tallies'],
  ...['fallback', 'link', 'report', 'minimum', 'metric', 'ties'],
];

export const newCommand: Command = {
  name: 'release new',
  role: 'staff',
  usage: '<slug> ["title"] [--announce "fri 17:00"] [--votes 10] [--yes 60] [--fallback skip|silent|announce] …',
  summary: texts.summaryNew,
  options: OPTIONS,
  async run(turn, { words: [written, given], options }) {
    if (written === undefined) throw new UserError(texts.usageNew());
    const slug = fold(written);
    if (!slugPattern.test(slug)) throw new UserError(texts.refuseSlug({ slug: quote(written.slice(0, 60)) }));
    const title =
      Array.from((given ?? slug).replace(/\s+/g, ' ').trim())
        .slice(0, LONGEST_TITLE)
        .join('') || slug;
    const made = await createCampaign(turn, {
      ...{ kind: KIND, slug, title, definition: checked({}, options) },
      ...{ language: guessLanguage(title) ?? turn.language, zone: turn.installation.zone },
    });
    if (made.type === 'taken') throw new UserError(texts.refuseTaken({ slug }));
    const { platform, room } = turn.message;
    if (room !== undefined) await addRooms(turn.trx, made.campaign.id, [{ platform, room }]);
    await openCampaign(turn, life, made.campaign);
    const { slot_at, freeze_at } = (await currentRelease(turn.trx, made.campaign.id))!;
    const { zone } = made.campaign;
    turn.reply(texts.created({ title, slug, when: when(slot_at, zone), freeze: when(freeze_at, zone) }));
  },
};

export const setCommand: Command = {
  name: 'release set',
  role: 'staff',
  usage: '[slug] [--announce "thu 18:00"] [--freeze 24h] [--votes 10] …',
  summary: texts.summarySet,
  options: OPTIONS,
  async run(turn, { words: [slug], options }) {
    const before = await trainNamed(turn, slug);
    if (!isRunning(before)) throw new UserError(texts.refuseNotRunning({ title: before.title, slug: before.slug }));
    if (Object.keys(options).length === 0) throw new UserError(texts.usageSet());
    const definition = checked(before.definition, options);
    await amendDefinition(turn.trx, before.id, definition);
    const train = read({ ...before, definition });
    await scheduleTrain(turn, train);
    const current = await holdCurrent(turn.trx, train.id);
    const { slot_at, freeze_at } = current ? await replan(turn, train, current) : await planNext(turn, train, turn.now);
    turn.reply(
      texts.setDone({ title: train.title, when: when(slot_at, train.zone), freeze: when(freeze_at, train.zone) }),
    );
  },
};

/** The definition with what the options say. Throws a UserError where it cannot be so. */
function checked(before: object, options: Arguments['options']): unknown {
  const known = before as { vote?: object; report?: object; award?: object };
  const given = (names: readonly string[], read: (written: string) => unknown = (written) => written) =>
    Object.fromEntries(
      names.flatMap((name) => (options[name] === undefined ? [] : [[name, read(String(options[name]))]])),
    );
  const [opens, closes] = String(options['report'] ?? '').split(/[|｜]/);
  const definition = {
    ...before,
    ...given(['announce', 'freeze', 'late', 'fallback', 'link']),
    vote: { ...known.vote, ...given(['window', 'tallies']), ...given(['votes', 'yes'], Number) },
    report: { ...known.report, ...(opens && { opens: opens.trim() }), ...(closes && { closes: closes.trim() }) },
    award: { ...known.award, ...given(['metric', 'ties']), ...given(['minimum'], Number) },
  };
  const [flaw] = faultsOf(definitionSchema, definition);
  if (flaw) throw new UserError(texts.refuseDefinition({ where: flaw.path.join('.'), ...flaw }));
  return definition;
}
