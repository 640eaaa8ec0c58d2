import type { AdminAccounts } from '../connectors/admin-accounts/client.ts';
import type { Helpscout } from '../connectors/helpscout/port.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { KnownOutside } from './known-outside.ts';
import { shadowAccounts } from './shadow-accounts.ts';
import { shadowHelpscout } from './shadow-helpscout.ts';
import { shadowMailer } from './shadow-mailer.ts';
import { type RecordWrite, shadowPipedrive } from './shadow-pipedrive.ts';

/** What effects reach the outside by. */
export interface Connectors {
  pipedrive: Pipedrive;
  accounts: AdminAccounts;
  mailer: Mailer;
  /** The help desk at the moment of a call; null for a company without one. */
  desk(): { background: Helpscout; interactive: Helpscout } | null;
}

/**
 * The connectors with their writes taken out: reads ask for real, writes go to `record` and are answered as they
 * would be. Handlers run on them unchanged.
 */
export function shadowConnectors(
  { pipedrive, accounts, mailer, desk }: Connectors,
  record: RecordWrite,
  known: KnownOutside,
): Connectors {
  return {
    pipedrive: shadowPipedrive(pipedrive, record, known),
    accounts: shadowAccounts(accounts, record, known),
    mailer: shadowMailer(mailer, record),
    desk: () => {
      const real = desk();
      if (!real) return null;
      const { background, interactive } = real;
      return {
        background: shadowHelpscout(background, record),
        interactive: shadowHelpscout(interactive, record),
      };
    },
  };
}
