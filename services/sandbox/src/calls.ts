import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Vendor } from './misbehaviour.ts';

/** One call that a stand-in received. `status` is null while unanswered, and for ever if the answer was withheld. */
export type Call = {
  at: string;
  vendor: Vendor;
  method: string;
  path: string;
  body: unknown;
  status: number | null;
  tokenCost: number;
  requestId: string;
};

export type CallLog = {
  list(vendor?: string): Call[];
  record(call: Omit<Call, 'requestId'> & { requestId?: string }): void;
  tokensSpent(): number;
  count(): number;
  clear(): void;
  /** Notes each request of a stand-in; its body, status and cost are filled in when it ends. */
  middleware(vendor: Vendor): RequestHandler;
};

const keptCalls = 5000;
/** Trimming in slabs keeps the cost of a call constant. */
const slack = 500;

/**
 * The calls received, newest last, the last 5000 of them; the sum of Pipedrive's tokens is over all calls.
 * @param now the clock of the sandbox
 */
export function createCallLog(now: () => Date): CallLog {
  let calls: Call[] = [];
  let spent = 0;
  let total = 0;
  const keep = (call: Call): void => {
    total += 1;
    calls.push(call);
    if (calls.length > keptCalls + slack) calls = calls.slice(-keptCalls);
  };
  return {
    list: (vendor) => calls.slice(-keptCalls).filter((call) => !vendor || call.vendor === vendor),
    record: (call) => keep({ requestId: randomUUID(), ...call }),
    tokensSpent: () => spent,
    count: () => total,
    clear() {
      calls = [];
      spent = 0;
      total = 0;
    },
    middleware: (vendor) => (req, res, next) => {
      const call: Call = {
        at: now().toISOString(),
        vendor,
        method: req.method,
        path: req.originalUrl,
        body: null,
        status: null,
        tokenCost: 0,
        requestId: req.get('x-request-id') ?? randomUUID(),
      };
      keep(call);
      let settled = false;
      const settle = (status: number | null): void => {
        if (settled) return;
        settled = true;
        call.status = status;
        call.body = req.body ?? null;
        call.tokenCost = Number(res.locals.tokenCost ?? 0);
        spent += call.tokenCost;
      };
      res.on('finish', () => settle(res.statusCode));
      res.on('close', () => settle(null));
      next();
    },
  };
}
