// Campaigns whose members choose one of several options: how the options are shown, and how a batch of messages is read against them.
import type { Db } from '../db/schema.ts';
import type { Bulk, Turn } from '../engine/flow.ts';
import type { PhraseChoice, Scope } from '../engine/scope.ts';
import { optionLetter, optionReader } from '../text/options.ts';
import { quote } from '../text/phrase.ts';
import type { Campaign } from './campaign.ts';
import { notOpen } from './explain.ts';
import { campaignHere } from './find.ts';
import { findCampaignById, holdCampaigns, liveAt } from './store.ts';
import { campaignTexts } from './text.ts';
import type { Standing } from './verbs.ts';

/** `option` is an index of the campaign's options. */
export interface Chosen {
  campaign: Campaign;
  option: number;
}

export interface Choosing extends Bulk<Chosen> {
  /** A button an option, "A. Pizza"; its value is `<kind>/<campaign id>/<option>`. */
  choices(campaign: Campaign): PhraseChoice[];
  /** What a member's word does: `rest` chooses in the campaign that is on here; without an option in it, shows how that stands, with the buttons. */
  answer(turn: Turn, rest: string, standing: Standing): Promise<void>;
}

/** Longer messages are talk, characters. */
const LONGEST = 200;

/**
 * The bulk handler of a kind of campaign with options. A button counts wherever it is pressed; a typed letter, number or option text in a
 * room of the campaign, for the newest that has such an option. `take` gets what was chosen in live campaigns; the others are refused here.
 */
export function choosing(
  kind: string,
  optionsOf: (campaign: Campaign) => readonly string[],
  take: (scope: Scope, chosen: ReadonlyMap<Turn, Chosen>) => Promise<void>,
): Choosing {
  const value = new RegExp(`^${kind}/([^/]{1,64})/(\\d)$`);

  function readText(text: string, campaigns: readonly Campaign[]): Chosen | undefined {
    if (text.length > LONGEST) return undefined;
    for (const campaign of campaigns) {
      const option = optionReader(optionsOf(campaign)).meant(text);
      if (option !== undefined) return { campaign, option };
    }
    return undefined;
  }

  async function readButton(db: Db, choice: string): Promise<Chosen | undefined> {
    const [, id, digit] = value.exec(choice) ?? [];
    const campaign = id === undefined ? undefined : await findCampaignById(db, id);
    const option = Number(digit);
    return campaign?.kind === kind && optionsOf(campaign)[option] !== undefined ? { campaign, option } : undefined;
  }

  async function handle(scope: Scope, wanted: ReadonlyMap<Turn, Chosen>): Promise<void> {
    const current = await holdCampaigns(
      scope.trx,
      [...wanted.values()].map(({ campaign }) => campaign.id),
    );
    const live = new Map<Turn, Chosen>();
    for (const [turn, { campaign: read, option }] of wanted) {
      const campaign = current.get(read.id)!;
      if (campaign.status === 'live') live.set(turn, { campaign, option });
      else turn.reply(notOpen(campaign), { onlyPrivate: true, language: campaign.language });
    }
    if (live.size > 0) await take(scope, live);
  }

  function choices(campaign: Campaign): PhraseChoice[] {
    return optionsOf(campaign).map((option, index) => ({
      label: quote(`${optionLetter(index)}. ${option}`),
      value: `${kind}/${campaign.id}/${index}`,
    }));
  }

  return {
    name: `${kind} options`,
    async wants({ trx }, turns) {
      const campaignsAt = await liveAt(
        trx,
        kind,
        turns.map(({ message }) => message),
      );
      const wanted = new Map<Turn, Chosen>();
      for (const turn of turns) {
        const { choice, text } = turn.message;
        const chosen = choice === undefined ? readText(text, campaignsAt(turn.message)) : await readButton(trx, choice);
        if (chosen) wanted.set(turn, chosen);
      }
      return wanted;
    },
    handle,
    choices,
    async answer(turn, rest, standing) {
      const campaign = await campaignHere(turn, kind);
      if (!campaign) return turn.reply(campaignTexts.noneHere());
      const chosen = readText(rest, [campaign]);
      if (chosen) return handle(turn, new Map([[turn, chosen]]));
      turn.reply(await standing(turn, campaign), { choices: choices(campaign) });
    },
  };
}
