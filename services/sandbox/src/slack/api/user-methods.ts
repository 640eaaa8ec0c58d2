import { isTrue } from '../content.ts';
import { memberOf, teamOf } from '../lookup.ts';
import { memberPayload } from '../payloads.ts';
import type { Member } from '../records.ts';
import { SlackError } from '../slack-error.ts';
import { type Method, type MethodCall, pageOf, textArg } from './method.ts';

/** People, and whom the token speaks for. */
export const userMethods: Record<string, Method> = {
  'auth.test': { tier: null, scopes: [], run: authTest },
  'users.info': { tier: 'tier4', scopes: ['users:read'], run: info },
  'users.lookupByEmail': { tier: 'tier3', scopes: ['users:read.email'], run: lookupByEmail },
  'users.list': { tier: 'tier2', scopes: ['users:read'], run: list },
};

function authTest({ context, installation }: MethodCall) {
  const team = teamOf(context, installation.team_id);
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: memberOf(context, installation.bot_user_id)?.name ?? '',
    team_id: team.id,
    user_id: installation.bot_user_id,
    bot_id: installation.bot_id,
    is_enterprise_install: false,
  };
}

function payload({ installation, args }: MethodCall, member: Member) {
  return memberPayload(member, {
    withEmail: installation.scopes.includes('users:read.email'),
    withLocale: isTrue(args.include_locale),
  });
}

function info(call: MethodCall) {
  const { context, installation } = call;
  const found = memberOf(context, textArg(call, 'user') ?? '');
  if (!found) throw new SlackError('user_not_found');
  const meets = context.memory.channels.some(
    ({ members }) => members.includes(found.id) && members.includes(installation.bot_user_id),
  );
  // People of other workspaces are known from shared channels alone.
  if (found.team_id !== installation.team_id && !meets) throw new SlackError('user_not_visible');
  return { user: payload(call, found) };
}

function lookupByEmail(call: MethodCall) {
  const email = textArg(call, 'email')?.toLowerCase();
  const found = call.context.memory.members.find(
    (member) =>
      member.team_id === call.installation.team_id &&
      !member.deleted &&
      email !== undefined &&
      member.email?.toLowerCase() === email,
  );
  if (!found) throw new SlackError('users_not_found');
  return { user: payload(call, found) };
}

function list(call: MethodCall) {
  const { context, installation } = call;
  const ours = context.memory.members.filter((member) => member.team_id === installation.team_id);
  const { items, nextCursor } = pageOf(call, ours, 999);
  return {
    members: items.map((member) => payload(call, member)),
    response_metadata: { next_cursor: nextCursor },
  };
}
