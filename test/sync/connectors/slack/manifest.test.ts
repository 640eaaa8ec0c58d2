import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { botScopes, slackManifest } from '#sync/connectors/slack/manifest.ts';

const base = 'https://passerelle.example.org';
const httpsUrl = z.url({ protocol: /^https$/ }).max(3_000);

/** Slack's limits for a manifest (slack.md 5); what it does not know, it refuses. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4_000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/\S{1,31}$/),
          url: httpsUrl,
          description: z.string().max(2_000),
          usage_hint: z.string().max(1_000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(httpsUrl).max(1_000),
    scopes: z.strictObject({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: httpsUrl, bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: httpsUrl }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
  }),
});

describe('the manifest of our Slack app', () => {
  it('keeps Slack’s limits', () => {
    expect(() => Manifest.parse(slackManifest(base))).not.toThrow();
  });

  it('sends everything to the one address of the service, whatever slash PUBLIC_URL ends in', () => {
    const { features, oauth_config, settings } = slackManifest(`${base}/`);
    expect(features.slash_commands).toEqual([
      expect.objectContaining({ command: '/demandes', url: `${base}/slack/events` }),
    ]);
    expect(settings.event_subscriptions.request_url).toBe(`${base}/slack/events`);
    expect(settings.interactivity.request_url).toBe(`${base}/slack/events`);
    expect(oauth_config.redirect_urls).toEqual([`${base}/oauth/slack/callback`]);
  });

  it('hears of homes, removals, people and channels', () => {
    expect(slackManifest(base).settings.event_subscriptions.bot_events).toEqual([
      'app_home_opened',
      'app_uninstalled',
      'tokens_revoked',
      'user_change',
      'channel_id_changed',
    ]);
  });

  it('is printed in docs/slack.md, with what each scope is for', () => {
    const page = readFileSync(new URL('../../../../docs/slack.md', import.meta.url), 'utf8');
    const printed = /```json\n([\s\S]+?)\n```/.exec(page)?.[1] ?? '';
    expect(JSON.parse(printed)).toEqual(slackManifest(base));
    const rows = page.split('\n').filter((line) => /^\| `[a-z]+[:.a-z]*` \|/.test(line));
    expect(rows).toEqual(botScopes.map(({ scope, why }) => `| \`${scope}\` | ${why.en} |`));
  });

  it.skipIf(!process.env.SLACK_MANIFEST_SCHEMA)('fits the schema that Slack publishes', () => {
    const schema = JSON.parse(readFileSync(process.env.SLACK_MANIFEST_SCHEMA ?? '', 'utf8'));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(slackManifest(base));
    expect(validate.errors).toBeNull();
  });
});
