import type { Server } from 'node:http';
import type { Approvals } from './approvals/start-approvals.ts';
import { within } from './http/within.ts';
import type { Parts } from './parts.ts';
import type { SlackDoors } from './slack-doors.ts';
import type { Upkeep } from './upkeep.ts';
import type { Work } from './work.ts';

/** Everything that has to come to an end. */
export type Stopping = Parts &
  Work & { server: Server; upkeep: Upkeep; approvals: Approvals | null; slackDoors: SlackDoors };

/** A call outside takes 10 seconds at most, and what it led to has to be written. */
const workLimitMs = 18_000;
/** What is left of the 30 seconds that orchestrators wait, the store's own 5 kept apart. */
const closingLimitMs = 5_000;

/**
 * Nothing new is begun, what runs ends, and the store goes last. As long as work ends the doors stay open, and
 * `/health/ready` says that somebody else should be asked. What does not end in time is left as it is: whoever takes it
 * up next looks before it repeats.
 */
export async function stopInOrder(stopping: Stopping): Promise<void> {
  const { server, database, ending, log } = stopping;
  ending.hasBegun = true;
  const late = (what: string) => () =>
    log.warn({ what }, 'something did not end in time; it is left to the next');
  await within(workLimitMs, endWork(stopping), late('work'));
  server.close();
  server.closeIdleConnections();
  await within(closingLimitMs, close(stopping), late('closing'));
  server.closeAllConnections();
  await database.close();
}

async function endWork({ upkeep, bulk, router, runner, approvals, slackDoors }: Stopping): Promise<void> {
  await Promise.all([upkeep.stop(), bulk.stop(), router.stop(), runner.stop()]);
  await slackDoors.idle();
  await approvals?.stop();
}

async function close(stopping: Stopping): Promise<void> {
  const { server, bell, locks, mailer, companies, checkup, helpscout, metrics, slackDoors } = stopping;
  await slackDoors.idle();
  await bell.stop();
  await locks.close();
  await checkup.idle();
  await helpscout?.replyReading.idle();
  metrics.close();
  mailer.close();
  await companies.flush();
  server.closeAllConnections();
  // What came over a connection that was kept open was acknowledged, too.
  await slackDoors.idle();
}
