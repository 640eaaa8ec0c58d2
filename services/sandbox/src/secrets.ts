/**
 * The fixed values of the sandbox. They are no secrets: they open nothing but these stand-ins,
 * and are written here so that a restart of the sandbox or of the service needs no new configuration.
 */
export const sandboxSecrets = {
  companyId: 7001,
  apiToken: 'sandbox-api-token',
  /** The second company, on its first day with the vendor. */
  freshCompanyId: 7002,
  freshApiToken: 'sandbox-api-token-fresh',
  clientId: 'sandbox-client-id',
  clientSecret: 'sandbox-client-secret',
  webhookUser: 'passerelle',
  webhookPassword: 'sandbox-webhook-password',
  scimToken: 'sandbox-scim-token',
  slackBotToken: 'xoxb-sandbox-bot-token',
  slackSigningSecret: 'sandbox-slack-signing-secret',
  slackClientId: '1000000000001.1000000000002',
  slackClientSecret: 'sandbox-slack-client-secret',
  helpscoutAppId: 'sandbox-helpscout-app-id',
  helpscoutAppSecret: 'sandbox-helpscout-app-secret',
  helpscoutWebhookSecret: 'sandbox-helpscout-webhook-secret',
  helpscoutSidebarSecret: 'sandbox-helpscout-sidebar-secret',
} as const;
