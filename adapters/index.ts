// The platforms there are, and which of them the settings ask for. Each is loaded only where it runs: a bot without Slack loads nothing of Bolt.
import type { Platform } from '../src/chat/platform.ts';
import type { Surroundings } from '../src/chat/surroundings.ts';
import { StartError } from '../src/errors.ts';
import type { SlackOptions } from './slack/index.ts';
import type { WeChatOptions } from './wechat/index.ts';

type Settings<Options> = Omit<Options, keyof Surroundings | 'random' | 'oauth'>;

/** The settings of each platform, as `config.ts` read them; a platform without any does not run. */
export interface PlatformSettings {
  readonly slack?: Readonly<Settings<SlackOptions>> & {
    readonly oauth?: Readonly<Omit<NonNullable<SlackOptions['oauth']>, 'stateSecret'>>;
  };
  readonly wechat?: Readonly<Settings<WeChatOptions>>;
}

/** Throws a StartError where a platform's settings can never work. */
export async function configuredPlatforms(settings: PlatformSettings, around: Surroundings): Promise<Platform[]> {
  const platforms: Platform[] = [];
  if (settings.slack) platforms.push(await slack(settings.slack, around));
  if (settings.wechat) platforms.push(await weChat(settings.wechat, around));
  return platforms;
}

async function slack(
  { oauth, ...rest }: NonNullable<PlatformSettings['slack']>,
  around: Surroundings,
): Promise<Platform> {
  const { slackPlatform } = await import('./slack/index.ts');
  const stateSecret = around.derived('slack/state');
  if (!oauth) return slackPlatform({ ...rest, ...around });
  if (stateSecret === undefined) throw new StartError('Slack cannot be installed without a secret. Set CANYU_SECRET.');
  return slackPlatform({ ...rest, ...around, oauth: { ...oauth, stateSecret } });
}

async function weChat(settings: NonNullable<PlatformSettings['wechat']>, around: Surroundings): Promise<Platform> {
  const { weChatPlatform } = await import('./wechat/index.ts');
  return weChatPlatform({ ...settings, ...around, random: Math.random });
}
