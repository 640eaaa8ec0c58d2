import { normaliseEmail } from '#core/model/email-address.ts';
import type { SlackChannel, SlackPerson } from './port.ts';
import type { Conversation, SlackUser } from './schema.ts';

/** Slack's own assistant: an account without the mark of a bot. */
const slackbot = 'USLACKBOT';

/**
 * A Slack user in our words. An address that Slack calls unconfirmed is left out: anybody may have typed it. Where
 * Slack does not say whether it is confirmed, it is taken, because only some workspaces tell (slack.md 15).
 */
export function toPerson(user: SlackUser): SlackPerson {
  const { profile } = user;
  const email = user.is_email_confirmed === false ? null : profile?.email;
  const name = user.real_name || profile?.real_name || profile?.display_name || user.name;
  return {
    id: user.id,
    teamId: user.team_id || profile?.team || '',
    enterpriseId: user.enterprise_user?.enterprise_id || null,
    isStranger: user.is_stranger === true,
    name: name || user.id,
    email: email ? normaliseEmail(email) : null,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isBot: user.is_bot === true || user.id === slackbot,
    isDeleted: user.deleted === true,
    language: languageOf(user.locale),
    timeZone: user.tz || null,
  };
}

/** French unless Slack names another language: the language of the house comes first. */
function languageOf(locale: string | null | undefined): SlackPerson['language'] {
  return !locale || /^fr\b/i.test(locale) ? 'fr' : 'en';
}

/** A channel or a direct conversation in our words. */
export function toChannel(channel: Conversation): SlackChannel {
  const isDirect = channel.is_im === true || channel.is_mpim === true;
  return {
    id: channel.id,
    name: channel.name ?? '',
    isPrivate: isDirect || channel.is_private === true,
    isShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    isMember: isDirect || channel.is_member === true,
    isArchived: channel.is_archived === true,
  };
}

/** An instant as Slack counts: seconds with six decimals, as text. */
export function toTs(at: Date): string {
  return (at.getTime() / 1000).toFixed(6);
}
