import { type SectionKey, sectionKeys } from '../connectors/slack/messages/sections.ts';
import type { Workspace } from '../slack/workspace.ts';
import { type SlackPersonRow, slackPerson } from '../store/slack-people.ts';
import type { WantedHome } from './acting.ts';
import type { ApprovalOptions } from './options.ts';
import type { Recognise } from './person-of-slack.ts';
import { keptHome, showHome } from './show-home.ts';

/** Publishes the Home of somebody who is there. */
export type ShowHome = (workspace: Workspace, person: SlackPersonRow, wanted: WantedHome) => Promise<void>;

/**
 * Publishes Homes without waiting behind posts; what is not said stays as it was. All that is wanted for somebody while
 * one is on its way follows as one: the last section, and the last notice.
 */
export function createHomes(options: ApprovalOptions, recognise: Recognise): ShowHome {
  /** What is wanted next of those whose Home is on its way; null = nothing more. */
  const next = new Map<string, WantedHome | null>();
  return async (workspace, person, wanted) => {
    const key = `${person.team_id} ${person.user_id}`;
    const waiting = next.get(key);
    if (waiting !== undefined) return void next.set(key, merged(waiting, wanted));
    try {
      for (let one: WantedHome | null = wanted; one !== null; one = next.get(key) ?? null) {
        next.set(key, null);
        try {
          await publish(options, recognise, workspace, person, one);
        } catch (error) {
          // What follows shows all of it.
          if (!next.get(key)) throw error;
        }
      }
    } finally {
      next.delete(key);
    }
  };
}

function merged(earlier: WantedHome | null, later: WantedHome): WantedHome {
  return { ...earlier, ...later, notice: later.notice ?? earlier?.notice ?? null };
}

async function publish(
  options: ApprovalOptions,
  recognise: Recognise,
  workspace: Workspace,
  person: SlackPersonRow,
  { section, page, notice }: WantedHome,
): Promise<void> {
  const user = { teamId: person.team_id, userId: person.user_id };
  const kept = keptHome((await slackPerson(options.db, person.team_id, person.user_id))?.home);
  const chosen: SectionKey = sectionKeys.find((key) => key === section) ?? kept.chosen;
  const recognised = await recognise(workspace, user);
  const { companyId } = workspace;
  const shown = { companyId, user, recognised, chosen, page: page ?? kept.page, notice };
  await showHome(options, workspace.interactive, shown);
}
