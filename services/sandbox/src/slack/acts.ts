import { closeView } from './act-close.ts';
import { runCommand } from './act-command.ts';
import { openHome, sendEvent, verifyUrl } from './act-events.ts';
import { grant, uninstall } from './act-install.ts';
import { press } from './act-press.ts';
import { submitView } from './act-submit.ts';
import { dismiss, write } from './act-write.ts';
import type { Exchange } from './exchange.ts';
import type { OpenView } from './records.ts';
import { repeat } from './send.ts';
import type { SlackContext } from './slack-context.ts';

/**
 * What a test can spoil about a request, to try what the app refuses; each is left right unless told.
 * `to` is a base address other than the service's own, for example of a second node.
 */
export interface Sending {
  to?: string;
  secret?: string;
  /** Seconds the signed timestamp is moved by: -301 is too old, 3600 an hour ahead. */
  shiftSeconds?: number;
  isUnsigned?: boolean;
  appId?: string;
}

/** Where something is pressed. */
export type Place =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'ephemeral'; id: string }
  | { kind: 'view'; viewId: string }
  | { kind: 'home' };

/**
 * What a person typed or chose: of a block, of an element, a text (typed, a date, the value of the option, the id of
 * the person or channel; null = emptied), or a list for checkboxes and multi selects.
 */
export type Filled = Record<string, Record<string, string | readonly string[] | null>>;

export interface Press extends Sending {
  /** Id of the person. */
  user: string;
  place: Place;
  /** May be left out where no other element has this action_id. */
  blockId?: string;
  actionId: string;
  /** For anything but a button: what was chosen or typed. */
  chosen?: string | readonly string[] | null;
  /** What stands in the other fields. */
  filled?: Filled;
  /** Overwrites fields of the action that is sent, for example a button's value. */
  forged?: Record<string, unknown>;
}

export interface Submission extends Sending {
  user: string;
  viewId: string;
  filled?: Filled;
  /** Overwrites fields of the view that is sent, for example private_metadata. */
  forged?: Record<string, unknown>;
}

export interface Command extends Sending {
  user: string;
  channel: string;
  /** With the slash. */
  command: string;
  text: string;
}

/**
 * How a request to the app went. `warning`: it was not acknowledged (no answer in time, or not 2xx), and the person is
 * told that the app did not answer. `exchange` holds what was sent, so that a test can send it again.
 */
export interface Outcome {
  exchange: Exchange;
  warning: boolean;
}

export interface SubmitOutcome extends Outcome {
  /** By block_id; empty when the submission was taken. */
  errors: Record<string, string>;
  /** The modal the person looks at now: the same, updated or pushed one, the one below, or null when all closed. */
  view: OpenView | null;
}

/** What a person does in Slack. All of them reject with SlackActError for what the screen would not allow. */
export type SlackActs = ReturnType<typeof createSlackActs>;

/**
 * The acts over one stand-in: the requests they send are signed as Slack signs them, go to `/slack/events` of the
 * service and are waited for three seconds.
 */
export function createSlackActs(context: SlackContext) {
  return {
    /** Presses a button, chooses in a select, changes an input that dispatches: block_actions. */
    press: (asked: Press): Promise<Outcome> => press(context, asked),
    /** Submits a modal: view_submission. */
    submitView: (asked: Submission): Promise<SubmitOutcome> => submitView(context, asked),
    /** Closes a modal (`isCleared`: with its whole stack): view_closed when it asked for that, else null. */
    closeView: (asked: Sending & { user: string; viewId: string; isCleared?: boolean }) =>
      closeView(context, asked),
    /** Types a slash command; what the app answers is kept as an ephemeral (or message) of the channel. */
    runCommand: (asked: Command): Promise<Outcome> => runCommand(context, asked),
    /** Opens the app's Home (or Messages) tab: app_home_opened. */
    openHome: (asked: Sending & { user: string; tab?: 'home' | 'messages' }): Promise<Outcome> =>
      openHome(context, asked),
    /** Sends any event; resolves with the first attempt, the others follow by themselves. */
    sendEvent: (asked: Sending & { teamId?: string; event: { type: string } & Record<string, unknown> }) =>
      sendEvent(context, asked),
    /** What Slack does when a request address is configured; `isVerified` when the challenge came back. */
    verifyUrl: (asked: Sending = {}): Promise<Outcome & { isVerified: boolean }> => verifyUrl(context, asked),
    /** Sends a request once more: the same bytes, or the same body signed anew (`isSignedAnew`). */
    repeat: ({ exchange, isSignedAnew }: { exchange: Exchange; isSignedAnew?: boolean }): Promise<Exchange> =>
      repeat(context, exchange, isSignedAnew === true),
    /** A person writes a message, in a thread if told; gives its ts. No event is sent. */
    write: (asked: { user: string; channel: string; text: string; threadTs?: string }): string =>
      write(context, asked),
    /** "Dismiss message" on an ephemeral. */
    dismiss: (id: string): void => dismiss(context, id),
    /** "Allow" on the consent page: gives where the browser goes, with code and state. */
    grant: (asked: {
      teamId: string;
      user: string;
      scopes: string[];
      redirectUri: string;
      state: string;
    }): string => grant(context, asked),
    /** Removes the app from a workspace: the token is revoked, app_uninstalled and tokens_revoked are sent. */
    uninstall: (asked: Sending & { teamId: string }): Promise<Outcome[]> => uninstall(context, asked),
  };
}
