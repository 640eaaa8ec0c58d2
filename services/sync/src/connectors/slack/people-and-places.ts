import { type Calls, orNullAfter } from './calls.ts';
import { toSlackError } from './errors.ts';
import type { Slack, SlackWorkspaceInfo } from './port.ts';
import { AuthTest, ConversationAnswer, Opened, UserAnswer } from './schema.ts';
import { toChannel, toPerson } from './translate.ts';

type Reads = Pick<Slack, 'authTest' | 'person' | 'personByEmail' | 'channel' | 'openDirect'>;

/** Who we are, who they are, and where we talk. */
export function readingCalls({ run }: Calls): Reads {
  return {
    authTest: async () => toWorkspace(await run({ method: 'auth.test', args: {} }, AuthTest)),
    async person(user) {
      const args = { user, include_locale: true };
      return toPerson((await run({ method: 'users.info', args }, UserAnswer)).user);
    },
    async personByEmail(email) {
      const work = run({ method: 'users.lookupByEmail', args: { email } }, UserAnswer);
      const found = await orNullAfter(['users_not_found'], work);
      return found && toPerson(found.user);
    },
    async channel(id) {
      const call = { method: 'conversations.info', channel: id, args: { channel: id } };
      const found = await orNullAfter(['channel_not_found'], run(call, ConversationAnswer));
      return found && toChannel(found.channel);
    },
    async openDirect(user) {
      const { channel } = await run({ method: 'conversations.open', args: { users: user } }, Opened);
      return channel.id;
    },
  };
}

/** @throws OutsideError `sign-in-again` when the token is a person's: what it posts would be in their name */
function toWorkspace(answer: ReturnType<(typeof AuthTest)['parse']>): SlackWorkspaceInfo {
  if (!answer.bot_id) throw notABot();
  return {
    teamId: answer.team_id,
    teamName: answer.team ?? '',
    enterpriseId: answer.enterprise_id ?? null,
    botId: answer.bot_id,
    botUserId: answer.user_id,
    scopes: answer.response_metadata?.scopes ?? [],
    url: answer.url,
  };
}

function notABot() {
  const refused = { code: 'slack_webapi_platform_error', data: { error: 'not_allowed_token_type' } };
  return toSlackError(refused, { method: 'auth.test', once: false });
}
