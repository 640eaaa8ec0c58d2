import { type NotReplayed, replay, routedBy } from '../operating/replay.ts';
import { withoutAddresses } from '../operating/without-addresses.ts';
import { type ListedDelivery, listDeliveries, readDelivery } from '../store/replay-deliveries.ts';
import { type DeliveryState, deliveryStates } from '../store/schema.ts';
import type { Output } from './configuration.ts';
import type { Operations } from './operations.ts';
import { chosenCompanies, readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const replayUsage = `Usage: npm run replay [-- --list] [--state <state>] [--company <id>] [--limit <count>] [--json]
       npm run replay -- --delivery <id> [--by <name>] [--wait <seconds>]
       npm run replay -- --failed [--company <id>] [--by <name>] [--wait <seconds>]
States: recorded (waits), routed, ignored, unreadable, failed`;

const flags = {
  json: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  by: { type: 'string' },
  company: { type: 'string' },
  state: { type: 'string' },
  limit: { type: 'string', default: '20' },
  delivery: { type: 'string' },
  failed: { type: 'boolean', default: false },
  wait: { type: 'string', default: '15' },
} as const;

const notReplayed: Record<NotReplayed, string> = {
  forgotten: 'its text was forgotten after a month',
  'entered-once': 'a form is entered once, and it was',
  waiting: 'it waits to be routed already',
  colleague: 'an old word on a colleague would put back the rights they had then',
};
/** So many at once are looked at by whoever types. */
const failedMax = 1_000;

/**
 * Lists what the outside sent, or has some of it routed again by the running service: the same way as the first time,
 * where what is known already is passed over.
 *
 * @returns 0: listed, or everything asked for was routed; 1 otherwise
 * @throws WrongUse
 */
export async function replayCommand(
  args: readonly string[],
  operations: Operations,
  output: Output,
): Promise<number> {
  const { json, list, by, company, state, limit, delivery, failed, wait } = readArguments(args, flags);
  chosenCompanies(operations.companyIds(), company);
  const wanted = state === undefined ? undefined : stateNamed(state);
  if (list && (failed || delivery !== undefined)) throw new WrongUse('--list lists, and does nothing else.');
  const typedBy = by ?? operations.typedBy;
  const asked = { by: typedBy, untilMs: Date.now() + 1000 * countOf(wait, 'wait') };
  if (delivery !== undefined) {
    const known = await readDelivery(operations.db, countOf(delivery, 'delivery'));
    if (!known) throw new WrongUse(`There is no delivery ${delivery}.`);
    return replayAll(operations, [known], asked, output);
  }
  if (failed) {
    const chosen = await listDeliveries(operations.db, { company, state: 'failed', limit: failedMax });
    return replayAll(operations, chosen.toReversed(), asked, output);
  }
  const listedMax = countOf(limit, 'limit');
  const found = (await listDeliveries(operations.db, { company, state: wanted, limit: listedMax })).map(
    shown,
  );
  output.write(json ? `${JSON.stringify(found, null, 2)}\n` : listed(found));
  return 0;
}

function stateNamed(name: string): DeliveryState {
  const state = deliveryStates.find((known) => known === name);
  if (!state) throw new WrongUse(`There is no state "${name}".`);
  return state;
}

function countOf(text: string, flag: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new WrongUse(`--${flag} takes a number.`);
  return Number(text);
}

/** Forms are about an address: nobody needs it to replay them. */
function shown({ subject, reason, ...delivery }: ListedDelivery): ListedDelivery {
  return { ...delivery, subject: withoutAddresses(subject), reason: reason && withoutAddresses(reason) };
}

function listed(deliveries: readonly ListedDelivery[]): string {
  if (deliveries.length === 0) return 'No deliveries.\n';
  return table(
    deliveries.map(({ id, company, source, subject, receivedAt, state, reason, replay: again }) => [
      ...[String(id), receivedAt.toISOString(), company, source, subject, state],
      [reason ?? '', again ? `(routed again for ${again.by}, ${again.at})` : ''].join(' ').trim(),
    ]),
  );
}

async function replayAll(
  { db }: Operations,
  deliveries: readonly ListedDelivery[],
  { by, untilMs }: { by: string; untilMs: number },
  output: Output,
): Promise<number> {
  const replayed: number[] = [];
  for (const delivery of deliveries) {
    const why = await replay(db, delivery, by);
    if (why === null) replayed.push(delivery.id);
    else output.say(`${delivery.id}: not replayed, ${notReplayed[why]}.`);
  }
  let routedCount = 0;
  for (const id of replayed) {
    const now = await routedBy(db, id, untilMs);
    const waits = now?.state === 'recorded';
    if (!waits) routedCount += 1;
    output.write(`${id}: ${waits ? 'waits for the service to run' : wordsOf(now)}\n`);
  }
  return routedCount === deliveries.length ? 0 : 1;
}

function wordsOf(delivery: ListedDelivery | undefined): string {
  return [delivery?.state, delivery?.reason].filter(Boolean).join(', ');
}
