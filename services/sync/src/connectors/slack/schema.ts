import * as z from 'zod';

/** Slack leaves out what does not apply, or says null; an unknown form counts as absent. */
const flag = z.boolean().nullish().catch(null);
const optionalText = z.string().nullish().catch(null);

/** auth.test; the scopes come from a header (`x-oauth-scopes`), where web-api puts them into the answer. */
export const AuthTest = z.object({
  url: z.string(),
  team: optionalText,
  team_id: z.string().min(1),
  user_id: z.string().min(1),
  /** Absent for the tokens of people. */
  bot_id: optionalText,
  enterprise_id: optionalText,
  response_metadata: z
    .object({ scopes: z.array(z.string()).nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** chat.postMessage; the channel is an id even when a person was addressed. */
export const Posted = z.object({ channel: z.string().min(1), ts: z.string().min(1) });

/** views.open and views.update. */
export const ViewAnswer = z.object({ view: z.object({ id: z.string().min(1), hash: optionalText }) });

/** Whatever comes back from a call of which nothing is read. */
export const Done = z.object({});

/** A person as users.info and users.lookupByEmail tell them (slack.md 13). */
export const SlackUser = z.object({
  id: z.string().min(1),
  team_id: optionalText,
  name: optionalText,
  real_name: optionalText,
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_email_confirmed: flag,
  /** Of another company: known from a shared channel alone. */
  is_stranger: flag,
  /** Of the people of a Slack organization. */
  enterprise_user: z.object({ enterprise_id: optionalText }).nullish().catch(null),
  locale: optionalText,
  tz: optionalText,
  profile: z
    .object({ email: optionalText, real_name: optionalText, display_name: optionalText, team: optionalText })
    .nullish()
    .catch(null),
});
export type SlackUser = z.output<typeof SlackUser>;

export const UserAnswer = z.object({ user: SlackUser });

/** A channel as conversations.info tells it; a direct conversation has no name. */
export const Conversation = z.object({
  id: z.string().min(1),
  name: optionalText,
  is_private: flag,
  is_im: flag,
  is_mpim: flag,
  is_ext_shared: flag,
  is_pending_ext_shared: flag,
  is_member: flag,
  is_archived: flag,
});
export type Conversation = z.output<typeof Conversation>;

export const ConversationAnswer = z.object({ channel: Conversation });

/** conversations.open tells the id alone. */
export const Opened = z.object({ channel: z.object({ id: z.string().min(1) }) });

/** A message of conversations.history or .replies, as far as it is needed to recognise one of ours. */
const HistoryMessage = z.object({
  ts: z.string().min(1),
  user: optionalText,
  bot_id: optionalText,
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
    .nullish()
    .catch(null),
});
export type HistoryMessage = z.output<typeof HistoryMessage>;

export const History = z.object({
  messages: z.array(HistoryMessage),
  has_more: flag,
  response_metadata: z.object({ next_cursor: optionalText }).nullish().catch(null),
});

/** oauth.v2.access for one workspace (slack.md 6); `expires_in` is there when token rotation is on. */
export const Access = z.object({
  access_token: z.string().min(1),
  token_type: z.string(),
  scope: optionalText,
  bot_user_id: optionalText,
  app_id: optionalText,
  expires_in: z.number().nullish().catch(null),
  is_enterprise_install: flag,
  team: z
    .object({ id: z.string().min(1), name: optionalText })
    .nullish()
    .catch(null),
  enterprise: z
    .object({ id: z.string().min(1) })
    .nullish()
    .catch(null),
  authed_user: z.object({ id: optionalText }).nullish().catch(null),
});
export type Access = z.output<typeof Access>;
