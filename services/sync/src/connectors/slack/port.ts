import type { HomeView, KnownBlock, ModalView } from '@slack/types';

/** A message as it is posted or redrawn. `text` is the notification and what screen readers read (slack.md 8). */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
  /** Readable by every app and member of the channel: ids only, no personal data (slack.md 10). */
  metadata?: { event_type: string; event_payload: Record<string, string> };
}

export interface SlackPerson {
  id: string;
  /** The workspace the person belongs to: not ours for people of a shared channel (slack.md 13). */
  teamId: string;
  /** The Slack organization (Enterprise Grid) the person belongs to; null without one. */
  enterpriseId: string | null;
  /** Slack says that they are of another company. */
  isStranger: boolean;
  name: string;
  /** Null unless Slack says that it is confirmed. */
  email: string | null;
  isGuest: boolean;
  isBot: boolean;
  isDeleted: boolean;
  language: 'fr' | 'en';
  /** An IANA name, such as Europe/Paris. */
  timeZone: string | null;
}

export interface SlackChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  /** People of other organisations read it (Slack Connect, slack.md 13). */
  isShared: boolean;
  /** Whether our app is in it. */
  isMember: boolean;
  isArchived: boolean;
}

/** Whom our token speaks for. */
export interface SlackWorkspaceInfo {
  teamId: string;
  teamName: string;
  enterpriseId: string | null;
  botId: string;
  botUserId: string;
  /** What the installed app may do; empty when Slack does not tell. */
  scopes: string[];
  url: string;
}

/** Tells at any moment whether work came to its end before it was done; an AbortSignal does. */
export type Ending = Pick<AbortSignal, 'aborted'>;

/** It never left: its work had come to an end while it waited for its turn. */
export class CallWithdrawn extends Error {
  constructor(method: string) {
    super(`${method} was withdrawn before it left.`);
    this.name = 'CallWithdrawn';
  }
}

/** One workspace; every method throws OutsideError with vendor 'slack'. */
export interface Slack {
  authTest(): Promise<SlackWorkspaceInfo>;
  postMessage(post: {
    channel: string;
    message: SlackMessage;
    threadTs?: string;
    broadcast?: boolean;
    /** Where it is aborted in the moment it would leave, it does not: CallWithdrawn is thrown. */
    signal?: Ending;
  }): Promise<{ channel: string; ts: string }>;
  updateMessage(update: { channel: string; ts: string; message: SlackMessage }): Promise<void>;
  postEphemeral(post: { channel: string; user: string; text: string; threadTs?: string }): Promise<void>;
  /** ts of our message with this metadata, or null; looks in the channel, or in the thread. */
  findMessage(wanted: {
    channel: string;
    threadTs?: string;
    since: Date;
    eventType: string;
    payload: Record<string, string>;
  }): Promise<string | null>;
  openView(open: { triggerId: string; view: ModalView }): Promise<{ viewId: string; hash: string }>;
  updateView(update: { viewId: string; hash?: string; view: ModalView }): Promise<void>;
  publishHome(home: { userId: string; view: HomeView }): Promise<void>;
  person(userId: string): Promise<SlackPerson>;
  personByEmail(email: string): Promise<SlackPerson | null>;
  /** Null when it does not exist, or when a private one is hidden from the app. */
  channel(id: string): Promise<SlackChannel | null>;
  /** The id of the channel in which the app talks with one person. */
  openDirect(userId: string): Promise<string>;
}
