import * as z from 'zod';
import { markMissed } from '../store/approval-changes.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Announcing, ApprovalOptions } from './options.ts';

const factName = 'slack-connection';
/** `teamId` null: Slack has not told yet whose the token is. */
const Connection = z.object({ teamId: z.string().nullable(), connectedAt: z.string() });

/** Since when the requests of companies are announced where they are announced now. */
export interface Connections {
  /**
   * The ISO instant at which the company was connected with its workspace. Seen for the first time, at a start and now
   * and then, what is not shown as it is gets marked, so that everything is caught up; nobody waits for that.
   */
  of(companyId: string, announcing: Announcing): Promise<string>;
  /** The company is to be announced, and Slack has not answered yet: what comes from now on is shown when it does. */
  begun(companyId: string): Promise<void>;
  /** Undefined when nothing is being marked, else its end. */
  marking(): Promise<unknown> | undefined;
  /** Marks no more. */
  stop(): void;
}

/** What another release, or a node that had not heard of the connection, left unmarked is found within that time. */
const lookAgainMs = 10 * 60_000;
/** Nodes hear of a connection within ten seconds: what they changed before is marked then. */
const soonMs = 15_000;

/** The CRM tells whole seconds by its own clock: what came in the minute before is taken as new. */
const clocksApartMs = 60_000;

/**
 * Remembers, for this node, since when which company is connected; the store remembers for all.
 * @param marked told whenever all that a company missed is marked
 */
export function createConnections(
  { db, now, log }: Pick<ApprovalOptions, 'db' | 'now' | 'log'>,
  marked: () => void,
): Connections {
  const known = new Map<string, { place: string; connectedAt: string; markAtMs: number }>();
  const begun = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const mark = (companyId: string, channel: string): void => {
    const work = markMissed(db, companyId, channel, stopping.signal)
      .catch((error: Error) => {
        known.delete(companyId);
        log.warn({ companyId, error: error.message }, 'what Slack missed could not be marked; trying again');
      })
      .finally(() => {
        underWay.delete(work);
        marked();
      });
    underWay.add(work);
  };
  const connectedSince = async (companyId: string, teamId: string | null): Promise<string> => {
    const kept = await readConnection(db, companyId);
    if (kept && (teamId === null || kept.teamId === teamId)) return kept.connectedAt;
    const since = new Date(now().getTime() - clocksApartMs).toISOString();
    const connectedAt = kept?.teamId === null ? kept.connectedAt : since;
    await writeFact(db, companyId, factName, { teamId, connectedAt });
    return connectedAt;
  };
  return {
    of: async (companyId, { teamId, channel }) => {
      const place = `${teamId} ${channel}`;
      const seen = known.get(companyId);
      const isSame = seen?.place === place;
      if (isSame && now().getTime() < seen.markAtMs) return seen.connectedAt;
      const connectedAt = isSame ? seen.connectedAt : await connectedSince(companyId, teamId);
      const markAtMs = now().getTime() + (isSame ? lookAgainMs : soonMs);
      known.set(companyId, { place, connectedAt, markAtMs });
      mark(companyId, channel);
      return connectedAt;
    },
    begun: async (companyId) => {
      if (begun.has(companyId)) return;
      await connectedSince(companyId, null);
      begun.add(companyId);
    },
    marking: () => (underWay.size === 0 ? undefined : Promise.all(underWay)),
    stop: () => stopping.abort(),
  };
}

/** ISO instant since when a company is connected with its workspace; null when it never was. */
export async function connectedAtOf(db: ApprovalOptions['db'], companyId: string): Promise<string | null> {
  return (await readConnection(db, companyId))?.connectedAt ?? null;
}

async function readConnection(db: ApprovalOptions['db'], companyId: string) {
  return Connection.safeParse(await readFact(db, companyId, factName)).data;
}
