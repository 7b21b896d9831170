// Tells everybody the news that waits for them: one message a person, however much there is.
import { z } from 'zod';
import { listOf, readAll, tableOf } from '../../src/db/sets.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { gathering, NEWS, PAGE, PAUSE } from './news.ts';
import { type Happened, newsMessage, type Story } from './news-say.ts';
import { itemsOf } from './store.ts';

const payloadSchema = z.object({ after: z.string() }).nullable();

interface Waiting {
  person_id: string;
  item_id: string;
  /** The first event they have not heard. */
  step: number;
}

/** A page of persons; the others at once, in transactions of their own. What is noted meanwhile waits for an hour. */
export const newsJob: Job = {
  name: gathering.job,
  async run(scope, payload) {
    const { after } = payloadSchema.parse(payload) ?? { after: '' };
    const persons = await nextPersons(scope, after);
    await tellNews(scope, persons);
    if (persons.length === PAGE) {
      return setTimer(scope, { ...gathering, due: scope.now, payload: { after: persons.at(-1)! } });
    }
    const [left] = await nextPersons(scope, '', 1);
    if (left !== undefined) await setTimer(scope, { ...gathering, due: scope.now + PAUSE });
  },
};

async function nextPersons({ trx }: Scope, after: string, most = PAGE): Promise<string[]> {
  const rows = await trx
    .selectFrom('feedback_news')
    .select('person_id')
    .distinct()
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(most)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

async function tellNews(scope: Scope, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const waiting = await takeWaiting(scope, personIds);
  const stories = await storiesOf(scope, waiting);
  const addresses = await addressesOf(scope.trx, personIds, { stopped: true });
  const heeded = await addressesOf(scope.trx, personIds);
  for (const [personId, rows] of groupBy(waiting, ({ person_id }) => person_id)) {
    const to = addresses.get(personId);
    if (!to) continue;
    const own = rows.flatMap((row) => storyFor(row, stories.get(row.item_id), !heeded.has(personId)));
    if (own.length === 0) continue;
    own.sort((one, other) => one.item.number - other.item.number);
    const { language = scope.installation.language, zone = scope.installation.zone } = to.reader;
    const { item, happened } = own[0]!;
    scope.send(to.address, newsMessage(own), {
      kind: 'service',
      reader: { language, zone },
      personId,
      campaignId: item.campaignId,
      dedupe: `feedback/news/${personId}/${item.id}/${happened[0]!.step}`,
    });
  }
}

/** Takes them away and tells them in one transaction: never none of both, never twice. */
async function takeWaiting({ trx }: Scope, personIds: readonly string[]): Promise<Waiting[]> {
  return trx
    .deleteFrom('feedback_news')
    .where('person_id', 'in', trx.selectFrom(listOf(trx, personIds).as('wanted')).select('wanted.value'))
    .returning(['person_id', 'item_id', 'step'])
    .execute();
}

/** What happened to each of these items since the first step that somebody waits to hear of. */
async function storiesOf({ trx }: Scope, waiting: readonly Waiting[]): Promise<Map<string, Story>> {
  const since = [...groupBy(waiting, ({ item_id }) => item_id)].map(([item_id, rows]) => ({
    item_id,
    step: Math.min(...rows.map(({ step }) => step)),
  }));
  const query = trx
    .selectFrom(tableOf(trx, { item_id: 'text', step: 'integer' }, since).as('wanted'))
    .crossJoin('feedback_event as event')
    .whereRef('event.item_id', '=', 'wanted.item_id')
    .whereRef('event.step', '>=', 'wanted.step')
    .where('event.kind', 'in', NEWS)
    // That another item joined it is no news of its own.
    .where((eb) =>
      eb.or([
        eb('event.note', 'is', null),
        eb('event.kind', 'not in', ['merged', 'unmerged']),
        eb('event.note', 'not like', '+%'),
      ]),
    )
    .select(['event.item_id', 'event.step', 'event.kind', 'event.note'])
    .orderBy('event.item_id')
    .orderBy('event.step');
  const events = groupBy(await readAll(trx, query, ['item_id', 'step', 'kind', 'note']), ({ item_id }) => item_id);
  const items = await itemsOf(
    trx,
    since.map(({ item_id }) => item_id),
  );
  const targets = await itemsOf(
    trx,
    [...items.values()].flatMap(({ duplicateOf }) => duplicateOf ?? []),
  );
  return new Map(
    [...items].map(([id, item]) => {
      const happened = (events.get(id) ?? []).map(
        ({ step, kind, note }): Happened => ({
          step,
          kind: kind as Happened['kind'],
          note: note ?? undefined,
        }),
      );
      return [id, { item, target: targets.get(item.duplicateOf ?? ''), happened }];
    }),
  );
}

/** What of it this person has not heard; to who said stop, the answer to what they wrote themselves and nothing else. */
function storyFor({ person_id, step }: Waiting, story: Story | undefined, stopped: boolean): Story[] {
  if (!story) return [];
  const own = story.item.authorId === person_id;
  if (!own && (story.item.held !== undefined || story.item.hiddenAt !== undefined)) return [];
  const unheard = withoutUndone(story.happened.filter((one) => one.step >= step));
  const happened = unheard.filter(({ kind }) => !stopped || (own && kind === 'answered'));
  return happened.length > 0 ? [{ ...story, happened, own }] : [];
}

/** A merge that was undone before anybody heard of it is no news. */
function withoutUndone(happened: readonly Happened[]): Happened[] {
  const left: Happened[] = [];
  for (const one of happened) {
    const merged = one.kind === 'unmerged' ? left.findIndex(({ kind }) => kind === 'merged') : -1;
    if (merged < 0) left.push(one);
    else left.splice(merged, 1);
  }
  return left;
}
