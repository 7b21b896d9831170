// What a newcomer finds: a quiz to play, and a bot that speaks their language.
import { statuses } from './campaigns/campaign.ts';
import { readCampaignFile } from './campaigns/files.ts';
import { apply } from './campaigns/plan.ts';
import { listSlugs } from './campaigns/store.ts';
import type { Config } from './config.ts';
import type { Flow } from './engine/flow.ts';
import type { Perform } from './engine/perform.ts';
import { ensureOwner, findIdentity } from './people/store.ts';

interface Demo {
  flows: readonly Flow[];
  config: Config;
  text: string;
  platforms: readonly string[];
}

const DEMO = /^demo(-\d+)?$/;

/**
 * Sees that a database without other campaigns has a demo to play, in the language of the installation, and gives its slug:
 * a new one where the last was played to its end. Undefined where there are others. `text` is the demo's file; of its rooms those are left
 * out whose platform is not among `platforms`: it is then opened in whatever room asks for it.
 */
export async function seedDemo(
  perform: Perform,
  { flows, config, text, platforms }: Demo,
): Promise<string | undefined> {
  const read = readCampaignFile(text, flows);
  if (read.type !== 'file') throw new Error('the demo campaign has faults');
  const { file } = read;
  return perform(async (scope) => {
    const slugs = await listSlugs(scope.trx);
    if (!slugs.every((slug) => DEMO.test(slug))) return undefined;
    const [playable] = await listSlugs(scope.trx, { status: statuses.filter((status) => status !== 'closed') });
    if (playable !== undefined) return playable;
    const slug = slugs.length === 0 ? file.slug : `${file.slug}-${slugs.length + 1}`;
    const rooms = file.rooms.filter(({ platform }) => platforms.includes(platform));
    await apply(scope, flows, { ...file, slug, rooms, language: config.language });
    return slug;
  });
}

/**
 * Speaks to the first owner in the language of the installation, as long as they have not told another: in the room for one it is
 * whoever installed it, and their first words are commands, which are the same in every language.
 */
export async function knowOwner(perform: Perform, config: Config): Promise<void> {
  await perform(async (scope) => {
    await ensureOwner(scope, config.owner);
    const owner = await findIdentity(scope.trx, config.owner);
    if (!owner) return;
    await scope.trx
      .updateTable('person')
      .set({ language: config.language })
      .where('id', '=', owner.person_id)
      .where('language', 'is', null)
      .execute();
  });
}
