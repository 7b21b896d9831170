// The app manifest asks for what the code needs, and for nothing else. Run with -u to write the files anew.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifest, manifestFile, paths } from '../../adapters/slack/manifest.ts';
import { botScopes, entries, events, methods, scopes } from '../../adapters/slack/needs.ts';

const folder = new URL('../../adapters/slack/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'needs.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))
  .join('\n');

test('the files are what the code makes', async () => {
  await expect(manifestFile('socket')).toMatchFileSnapshot('../../adapters/slack/manifest.json');
  await expect(manifestFile('http')).toMatchFileSnapshot('../../adapters/slack/manifest-http.json');
  expect(JSON.parse(manifestFile('http'))).toEqual(manifest('http'));
});

describe('permissions', () => {
  test('each is needed by a method, an event or a menu, and nothing needs another', () => {
    const needed = [
      ...Object.values(methods).flat(),
      ...Object.values(events).flat(),
      ...Object.values(entries).map(({ needs }) => needs),
    ];
    expect([...new Set<string>(needed)].sort()).toEqual(Object.keys(scopes).sort());
    expect(manifest('socket').oauth_config.scopes.bot).toEqual(botScopes);
  });

  test('each has its reason', () => {
    for (const reason of Object.values(scopes)) expect(reason).toMatch(/^.{15,}$/);
  });
});

describe('the code and its list', () => {
  /** Made by Slack's own packages, not by a name in ours. */
  const within = ['apps.connections.open', 'oauth.v2.access'];

  test('every method that is called is listed, and every one listed is called', () => {
    const named = [...sources.matchAll(/'((?:auth|chat|conversations|users|views|apps|oauth)\.[\w.]+)'/g)].map(
      ([, name]) => name!,
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(methods).filter((name) => !within.includes(name)));
  });

  test('every event that is heard is subscribed to, and every one subscribed to is heard', () => {
    const kinds = [...new Set(Object.keys(events).map((name) => name.split('.')[0]!))].sort();
    const union = /type EventType =([^;]+);/.exec(sources)?.[1] ?? '';
    expect([...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!).sort()).toEqual(kinds);
    for (const kind of kinds) expect(sources).toMatch(new RegExp(`(case|===) '${kind}'`));
  });
});

test('by socket nothing needs a public address; by HTTP everything has the one door', () => {
  const socket = manifest('socket');
  expect(socket.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(socket)).not.toContain('http');
  const http = manifest('http', 'https://bot.example.org');
  const door = `https://bot.example.org${paths.events}`;
  expect(http.settings.socket_mode_enabled).toBe(false);
  expect(http.settings.event_subscriptions).toMatchObject({ request_url: door });
  expect(http.settings.interactivity).toMatchObject({ request_url: door });
  expect(http.features.slash_commands[0]).toMatchObject({ command: '/canyu', url: door });
  expect(http.oauth_config).toMatchObject({ redirect_urls: ['https://bot.example.org/slack/oauth_redirect'] });
});

test('within the limits of a manifest', () => {
  const { display_information, features, settings } = manifest('http');
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  expect(features.shortcuts[0]!.name.length).toBeLessThanOrEqual(24);
  expect(features.slash_commands[0]!.description.length).toBeLessThanOrEqual(2000);
  expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
});
