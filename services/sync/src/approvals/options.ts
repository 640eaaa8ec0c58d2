import type { Kysely } from 'kysely';
import type { Companies } from '../company/companies.ts';
import type { Slack } from '../connectors/slack/port.ts';
import type { Log } from '../log.ts';
import type { Schema } from '../store/schema.ts';

/** Where the requests of a company are announced. */
export interface Announcing {
  /** The client that waits its turn. */
  slack: Slack;
  /** Id of the channel. */
  channel: string;
  teamId: string;
}

/** What everything works with that keeps Slack in step with requests. */
export interface ApprovalOptions {
  db: Kysely<Schema>;
  companies: Pick<Companies, 'ids' | 'find' | 'companyOf'>;
  /** Undefined for a company without Slack, or as long as Slack has not told who we are. */
  slackOf(companyId: string): Announcing | undefined;
  /** Signs the values of buttons (button-value.ts). */
  buttonKey: Uint8Array;
  log: Log;
  now(): Date;
}

/** The companies that are served and announced now; in shadow mode nothing is posted. */
export function announcedCompanies({ companies, slackOf }: ApprovalOptions): string[] {
  return companies.ids().filter((id) => companies.companyOf(id).shadow !== true && slackOf(id) !== undefined);
}
