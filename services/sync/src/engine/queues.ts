/** The one queue of pg-boss: bells that say "look at this row". The rows themselves are ours. */
export const wakeQueue = 'wake';

/** What a bell says: an instance has work, deliveries wait to be routed, or requests to be decided in bulk. */
export type Wake = { instanceId: string } | { deliveries: true } | { bulkDecisions: true };
