import { setTimeout as sleep } from 'node:timers/promises';
import type { Slack } from '../connectors/slack/port.ts';
import { peopleAtHome, type SlackPersonRow, slackPerson } from '../store/slack-people.ts';
import type { ApprovalOptions } from './options.ts';
import type { Recognised, SlackUser } from './person-of-slack.ts';
import { drawHome, keptHome } from './show-home.ts';

/** Keeps open Homes in step with the requests. */
export interface HomeFollower {
  /** Requests of a company are shown anew: its Homes are, too, a moment later. */
  changed(companyId: string): void;
  stop(): Promise<void>;
}

export interface HomeFollowerOptions extends ApprovalOptions {
  /** Who somebody is at this moment; undefined when the company has no Slack any more. */
  recogniseFor(companyId: string, user: SlackUser): Promise<Recognised | undefined>;
  /** Milliseconds from a change to the first Home, and between two. */
  paces?: { debounceMs: number; gapMs: number };
}

/** Whoever has not looked for so long does not wait for it. */
const openedWithinMs = 7 * 86_400_000;
/** 100 a minute are allowed at least (slack.md 11), and people who press need some of them. */
const defaultPaces = { debounceMs: 2_000, gapMs: 1_000 };

/**
 * Publishes the Homes of those who opened theirs, some seconds after requests changed: many changes make one round,
 * and a round never goes faster than Slack takes it.
 */
export function createHomeFollower(options: HomeFollowerOptions): HomeFollower {
  const { paces = defaultPaces } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const wait = (delayMs: number) => sleep(delayMs, undefined, { signal }).catch(() => undefined);
  const due = new Set<string>();
  const rounds = new Map<string, Promise<void>>();
  const rest = async (companyId: string): Promise<void> => {
    try {
      while (due.has(companyId) && !signal.aborted) {
        await wait(paces.debounceMs);
        due.delete(companyId);
        if (!signal.aborted) await round(companyId);
      }
    } finally {
      // Here, not when the promise has ended: a change between the two would be shown by nobody.
      rounds.delete(companyId);
    }
  };
  const round = async (companyId: string): Promise<void> => {
    const since = new Date(options.now().getTime() - openedWithinMs);
    for (const person of await peopleAtHome(options.db, companyId, since)) {
      if (signal.aborted) return;
      await publish(options, companyId, person);
      await wait(paces.gapMs);
    }
  };
  return {
    changed: (companyId) => {
      due.add(companyId);
      if (rounds.has(companyId) || signal.aborted) return;
      const running = rest(companyId).catch((error: Error) => {
        options.log.warn({ companyId, error: error.message }, 'Homes in Slack were not shown anew');
      });
      rounds.set(companyId, running);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(rounds.values());
    },
  };
}

/** One person's trouble keeps no other Home waiting. */
async function publish(
  options: HomeFollowerOptions,
  companyId: string,
  { team_id: teamId, user_id: userId }: SlackPersonRow,
): Promise<void> {
  const user: SlackUser = { teamId, userId };
  const slack: Slack | undefined = options.slackOf(companyId)?.slack;
  try {
    const recognised = slack && (await options.recogniseFor(companyId, user));
    if (!slack || !recognised) return;
    // Read now: they may have turned a page since the round began.
    const home = keptHome((await slackPerson(options.db, teamId, userId))?.home);
    await drawHome(options, slack, { companyId, user, recognised, ...home, notice: null });
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    options.log.warn({ companyId, userId, error: said }, 'a Home in Slack was not shown anew');
  }
}
