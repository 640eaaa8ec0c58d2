import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

/** Where a request of Slack says it comes from. */
export interface Origin {
  /** Of the workspace, or of the person where that is all Slack tells. */
  teamId: string | null;
  enterpriseId: string | null;
  /** The app the request is for. */
  appId: string | null;
  /** Of the message or view a person used; null when it is about neither. */
  botId: string | null;
  /** The app that message or view is of, where Slack tells. */
  shownByAppId: string | null;
}

/** Tells whose a request of Slack is; undefined for another workspace, or another app's message. */
export type WorkspaceOfOrigin = (origin: Origin) => Promise<Workspace | undefined>;

/**
 * The signature says that the request is for an app with our secret. What it is about says which one it is: the bot
 * of the message or view must be the workspace's own, and the app stays the one whose message or view that was.
 */
export function createOrigins({ ofTeam, ofBot }: Pick<Workspaces, 'ofTeam' | 'ofBot'>): WorkspaceOfOrigin {
  const appIds = new Map<string, string>();
  return async ({ teamId, enterpriseId, appId, botId, shownByAppId }) => {
    // People of a shared channel press in the name of their own workspace: the bot tells whose message it is.
    const found = (await ofTeam(teamId, enterpriseId)) ?? (botId === null ? undefined : ofBot(botId));
    if (!found || !fits(found.botId, botId) || !fits(shownByAppId, appId)) return undefined;
    if (!fits(appIds.get(found.companyId) ?? null, appId)) return undefined;
    const isCertain = botId !== null && botId === found.botId && shownByAppId !== null;
    if (isCertain) appIds.set(found.companyId, shownByAppId);
    return found;
  };
}

/** Whether nothing speaks against it. */
function fits(known: string | null, told: string | null): boolean {
  return known === null || told === null || known === told;
}
