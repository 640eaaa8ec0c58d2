import { nextId, secretWord } from './ids.ts';
import { installationIn, teamOf } from './lookup.ts';
import type { Installation, Member, OauthCode } from './records.ts';
import { botScopes } from './seed-slack.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';

const codeMs = 10 * 60_000;

/** Makes the code a person's "Allow" sends to the app: good once, for ten minutes. */
export function newCode(
  context: SlackContext,
  asked: { teamId: string; user: string; scopes: string[]; redirectUri: string },
): string {
  const { memory, now } = context;
  const unknown = asked.scopes.filter((scope) => !botScopes.includes(scope));
  if (asked.scopes.length === 0 || unknown.length > 0) {
    throw new SlackActError(
      `The app is not registered with these scopes: ${unknown.join(', ') || '(none asked for)'}.`,
    );
  }
  const code: OauthCode = {
    code: `${teamOf(context, asked.teamId).id}.${secretWord()}`,
    team_id: asked.teamId,
    user: asked.user,
    scopes: asked.scopes,
    redirect_uri: asked.redirectUri,
    expiresAt: new Date(now().getTime() + codeMs).toISOString(),
  };
  memory.codes.push(code);
  context.changed();
  return code.code;
}

/** Turns a code into the bot token of the workspace. @throws SlackError invalid_code, code_already_used, bad_redirect_uri */
export function exchangeCode(context: SlackContext, code: unknown, redirectUri: unknown) {
  const { memory, now, app } = context;
  const found = memory.codes.find((each) => each.code === code);
  if (!found || now().getTime() > Date.parse(found.expiresAt)) throw new SlackError('invalid_code');
  // Left out is as good as right, as long as the consent was asked for without it too.
  if (found.redirect_uri !== (redirectUri ?? '')) throw new SlackError('bad_redirect_uri');
  memory.codes = memory.codes.filter((each) => each !== found);
  const installation = install(context, found);
  const team = teamOf(context, found.team_id);
  return {
    app_id: app.id,
    authed_user: { id: found.user },
    scope: installation.scopes.join(','),
    token_type: 'bot',
    access_token: installation.token,
    bot_user_id: installation.bot_user_id,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A workspace has one bot token: installing again keeps it while it works. */
function install(context: SlackContext, { team_id: teamId, scopes }: OauthCode): Installation {
  const { memory } = context;
  const known = installationIn(context, teamId);
  if (known) {
    if (known.trouble !== null) known.token = newToken();
    known.trouble = null;
    known.scopes = [...new Set([...known.scopes, ...scopes])];
    context.changed();
    return known;
  }
  const botUser = addBot(context, teamId);
  const added: Installation = {
    team_id: teamId,
    token: newToken(),
    bot_id: nextId(context, 'B'),
    bot_user_id: botUser.id,
    scopes: [...scopes],
    trouble: null,
  };
  memory.installations.push(added);
  context.changed();
  return added;
}

function newToken(): string {
  return `xoxb-${secretWord(24)}`;
}

/** The bot user of the app, which is put into the public channels: nobody has to invite it here. */
function addBot(context: SlackContext, teamId: string): Member {
  const { memory } = context;
  const bot: Member = {
    id: nextId(context, 'U'),
    team_id: teamId,
    name: 'passerelle',
    real_name: 'Passerelle',
    email: null,
    is_email_confirmed: false,
    is_admin: false,
    is_bot: true,
    deleted: false,
    is_restricted: false,
    is_ultra_restricted: false,
    locale: 'fr-FR',
    tz: 'Europe/Paris',
  };
  memory.members.push(bot);
  const open = memory.channels.filter((channel) => channel.team_id === teamId && channel.kind === 'public');
  for (const channel of open) channel.members.push(bot.id);
  return bot;
}
