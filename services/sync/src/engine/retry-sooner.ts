import type { Kysely } from 'kysely';
import type { Vendor } from '../connectors/errors.ts';
import type { EffectHandlers } from '../effect-handlers/handler.ts';
import type { Log } from '../log.ts';
import { retryRefusedSignInsNow, retryTroubledNow } from '../store/effects.ts';
import type { Schema } from '../store/schema.ts';
import type { Bell } from './bell.ts';

/** Tries effects again sooner than planned, when there is news that makes it worth while. */
export interface RetrySooner {
  /** A vendor that was away answers again. */
  vendorIsBack(vendor: Vendor): void;
  /** This node has just started, or a company was installed: perhaps the credentials that were missing are there. */
  accessRenewed(): void;
}

export function createRetrySooner(
  db: Kysely<Schema>,
  bell: Bell,
  handlers: EffectHandlers,
  log: Log,
): RetrySooner {
  const ringFor = (finding: Promise<string[]>): void => {
    finding.then(
      (instances) => {
        for (const instanceId of instances) bell.ring({ instanceId });
      },
      (error: Error) => log.warn({ error: error.message }, 'troubled effects wait for their own next try'),
    );
  };
  return {
    vendorIsBack: (vendor) => {
      const own = Object.entries(handlers).filter(([, handler]) => handler.vendor === vendor);
      ringFor(
        retryTroubledNow(
          db,
          own.map(([kind]) => kind),
        ),
      );
    },
    accessRenewed: () => ringFor(retryRefusedSignInsNow(db)),
  };
}
