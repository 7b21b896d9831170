// `preorder new`: a pre-order made in chat. Campaign files do the same, and can say more (example.yaml).
import { faultsOf } from '../../src/campaigns/schema-faults.ts';
import { approveCampaign } from '../../src/campaigns/service.ts';
import { addRooms, createCampaign, slugPattern } from '../../src/campaigns/store.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { fold } from '../../src/text/normalise.ts';
import { quote } from '../../src/text/phrase.ts';
import { parseInstant, when } from '../../src/text/when.ts';
import { definitionSchema } from './definition.ts';
import { life } from './life.ts';
import { KIND } from './preorder.ts';
import { staffTexts } from './staff-text.ts';

const LONGEST_TITLE = 80;

export const newCommand: Command = {
  name: 'preorder new',
  role: 'staff',
  usage:
    '<slug> ["title"] --lanes "public:100" [--rule first-come|draw] [--opens "fri 10:00"] [--closes …] [--confirm-within 24h] [--hold 24h] [--per-person n] [--group n] [--signup optional|required]',
  summary: staffTexts.summaryNew,
  options: ['lanes', 'rule', 'opens', 'closes', 'confirm-within', 'hold', 'per-person', 'group', 'signup'],
  run: makePreorder,
};

async function makePreorder(turn: Turn, { words: [written, given], options }: Arguments): Promise<void> {
  const { lanes, rule, hold, signup, group } = options;
  if (written === undefined || typeof lanes !== 'string') throw new UserError(staffTexts.usageNew());
  const slug = fold(written);
  if (!slugPattern.test(slug)) throw new UserError(staffTexts.refuseSlug({ slug: quote(written.slice(0, 60)) }));
  const definition = {
    lanes: lanes.split(/[,，]/).map(readLane),
    ...(rule !== undefined && { rule }),
    ...(options['confirm-within'] !== undefined && { confirm_within: options['confirm-within'] }),
    ...(hold !== undefined && { hold }),
    ...(signup !== undefined && { signup }),
    ...(group !== undefined && { group: Number(group) }),
    ...(options['per-person'] !== undefined && { per_person: Number(options['per-person']) }),
  };
  const [flaw] = faultsOf(definitionSchema, definition);
  if (flaw) throw new UserError(staffTexts.refuseDefinition({ where: flaw.path.join('.'), ...flaw }));
  const title =
    Array.from((given ?? slug).replace(/\s+/g, ' ').trim())
      .slice(0, LONGEST_TITLE)
      .join('') || slug;
  const opensAt = readOption(turn, options['opens']);
  const made = await createCampaign(turn, {
    ...{ kind: KIND, slug, title, definition, opensAt, closesAt: readOption(turn, options['closes']) },
    ...{ language: guessLanguage(title) ?? turn.language, zone: turn.installation.zone },
  });
  if (made.type === 'taken') throw new UserError(staffTexts.refuseTaken({ slug }));
  const { platform, room } = turn.message;
  if (room !== undefined) await addRooms(turn.trx, made.campaign.id, [{ platform, room }]);
  await approveCampaign(turn, life, made.campaign);
  turn.reply(
    opensAt === undefined
      ? staffTexts.created({ title, slug })
      : staffTexts.createdOpens({ title, slug, when: when(opensAt) }),
  );
}

function readOption(turn: Turn, written: string | true | undefined): number | undefined {
  if (written === undefined) return undefined;
  const at = typeof written === 'string' ? parseInstant(written, turn.installation.zone, turn.now) : undefined;
  if (at === undefined) throw new UserError(staffTexts.refuseInstant({ written: quote(String(written).slice(0, 40)) }));
  if (at <= turn.now) throw new UserError(staffTexts.refusePast({ when: when(at) }));
  return at;
}

/** `name:places`, `vip:20:tag=vip`, `gold:20:points=100`, `old:20:since=2026-01-01`, `fcode:20:code`, and `>public@30m` behind any. */
function readLane(written: string): unknown {
  const match = /^([^:>@]{1,60}):(\d{1,9})(?::([^>@]{1,60}))?(?:>([^@]{1,60})@(\w{1,12}))?$/.exec(written.trim());
  const who = match && readWho(match[3]);
  if (!match || who === undefined)
    throw new UserError(staffTexts.refuseLanes({ lane: quote(written.trim().slice(0, 60)) }));
  const [, name, size, , to, after] = match;
  const spill = to === undefined ? {} : { spill_to: to.trim(), spill_after: after };
  return { name: name!.trim(), size: Number(size), who, ...spill };
}

function readWho(written = 'everyone'): unknown {
  const [key = '', value] = written.trim().split('=');
  if (value === undefined) return key === 'everyone' || key === 'code' ? key : undefined;
  if (key === 'points') return { points: Number(value) };
  return key === 'tag' || key === 'since' ? { [key]: value } : undefined;
}
