import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import type { CommandAnswer, RequestPage } from '#core/contract/request-view.ts';
import { basic, clientSecret, type Vendors } from './bench-service.ts';
import { callJson } from './http-client.ts';
import { companyId, creations, emailOf } from './webhook-bodies.ts';

/** Runs whole flows number `from` to `from + count - 1`, many beside each other; gives the flows per second. */
export type DriveFlows = (from: number, count: number) => Promise<number>;

/** So many that neither side ever waits for the next one. */
const inFlightMax = 256;
/** A look costs the service some milliseconds: it must not be what is measured. */
const lookEveryMs = 500;
/** The end is seen at the mailbox, which costs the service nothing. */
const countEveryMs = 50;

/** The webhooks of a new person and their deal. */
export async function sendWebhooks(url: string, n: number): Promise<void> {
  const headers = { authorization: `Basic ${basic}` };
  for (const body of creations(n)) await callJson(`${url}/webhooks/pipedrive`, { headers, body });
}

/** How flows are driven where that is not as usual. */
export interface DriveOptions {
  /** How many flows are under way at most. */
  inFlight?: number;
  /** Measured from the moment when a fifth has ended until the last one has begun: so long as there is work for all. */
  isSteady?: boolean;
}

/** Webhooks in, a look now and then for all that is pending, a click for each, and the mail as the end of a flow. */
export function serviceFlows(
  url: string,
  vendors: Vendors,
  { inFlight = inFlightMax, isSteady = false }: DriveOptions = {},
): DriveFlows {
  return async (from, count) => {
    const headers = { authorization: `Bearer ${await signedToken()}` };
    const under = createUnderWay();
    const clicked = new Set<string>();
    const mailsBefore = await mailsOf(vendors);
    const startedAt = performance.now();
    const pace = createPace(count, startedAt);
    let lookAtMs = startedAt + lookEveryMs;
    let begun = 0;
    let ended = 0;
    while (ended < count) {
      for (; begun < count && begun - ended < inFlight; begun += 1)
        under.add(sendWebhooks(url, from + begun));
      if (clicked.size < count && performance.now() >= lookAtMs) {
        lookAtMs = performance.now() + lookEveryMs;
        for (const id of await freshOf(url, headers, clicked)) under.add(click(url, headers, id));
      }
      await sleep(countEveryMs);
      under.check();
      ended = (await mailsOf(vendors)) - mailsBefore;
      pace.note(begun, ended);
    }
    return isSteady ? pace.steady() : (count / (performance.now() - startedAt)) * 1000;
  };
}

/** Nothing came to its end for so long: something is lost. */
const stillMaxMs = 60_000;

/** How flows come to their ends. */
function createPace(count: number, startedAt: number) {
  let last = { ended: 0, at: startedAt };
  let first: typeof last | undefined;
  let full: typeof last | undefined;
  return {
    /** @throws Error when nothing has ended for long */
    note(begun: number, ended: number): void {
      const now = performance.now();
      if (ended > last.ended) last = { ended, at: now };
      else if (now - last.at > stillMaxMs)
        throw new Error(`Nothing ended for a minute: ${ended} of ${count} flows.`);
      if (ended >= count / 5) first ??= last;
      if (begun === count) full ??= last;
    },
    /** Flows a second while there was work for all. */
    steady(): number {
      if (!first || !full || full.at <= first.at) throw new Error('Too few flows to see a pace.');
      return ((full.ended - first.ended) / (full.at - first.at)) * 1000;
    },
  };
}

/** Calls that nobody waits for; the first failure of any is thrown at the next check. */
function createUnderWay() {
  const failures: unknown[] = [];
  return {
    add: (call: Promise<void>) => void call.catch((error) => failures.push(error)),
    check: () => {
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** What has become pending since the last look; from now on it counts as clicked. */
async function freshOf(
  url: string,
  headers: Record<string, string>,
  clicked: Set<string>,
): Promise<string[]> {
  const { items } = await callJson<RequestPage>(`${url}/api/requests?step=pending&limit=100`, { headers });
  const fresh = items.filter(({ id, dealId }) => dealId !== null && !clicked.has(id)).map(({ id }) => id);
  for (const id of fresh) clicked.add(id);
  return fresh;
}

async function click(url: string, headers: Record<string, string>, requestId: string): Promise<void> {
  const body = JSON.stringify({ commandId: randomUUID(), type: 'accept-request', requestId });
  const { outcome, reason } = await callJson<CommandAnswer>(`${url}/api/commands`, { headers, body });
  if (outcome !== 'advanced') throw new Error(`A command was answered ${outcome}: ${reason}`);
}

/** The same at the bare script: its answer is the end. */
export function bareFlows(url: string): DriveFlows {
  return async (from, count) => {
    const startedAt = performance.now();
    const numbers = Array.from({ length: count }, (_, index) => from + index).values();
    const drive = async () => {
      for (const n of numbers) {
        await sendWebhooks(url, n);
        await callJson(`${url}/accept`, { body: JSON.stringify({ id: n, email: emailOf(n) }) });
      }
    };
    await Promise.all(Array.from({ length: inFlightMax }, drive));
    return (count / (performance.now() - startedAt)) * 1000;
  };
}

/** How often each vendor call was made so far. */
export function countsOf({ url }: Vendors): Promise<Record<string, number>> {
  return callJson<Record<string, number>>(`${url}/counts`);
}

async function mailsOf(vendors: Vendors): Promise<number> {
  return (await countsOf(vendors)).mail ?? 0;
}

/** Who the clicks are by. */
export function signedToken(): Promise<string> {
  return new SignJWT({ userId: 21, companyId: Number(companyId) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(clientSecret));
}
