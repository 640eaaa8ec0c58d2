import { developerHub, hubLimits } from './developer-hub.ts';

/** The text of docs/developer-hub.md; a test compares the two. */
export function developerHubPage(): string {
  const { callbackUrl, scopes, extensions } = developerHub('https://<PUBLIC_URL>');
  const scopeRows = scopes.map(
    ({ scope, why, optional }) => `| \`${scope}\` | ${why.en} | ${optional ? 'if it is offered' : 'yes'} |`,
  );
  const extensionRows = extensions.map(
    ({ kind, views, name, description, actionId, url }) =>
      `| ${kind} | ${views} | ${name} | ${description} | \`${url}\` | ${actionId ? `\`${actionId}\`` : ''} |`,
  );
  return `# What to enter in Pipedrive's Developer Hub

Generated from \`services/sync/src/doctor/developer-hub.ts\`; \`npm run doctor\` prints the same values with your own
\`PUBLIC_URL\` in them. Create a private (unlisted) app: it needs no review. Put its client id and client secret into
\`PIPEDRIVE_CLIENT_ID\` and \`PIPEDRIVE_CLIENT_SECRET\`. Every address has to be public and HTTPS.

## OAuth

Callback URL, exactly one: \`${callbackUrl}\`. Pipedrive also sends the uninstallation there.

| scope | what for | needed |
| --- | --- | --- |
${scopeRows.join('\n')}

Who installs has to be an administrator in Pipedrive: without \`admin\` rights the scope \`admin\` is granted and the calls
fail all the same. A scope added later is granted when the app is installed again.

## App extensions

| kind | views | name | description | URL | action id |
| --- | --- | --- | --- | --- | --- |
${extensionRows.join('\n')}

Names have at most ${hubLimits.name} characters, descriptions at most ${hubLimits.description}.

**JWT secret** of each extension: leave it empty (the client secret signs then), or enter the client secret everywhere.
The service checks the signed tokens of all surfaces with \`PIPEDRIVE_CLIENT_SECRET\`.

**Action id**: our panel opens the modals by it. If the Developer Hub gives another one, the modals still open from
Pipedrive's own menus.

## Webhooks

None to enter: the service registers, compares and repairs its own, each with a random password.
`;
}
