// Installing the app from a browser: to Slack for consent, and back with a code that becomes a token.
// https://docs.slack.dev/authentication/installing-with-oauth
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider, type InstallURLOptions } from '@slack/oauth';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from '../../src/log.ts';
import type { Language } from '../../src/text/language.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { boltLogger } from './logger.ts';
import { paths } from './manifest.ts';
import { botScopes } from './needs.ts';
import { slackTexts as texts } from './text.ts';
import type { ManyWorkspaces } from './workspaces.ts';

export interface PagesOptions {
  clientId: string;
  clientSecret: string;
  /** Signs what travels through the visitor's browser, so that nobody installs in another's name. */
  stateSecret: string;
  /** Where browsers reach us; Slack falls back to what the app's settings say. */
  publicUrl: string | undefined;
  apiUrl: string | undefined;
  store: ManyWorkspaces['store'];
  clientOptions: WebClientOptions;
  language: Language;
  log: Logger;
}

/** Answers the two pages of an installation; false for every other path. */
export function createPages(options: PagesOptions) {
  const { clientId, clientSecret, stateSecret, publicUrl, apiUrl, store, clientOptions, language, log } = options;
  const provider = new InstallProvider({
    ...{ clientId, clientSecret, stateSecret, clientOptions },
    directInstall: true,
    installationStore: store,
    logger: boltLogger(log),
    ...(apiUrl !== undefined && { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href }),
  });
  const wanted: InstallURLOptions = {
    scopes: botScopes,
    ...(publicUrl !== undefined && { redirectUri: publicUrl.replace(/\/$/, '') + paths.redirect }),
  };
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    switch (path) {
      case paths.install:
        await provider.handleInstallPath(request, response, {}, wanted);
        return true;
      case paths.redirect:
        await provider.handleCallback(request, response, {
          success: ({ team }) =>
            show(response, 200, language, texts.installed({ team: team?.name ?? 'Slack' }), texts.installedNext()),
          failure: ({ code, message }) => {
            log.warn({ code, reason: message }, 'slack: an installation did not succeed');
            show(response, 400, language, texts.notInstalled({ reason: code }), texts.notInstalledNext());
          },
        });
        return true;
      default:
        return false;
    }
  };
}

function show(response: ServerResponse, status: number, language: Language, title: Phrase, next: Phrase): void {
  const render = (phrase: Phrase): string => phrase.render({ language, zone: 'UTC', markup: 'html', now: 0 });
  const page = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Canyu</title><main style="font:1rem/1.6 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem">
<h1 style="font-size:1.4rem">${render(title)}</h1><p>${render(next)}</p></main></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  response.writeHead(status, headers).end(page);
}
