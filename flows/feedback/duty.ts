// Areas and duty, as staff set them.
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { parseWeek, weeksFrom } from '../../src/schedule/weeks.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, quote } from '../../src/text/phrase.ts';
import { answerTexts as texts } from './answer-text.ts';
import { boardMeant } from './board.ts';
import { rotaOf, settleWeek } from './duty-store.ts';
import { staffMeant } from './status.ts';

const areaSet: Command = {
  name: 'area set',
  role: 'staff',
  usage: '<area> --owner platform:account [--backup platform:account] [--lead platform:account] [--board slug]',
  summary: texts.summaryAreaSet,
  options: ['owner', 'backup', 'lead', 'board'],
  async run(turn, { words: [written], options }) {
    const { owner, board: slug } = options;
    if (written === undefined || typeof owner !== 'string') throw new UserError(texts.usageArea());
    const board = await boardMeant(turn, typeof slug === 'string' ? slug : undefined);
    const area = fold(written);
    const names = board.definition.areas.map(({ name }) => name);
    if (!names.includes(area)) {
      if (names.length === 0) throw new UserError(texts.areaNone({ title: board.title }));
      throw new UserError(texts.refuseArea({ area: quote(written.slice(0, 40)), areas: names.join(', ') }));
    }
    const [first, second, third] = await Promise.all(
      [owner, options['backup'], options['lead']].map((one) =>
        typeof one === 'string' ? staffMeant(turn, one) : undefined,
      ),
    );
    const row = {
      owner_id: first!.person_id,
      backup_id: second?.person_id ?? null,
      lead_id: third?.person_id ?? null,
    };
    await turn.trx
      .insertInto('feedback_area')
      .values({ campaign_id: board.id, area, ...row })
      .onConflict((conflict) => conflict.columns(['campaign_id', 'area']).doUpdateSet(row))
      .execute();
    const nobody = texts.nobody();
    turn.reply(
      texts.areaSet({ area, owner: first!.name, backup: second?.name ?? nobody, lead: third?.name ?? nobody }),
    );
  },
};

const areaList: Command = {
  name: 'area list',
  role: 'staff',
  usage: '[board]',
  summary: texts.summaryAreaList,
  async run(turn, { words: [slug] }) {
    const board = await boardMeant(turn, slug);
    const { title, definition } = board;
    if (definition.areas.length === 0) return turn.reply(texts.areaNone({ title }));
    const rows = await turn.trx.selectFrom('feedback_area').selectAll().where('campaign_id', '=', board.id).execute();
    const name = await names(
      turn,
      rows.flatMap(({ owner_id, backup_id, lead_id }) => [owner_id, backup_id, lead_id]),
    );
    const shown = definition.areas.map(({ name: area }) => {
      const row = rows.find((one) => one.area === area);
      return texts.areaSet({
        area,
        owner: name(row?.owner_id),
        backup: name(row?.backup_id),
        lead: name(row?.lead_id),
      });
    });
    turn.reply(lines(texts.areaHead({ title }), ...shown));
  },
};

async function names({ trx }: Turn, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const rows =
    wanted.length > 0 ? await trx.selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute() : [];
  return (id: string | null | undefined) => rows.find((row) => row.id === id)?.name ?? texts.nobody();
}

const MOST_WEEKS = 12;

const dutyShow: Command = {
  name: 'duty show',
  role: 'staff',
  usage: '[board] [--weeks n]',
  summary: texts.summaryDutyShow,
  options: ['weeks'],
  async run(turn, { words: [slug], options }: Arguments) {
    const board = await boardMeant(turn, slug);
    const { title } = board;
    if (board.definition.duty.length === 0) return turn.reply(texts.dutyNone({ title }));
    const count = Math.min(Math.max(Math.floor(Number(options['weeks'] ?? 4)) || 4, 1), MOST_WEEKS);
    const weeks = weeksFrom(turn.now, board.zone, count);
    const rota = await rotaOf(turn.trx, board, weeks);
    const name = await names(turn, [...rota.values()]);
    turn.reply(
      lines(texts.dutyHead({ title }), ...weeks.map((week) => texts.dutyLine({ week, name: name(rota.get(week)) }))),
    );
  },
};

const dutySwap: Command = {
  name: 'duty swap',
  role: 'staff',
  usage: '<week> platform:account [board]',
  summary: texts.summaryDutySwap,
  async run(turn, { words: [written, identity, slug] }) {
    if (written === undefined || identity === undefined) throw new UserError(texts.usageSwap());
    const week = parseWeek(written);
    if (week === undefined) throw new UserError(texts.refuseWeek({ week: quote(written.slice(0, 20)) }));
    const board = await boardMeant(turn, slug);
    const staff = await staffMeant(turn, identity);
    const before = (await rotaOf(turn.trx, board, [week])).get(week) ?? staff.person_id;
    await settleWeek(turn, board.id, week, staff.person_id, before);
    turn.reply(texts.swapped({ week, name: staff.name }));
  },
};

export const dutyCommands: readonly Command[] = [areaSet, areaList, dutyShow, dutySwap];
