import { channelOf, memberOf, repliesTo, teamOf } from './lookup.ts';
import type { Channel, Installation, Member, Message, OpenView, ViewState } from './records.ts';
import type { SlackContext } from './slack-context.ts';

/** A message as the Web API and the payload of a press give it; metadata only for who asks for it. */
export function messagePayload(context: SlackContext, message: Message, withMetadata = false) {
  const { memory, app } = context;
  const { ts, thread_ts: threadTs, user, bot_id: botId, text, blocks, edited, metadata } = message;
  const isTombstone = message.is_tombstone;
  const replies = threadTs === ts ? repliesTo(context, message) : [];
  const installation = memory.installations.find((each) => each.bot_id === botId);
  return {
    type: 'message',
    ...(isTombstone ? { subtype: 'tombstone' } : {}),
    ...(message.is_broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: isTombstone ? 'USLACKBOT' : user,
    ts,
    ...(botId && !isTombstone
      ? { bot_id: botId, app_id: app.id, bot_profile: botProfile(context, installation) }
      : {}),
    text: isTombstone ? 'This message was deleted.' : text,
    team: message.team_id,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(edited ? { edited } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(threadTs && threadTs !== ts ? { parent_user_id: parentOf(context, message)?.user } : {}),
    ...(replies.length > 0
      ? {
          reply_count: replies.length,
          latest_reply: replies.at(-1)?.ts,
          reply_users: [...new Set(replies.map((each) => each.user))],
        }
      : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  };
}

function parentOf({ memory }: SlackContext, { channel, thread_ts: threadTs }: Message): Message | undefined {
  return memory.messages.find((each) => each.channel === channel && each.ts === threadTs);
}

function botProfile(context: SlackContext, installation: Installation | undefined) {
  if (!installation) return undefined;
  const name = memberOf(context, installation.bot_user_id)?.real_name ?? '';
  return {
    id: installation.bot_id,
    app_id: context.app.id,
    name,
    team_id: installation.team_id,
    deleted: false,
  };
}

/** A channel as conversations.info gives it to the app. */
export function channelPayload(channel: Channel, installation: Installation) {
  const isDirect = channel.kind === 'direct';
  const isMember = channel.members.includes(installation.bot_user_id);
  const other = channel.members.find((id) => id !== installation.bot_user_id);
  if (isDirect) {
    return { id: channel.id, created: channel.created, is_im: true, is_archived: false, user: other };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.created,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.is_archived,
    is_general: false,
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_org_shared: false,
    is_member: isMember,
    context_team_id: installation.team_id,
    shared_team_ids: [channel.team_id],
  };
}

/** A person as users.info gives it; the e-mail needs a scope of its own, the locale has to be asked for. */
export function memberPayload(member: Member, options: { withEmail: boolean; withLocale: boolean }) {
  const { id, team_id: teamId, name, real_name: realName, email } = member;
  if (member.deleted) {
    return {
      id,
      team_id: teamId,
      name,
      deleted: true,
      profile: profile(member, options),
      is_bot: member.is_bot,
    };
  }
  return {
    id,
    team_id: teamId,
    name,
    deleted: false,
    real_name: realName,
    tz: member.tz,
    tz_label: member.tz,
    profile: profile(member, options),
    is_admin: member.is_admin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: member.is_restricted,
    is_ultra_restricted: member.is_ultra_restricted,
    is_bot: member.is_bot,
    is_app_user: false,
    is_email_confirmed: email !== null && member.is_email_confirmed,
    ...(options.withLocale ? { locale: member.locale } : {}),
  };
}

function profile(
  { real_name: realName, email, team_id: team }: Member,
  { withEmail }: { withEmail: boolean },
) {
  return {
    real_name: realName,
    real_name_normalized: realName,
    display_name: realName,
    display_name_normalized: realName,
    team,
    ...(withEmail && email ? { email } : {}),
  };
}

/** A view as the Web API and the payloads give it. */
export function viewPayload(context: SlackContext, view: OpenView, state: ViewState = {}) {
  const installation = context.memory.installations.find((each) => each.team_id === view.team_id);
  return {
    id: view.id,
    team_id: view.team_id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: context.app.id,
    external_id: view.external_id,
    app_installed_team_id: view.team_id,
    bot_id: installation?.bot_id ?? '',
  };
}

/** The person in the payload of an interaction. */
export function actorPayload(member: Member) {
  return { id: member.id, username: member.name, name: member.name, team_id: member.team_id };
}

/** What every interaction says about the app and the workspace it is installed in. */
export function envelope(context: SlackContext, member: Member, teamId: string, appId: string) {
  return {
    user: actorPayload(member),
    api_app_id: appId,
    token: context.app.verificationToken,
    team: { id: teamId, domain: teamOf(context, teamId).domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The channel in the payload of a press: private ones are not named. */
export function channelReference(context: SlackContext, id: string) {
  const channel = channelOf(context, id);
  const names = { public: channel?.name ?? '', private: 'privategroup', direct: 'directmessage' };
  return { id, name: names[channel?.kind ?? 'public'] };
}
