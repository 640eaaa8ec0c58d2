import { fileURLToPath } from 'node:url';
import { sandboxSecrets } from './secrets.ts';
import { slackIds } from './slack/seed-slack.ts';

/** The variables that make the service use this sandbox (interfaces.md section 2). */
export function serviceEnvironment(url: string, smtpPort: number): Record<string, string> {
  return {
    PIPEDRIVE_API_URL: url,
    PIPEDRIVE_OAUTH_URL: url,
    PIPEDRIVE_API_TOKEN: sandboxSecrets.apiToken,
    PIPEDRIVE_COMPANY_ID: String(sandboxSecrets.companyId),
    PIPEDRIVE_CLIENT_ID: sandboxSecrets.clientId,
    PIPEDRIVE_CLIENT_SECRET: sandboxSecrets.clientSecret,
    PIPEDRIVE_WEBHOOK_USER: sandboxSecrets.webhookUser,
    PIPEDRIVE_WEBHOOK_PASSWORD: sandboxSecrets.webhookPassword,
    ACCOUNTS_SCIM_URL: `${url}/scim/v2`,
    ACCOUNTS_SCIM_TOKEN: sandboxSecrets.scimToken,
    SLACK_BOT_TOKEN: sandboxSecrets.slackBotToken,
    SLACK_SIGNING_SECRET: sandboxSecrets.slackSigningSecret,
    SLACK_CHANNEL: slackIds.approvals,
    SLACK_API_URL: `${url}/api/`,
    SLACK_CLIENT_ID: sandboxSecrets.slackClientId,
    SLACK_CLIENT_SECRET: sandboxSecrets.slackClientSecret,
    HELPSCOUT_APP_ID: sandboxSecrets.helpscoutAppId,
    HELPSCOUT_APP_SECRET: sandboxSecrets.helpscoutAppSecret,
    HELPSCOUT_WEBHOOK_SECRET: sandboxSecrets.helpscoutWebhookSecret,
    HELPSCOUT_SIDEBAR_SECRET: sandboxSecrets.helpscoutSidebarSecret,
    HELPSCOUT_API_URL: `${url}/helpscout/v2`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'Passerelle <bonjour@example.org>',
    MAIL_REPLY_TO: 'support@example.org',
    // What nobody told the service is asked for by its sweep: who tries it out waits for none of that.
    SWEEP_SECONDS: '30',
    SETTINGS_FILE: fileURLToPath(new URL('../settings.yaml', import.meta.url)),
  };
}
