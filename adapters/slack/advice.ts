// What staff are told when a workspace is closed to us: it depends on how we got in.
import type { Phrase } from '../../src/text/phrase.ts';
import { paths } from './manifest.ts';
import { slackTexts as texts } from './text.ts';

export interface Advice {
  tokenRefused(team: string, code: string): Phrase;
  removed(team: string): Phrase;
}

/** With OAuth whoever runs the workspace installs the app again from our page; with one token it is put into the settings. */
export function adviceFor(oauth: { publicUrl?: string } | undefined): Advice {
  if (!oauth) {
    return {
      tokenRefused: (_team, code) => texts.tokenOfOne({ code }),
      removed: () => texts.uninstalledOne(),
    };
  }
  const address = (oauth.publicUrl ?? '').replace(/\/$/, '') + paths.install;
  return {
    tokenRefused: (team, code) => texts.tokenOfMany({ team, code, address }),
    removed: (team) => texts.uninstalledMany({ team, address }),
  };
}
