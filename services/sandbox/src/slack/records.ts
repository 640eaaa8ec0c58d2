import type { KnownBlock } from '@slack/types';

/** A workspace. `is_home`: the one the seeded bot token belongs to. */
export interface Team {
  id: string;
  name: string;
  domain: string;
  is_home: boolean;
}

/** A member as users.info tells it (slack.md 13); our own flat form. */
export interface Member {
  id: string;
  team_id: string;
  /** The handle. */
  name: string;
  real_name: string;
  /** Null for bots. */
  email: string | null;
  is_email_confirmed: boolean;
  is_admin: boolean;
  is_bot: boolean;
  deleted: boolean;
  /** Guest of several channels. */
  is_restricted: boolean;
  /** Guest of one channel. */
  is_ultra_restricted: boolean;
  /** IETF tag such as fr-FR. */
  locale: string;
  tz: string;
}

export interface Channel {
  id: string;
  /** The workspace that made it. */
  team_id: string;
  /** Without `#`; for a direct message the id of the person. */
  name: string;
  kind: 'public' | 'private' | 'direct';
  is_archived: boolean;
  /** People of other workspaces are in it (Slack Connect). */
  is_ext_shared: boolean;
  /** Ids of members, bots included. */
  members: string[];
  /** Seconds. */
  created: number;
}

export interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** A message that everybody in the channel sees. `ts` is its id in the channel: seconds with six decimals. */
export interface Message {
  channel: string;
  ts: string;
  /** Of the thread it belongs to; a parent with replies carries its own ts. */
  thread_ts: string | null;
  /** A reply that is shown in the channel as well. */
  is_broadcast: boolean;
  team_id: string;
  user: string;
  /** Null for what a person wrote. */
  bot_id: string | null;
  text: string;
  /** Every block and element carries its block_id and action_id: Slack gives them where the app did not. */
  blocks: KnownBlock[];
  metadata: Metadata | null;
  edited: { user: string; ts: string } | null;
  /** Deleted while it had replies: a placeholder stays. */
  is_tombstone: boolean;
  /** Who was called by it: `<@U…>` ids, `channel`, `here`, `everyone`, `subteam:S…`; over all its versions. */
  pings: string[];
}

/** "Only visible to you." */
export interface Ephemeral {
  id: string;
  channel: string;
  user: string;
  ts: string;
  thread_ts: string | null;
  bot_id: string;
  text: string;
  blocks: KnownBlock[];
  pings: string[];
}

export type TextObject = { type: 'plain_text'; text: string; emoji?: boolean };

/** A modal that is open at a person, or an App Home (`type: 'home'`). */
export interface OpenView {
  id: string;
  team_id: string;
  user: string;
  type: 'modal' | 'home';
  callback_id: string;
  /** Null for a home. */
  title: TextObject | null;
  submit: TextObject | null;
  close: TextObject | null;
  blocks: KnownBlock[];
  private_metadata: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  pings: string[];
}

/** What a person filled in, in Slack's shape: of a block, of an element, its value. */
export type ViewState = Record<string, Record<string, Record<string, unknown>>>;

/** An address an app may answer to: five times within thirty minutes (slack.md 7). */
export interface ResponseUrl {
  token: string;
  channel: string;
  user: string;
  /** What was pressed, if something was. */
  message: { ts: string } | { ephemeral: string } | null;
  thread_ts: string | null;
  usesLeft: number;
  expiresAt: string;
}

/** The app in one workspace. */
export interface Installation {
  team_id: string;
  token: string;
  bot_id: string;
  bot_user_id: string;
  scopes: string[];
  /** What every call is answered with instead of being carried out, such as token_revoked; null = the token works. */
  trouble: string | null;
}

export interface OauthCode {
  code: string;
  team_id: string;
  user: string;
  scopes: string[];
  redirect_uri: string;
  expiresAt: string;
}

/** A ticket for one modal: good once, for three seconds. */
export interface Trigger {
  id: string;
  team_id: string;
  user: string;
  /** The modal it came from, if any: a view pushed on it joins its stack. */
  view_id: string | null;
  usedAt: string | null;
  expiresAt: string;
}

/** How strict the stand-in is with the number of calls (slack.md 12). */
export interface Limits {
  isOn: boolean;
  /** chat.postMessage: one per second and channel; so many at once before that counts. */
  postsPerSecond: number;
  postBurst: number;
  /** Calls a minute of a method, by its tier. */
  tier2: number;
  tier3: number;
  tier4: number;
}

/** Everything the Slack stand-in remembers. */
export interface SlackMemory {
  teams: Team[];
  members: Member[];
  channels: Channel[];
  messages: Message[];
  ephemerals: Ephemeral[];
  /** Open modals, in the order of opening; the last one of a person is on top. Three of a stack at most. */
  views: OpenView[];
  /** One per person at most. */
  homes: OpenView[];
  responseUrls: ResponseUrl[];
  installations: Installation[];
  codes: OauthCode[];
  triggers: Trigger[];
  limits: Limits;
  /** Pauses before the second, third and fourth attempt of an event. */
  eventRetryMs: number[];
  /** How long the app has to acknowledge. */
  acknowledgeMs: number;
  /** Counts up: ids of views, ephemerals, channels. */
  lastId: number;
  /** Microseconds of the last ts: no two messages share one. */
  lastTsMicros: number;
}
