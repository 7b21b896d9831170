// The platforms there are, and which of them the settings ask for. Each is loaded only where it runs: a bot without Slack loads nothing of Bolt.
import type { Keep } from '../src/chat/keep.ts';
import type { Platform } from '../src/chat/platform.ts';
import type { Clock } from '../src/clock.ts';
import { StartError } from '../src/errors.ts';
import type { Ids } from '../src/ids.ts';
import type { Logger } from '../src/log.ts';
import type { Language } from '../src/text/language.ts';
import type { SlackOptions } from './slack/index.ts';
import type { WeChatOptions } from './wechat/index.ts';

/** What every platform is given, whatever its settings. */
export interface Around {
  keep: Keep;
  clock: Clock;
  newId: Ids;
  log: Logger;
  /** Of the platform's own sentences to the operator. */
  language: Language;
  /** Shows the operator a text at once: a QR code. */
  show(text: string): void;
  /** A key for one purpose, made from the secret of the installation; undefined where there is none. */
  derived(purpose: string): string | undefined;
}

type Settings<Options> = Omit<Options, keyof Around | 'random' | 'oauth'>;

/** The settings of each platform, as `config.ts` read them; a platform without any does not run. */
export interface PlatformSettings {
  readonly slack?: Readonly<Settings<SlackOptions>> & {
    readonly oauth?: Readonly<Omit<NonNullable<SlackOptions['oauth']>, 'stateSecret'>>;
  };
  readonly wechat?: Readonly<Settings<WeChatOptions>>;
}

/** Throws a StartError where a platform's settings can never work. */
export async function configuredPlatforms(settings: PlatformSettings, around: Around): Promise<Platform[]> {
  const platforms: Platform[] = [];
  if (settings.slack) platforms.push(await slack(settings.slack, around));
  if (settings.wechat) platforms.push(await weChat(settings.wechat, around));
  return platforms;
}

async function slack({ oauth, ...rest }: NonNullable<PlatformSettings['slack']>, around: Around): Promise<Platform> {
  const { slackPlatform } = await import('./slack/index.ts');
  const stateSecret = around.derived('slack/state');
  if (!oauth) return slackPlatform({ ...rest, ...around });
  if (stateSecret === undefined) throw new StartError('Slack cannot be installed without a secret. Set CANYU_SECRET.');
  return slackPlatform({ ...rest, ...around, oauth: { ...oauth, stateSecret } });
}

async function weChat(settings: NonNullable<PlatformSettings['wechat']>, around: Around): Promise<Platform> {
  const { weChatPlatform } = await import('./wechat/index.ts');
  return weChatPlatform({ ...settings, ...around, random: Math.random });
}
