// What another flow found out becomes an item of its owner: a timer of theirs runs this job.
import { z } from 'zod';
import { listCampaigns } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Job } from '../../src/engine/flow.ts';
import { onStaff } from '../../src/people/store.ts';
import { tellStaff } from '../../src/people/tell-staff.ts';
import { answerTexts as texts } from './answer-text.ts';
import { type Board, findBoard, KIND, read } from './board.ts';
import { receive } from './intake.ts';
import { shortText } from './say.ts';

const payloadSchema = z.object({
  text: z.string(),
  /** Where it comes from: the board of the same rooms is taken. */
  campaignId: z.string(),
  releaseId: z.string(),
  ownerId: z.string().nullable(),
  authorId: z.string().nullable(),
});

/** So much of it is told to staff, characters. */
const LONGEST_TOLD = 200;

export const fileJob: Job = {
  name: 'file',
  async run(scope, payload) {
    const { text, campaignId, releaseId, ...persons } = payloadSchema.parse(payload);
    const board = await boardFor(scope.trx, campaignId);
    const authorId = (await existing(scope.trx, persons.authorId)) ?? (await anyStaff(scope.trx));
    if (!board || authorId === undefined)
      return tellStaff(
        scope,
        texts.noBoardToFile({ text: shortText(text, LONGEST_TOLD) }),
        `${KIND}/file/${releaseId}`,
      );
    const ownerId = await existing(scope.trx, persons.ownerId);
    await receive(scope, board, [
      { text, kind: 'bug', anonymous: false, authorId, ours: true, ...(ownerId !== undefined && { ownerId }) },
    ]);
  },
};

/** The newest live board in a room of the campaign, else the only live one. */
async function boardFor(db: Db, campaignId: string): Promise<Board | undefined> {
  const beside = await db
    .selectFrom('campaign_room as seat')
    .innerJoin('campaign_room as other', (join) =>
      join
        .onRef('other.platform', '=', 'seat.platform')
        .onRef('other.room', '=', 'seat.room')
        .onRef('other.account', '=', 'seat.account'),
    )
    .innerJoin('campaign', 'campaign.id', 'other.campaign_id')
    .where('seat.campaign_id', '=', campaignId)
    .where('campaign.kind', '=', KIND)
    .where('campaign.status', '=', 'live')
    .select('campaign.id')
    .orderBy('campaign.created_at', 'desc')
    .orderBy('campaign.id', 'desc')
    .executeTakeFirst();
  if (beside) return findBoard(db, beside.id);
  const [only, ...others] = await listCampaigns(db, { kind: KIND, status: 'live', limit: 2 });
  return only && others.length === 0 ? read(only) : undefined;
}

/** The person, unless they are no more. */
async function existing(db: Db, id: string | null): Promise<string | undefined> {
  if (id === null) return undefined;
  return (await db.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst())?.id;
}

async function anyStaff(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity')
    .select('identity.person_id')
    .where(onStaff)
    .orderBy('identity.created_at')
    .executeTakeFirst();
  return row?.person_id;
}
