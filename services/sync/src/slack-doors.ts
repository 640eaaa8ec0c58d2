import type { Router } from 'express';
import type { ActingOptions } from './approvals/acting.ts';
import { buttonKeysOf } from './approvals/button-value.ts';
import { createHomes } from './approvals/show-home-of.ts';
import type { SlackOauth } from './connectors/slack/oauth.ts';
import { formUrlOf } from './doors.ts';
import { createAskAgain } from './http/ask-again.ts';
import { type BrowserSessions, createBrowserSessions } from './http/browser-sessions.ts';
import { oauthSlack } from './http/oauth-slack.ts';
import { createRefusalPreview } from './http/preview-refusal.ts';
import { slackDoor } from './http/slack-door.ts';
import type { SlackParts } from './open-slack.ts';
import type { Parts } from './parts.ts';
import { connectWorkspace } from './slack/connect-workspace.ts';

/** What Slack, and administrators who connect it, call. */
export interface SlackDoors {
  slack: Router | null;
  slackOauth: Router | null;
  /** Waits until everything that was acknowledged is done. */
  idle(): Promise<void>;
}

/** Without Slack there are none. */
export const noSlackDoors: SlackDoors = { slack: null, slackOauth: null, idle: async () => undefined };

/**
 * Opens them. In shadow mode nothing is answered in Slack, since nothing may be written there: there are none.
 * @param slack null without Slack
 * @param poke a request is to be shown anew, where this node follows requests
 */
export async function openSlackDoors(
  parts: Parts,
  slack: SlackParts | null,
  poke: () => void,
): Promise<SlackDoors> {
  const { environment, seal } = parts;
  if (!slack || environment.SHADOW === 'on' || environment.ROLE === 'worker') return noSlackDoors;
  const { signingSecret, workspaces } = slack;
  const acting = actingOf(parts, slack, poke);
  const { router, idle } = await slackDoor({
    signingSecret,
    workspaces,
    acting,
    count: parts.metrics.slackRequest,
  });
  const sessions = createBrowserSessions(seal, environment.publicUrl.startsWith('https:'));
  return { slack: router, slackOauth: installationDoor(parts, slack, sessions), idle };
}

function actingOf(parts: Parts, { workspaces, recognise }: SlackParts, poke: () => void): ActingOptions {
  const { database, bell, companies, compose, keys, log } = parts;
  const { db } = database;
  const buttonKeys = buttonKeysOf(keys);
  const now = () => new Date();
  const home = { db, companies, slackOf: workspaces.slackOf, buttonKey: buttonKeys[0], log, now };
  return {
    db,
    bell,
    companies,
    workspaces,
    recognise,
    buttonKeys,
    askAgain: createAskAgain({ db, companies, log }),
    previewRefusal: createRefusalPreview(db, compose),
    formUrlOf: (companyId) => formUrlOf(parts, companyId),
    poke,
    showHome: createHomes(home, recognise),
    log,
    now,
  };
}

function installationDoor(parts: Parts, slack: SlackParts, sessions: BrowserSessions): Router | null {
  const { environment, database, seal, companies, address, log } = parts;
  const { oauthFor } = slack;
  if (!oauthFor) return null;
  let made: SlackOauth | undefined;
  return oauthSlack({
    // Only once we listen it is certain how we are reached.
    oauth: () => {
      made ??= oauthFor(`${address.publicUrl}/oauth/slack/callback`);
      return made;
    },
    seal,
    secure: environment.publicUrl.startsWith('https:'),
    sessions,
    companies,
    signInUrl: environment.app ? '/oauth/pipedrive/start' : null,
    connected: (companyId, installation) =>
      connectWorkspace({ ...slack, db: database.db, seal, log }, companyId, installation),
    log,
  });
}
