import { isTrue } from '../content.ts';
import { exchangeCode } from '../installing.ts';
import type { SlackContext } from '../slack-context.ts';
import { SlackError } from '../slack-error.ts';
import type { Method, MethodAnswer, MethodCall } from './method.ts';

/** The end of an installation by the app itself. */
export const appMethods: Record<string, Method> = {
  'auth.revoke': { tier: null, scopes: [], run: revoke },
  'apps.uninstall': { tier: null, scopes: [], run: uninstall },
};

function revoke({ context, installation, args }: MethodCall) {
  if (isTrue(args.test)) return { revoked: false };
  installation.trouble = 'token_revoked';
  context.changed();
  return { revoked: true };
}

function uninstall({ context, installation, args }: MethodCall) {
  const { clientId, clientSecret } = context.app;
  if (args.client_id !== clientId) throw new SlackError('invalid_client_id');
  if (args.client_secret !== clientSecret) throw new SlackError('bad_client_secret');
  installation.trouble = 'token_revoked';
  context.changed();
  return {};
}

/**
 * oauth.v2.access: the one method without a token; the app's secret comes as Basic or in the body.
 * @throws SlackError invalid_client_id, bad_client_secret, invalid_code, bad_redirect_uri
 */
export function oauthAccess(
  context: SlackContext,
  args: Record<string, unknown>,
  basic: string | undefined,
): MethodAnswer {
  const [idOfHeader, secretOfHeader] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const id = idOfHeader ?? args.client_id;
  const secret = secretOfHeader ?? args.client_secret;
  if (id !== context.app.clientId) throw new SlackError('invalid_client_id');
  if (secret !== context.app.clientSecret) throw new SlackError('bad_client_secret');
  return exchangeCode(context, args.code, args.redirect_uri);
}
