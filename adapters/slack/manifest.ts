// The app manifest, made of what the code needs: paste it at https://api.slack.com/apps -> "From a manifest".
import { botScopes, entries, events } from './needs.ts';

/** How Slack reaches Canyu: a connection that Canyu opens, or requests to a public address. */
export type Variant = 'socket' | 'http';

/** Where requests arrive; staff put their own address here. */
export const EXAMPLE_URL = 'https://canyu.example.com';

/** Paths of the HTTP door. */
export const paths = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
  health: '/healthz',
} as const;

/** The manifest of one variant; `url` is the public address of an HTTP one. https://docs.slack.dev/reference/app-manifest */
export function manifest(variant: Variant, url = EXAMPLE_URL) {
  const door = variant === 'http' ? `${url}${paths.events}` : undefined;
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Canyu',
      description: 'Quizzes, pre-orders, feedback and a weekly release train for your community, in chat.',
      background_color: '#c2410c',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Canyu', always_online: true },
      shortcuts: [
        {
          name: 'Send as feedback',
          type: 'message',
          callback_id: entries.shortcut.name,
          description: 'Hand this message to the makers as feedback',
        },
      ],
      slash_commands: [
        {
          command: entries.command.name,
          ...(door !== undefined && { url: door }),
          description: 'Take part: play, vote, sign up',
          usage_hint: 'help',
          should_escape: false,
        },
      ],
    },
    oauth_config: {
      ...(variant === 'http' && { redirect_urls: [`${url}${paths.redirect}`] }),
      scopes: { bot: botScopes },
    },
    settings: {
      event_subscriptions: { ...(door !== undefined && { request_url: door }), bot_events: Object.keys(events).sort() },
      interactivity: { is_enabled: true, ...(door !== undefined && { request_url: door }) },
      org_deploy_enabled: false,
      socket_mode_enabled: variant === 'socket',
      token_rotation_enabled: false,
    },
  };
}

/** The file that is kept for a variant, as text, in the form of all our JSON. `npx vitest run tests/slack/manifest.test.ts -u` writes both. */
export function manifestFile(variant: Variant): string {
  const text = JSON.stringify(manifest(variant), null, 2);
  return `${text.replace(/\[\n\s+("[^"]{0,80}")\n\s+\]/g, '[$1]')}\n`;
}
