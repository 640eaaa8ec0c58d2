import { sendDueWeekDigests } from './digests/send-week-digests.ts';
import type { Parts } from './parts.ts';

/** Sends the digests of the week that are due. */
export function weekDigests(parts: Parts): (signal: AbortSignal) => Promise<void> {
  const { database, companies, slack, mailer, compose, environment, log } = parts;
  const options = {
    db: database.db,
    companies,
    slackOf: (companyId: string) => slack?.workspaces.slackOf(companyId),
    ...{ mailer, compose, mailFrom: environment.MAIL_FROM, log },
    now: () => new Date(),
  };
  return (signal) => sendDueWeekDigests(options, signal);
}
