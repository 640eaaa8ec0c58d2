import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
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
  /** Which Pipedrive company was asked; null for other vendors and for calls that were let in nowhere. */
  companyId: number | null;
};

/** How much was asked of a stand-in; `writes` are the calls that are not GET, token requests aside. */
export type CallTotals = { calls: number; writes: number; tokens: number };

export type CallLog = {
  list(vendor?: string, companyId?: number): Call[];
  record(call: Omit<Call, 'requestId' | 'companyId'>): void;
  tokensSpent(): number;
  /** Totals over all calls, kept or not, by vendor, and by company for Pipedrive. */
  totals(): { vendors: Record<string, CallTotals>; companies: Record<string, CallTotals> };
  count(): number;
  clear(): void;
  /**
   * Notes each request of a stand-in, under the path that `pathOf` makes of its own; its body (as `bodyOf` makes it),
   * status and cost are filled in when it ends.
   */
  middleware(
    vendor: Vendor,
    bodyOf?: (body: unknown) => unknown,
    pathOf?: (path: string) => string,
  ): RequestHandler;
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
  let total = 0;
  const counters = createCounters();
  const keep = (call: Call): void => {
    total += 1;
    calls.push(call);
    if (calls.length > keptCalls + slack) calls = calls.slice(-keptCalls);
  };
  return {
    list: (vendor, companyId) =>
      calls
        .slice(-keptCalls)
        .filter((call) => !vendor || call.vendor === vendor)
        .filter((call) => companyId === undefined || call.companyId === companyId),
    record(call) {
      keep({ requestId: randomUUID(), companyId: null, ...call });
      // A mail is a write, whatever its verb is called.
      counters.add({ ...call, companyId: null });
    },
    tokensSpent: () => counters.totals().vendors.pipedrive?.tokens ?? 0,
    totals: counters.totals,
    count: () => total,
    clear() {
      calls = [];
      total = 0;
      counters.clear();
    },
    middleware:
      (vendor, bodyOf = (body) => body, pathOf = (path) => path) =>
      (req, res, next) => {
        const call = { ...callOf(vendor, req, now()), path: pathOf(req.originalUrl) };
        keep(call);
        let settled = false;
        const settle = (status: number | null): void => {
          if (settled) return;
          settled = true;
          call.status = status;
          call.body = bodyOf(req.body) ?? null;
          call.tokenCost = Number(res.locals.tokenCost ?? 0);
          call.companyId = res.locals.companyId ?? null;
          counters.add(call);
        };
        res.on('finish', () => settle(res.statusCode));
        res.on('close', () => settle(null));
        next();
      },
  };
}

function callOf(vendor: Vendor, req: Request, at: Date): Call {
  return {
    at: at.toISOString(),
    vendor,
    method: req.method,
    path: req.originalUrl,
    body: null,
    status: null,
    tokenCost: 0,
    requestId: req.get('x-request-id') ?? randomUUID(),
    companyId: null,
  };
}

type Counted = Pick<Call, 'vendor' | 'method' | 'path' | 'tokenCost' | 'companyId'>;

function isWrite({ method, path }: Counted): boolean {
  return method !== 'GET' && !path.startsWith('/oauth/');
}

function createCounters() {
  const vendors = new Map<string, CallTotals>();
  const companies = new Map<string, CallTotals>();
  const count = (totals: Map<string, CallTotals>, key: string, call: Counted): void => {
    const known = totals.get(key) ?? { calls: 0, writes: 0, tokens: 0 };
    totals.set(key, {
      calls: known.calls + 1,
      writes: known.writes + (isWrite(call) ? 1 : 0),
      tokens: known.tokens + call.tokenCost,
    });
  };
  return {
    add(call: Counted): void {
      count(vendors, call.vendor, call);
      if (call.companyId !== null) count(companies, String(call.companyId), call);
    },
    totals: () => ({ vendors: Object.fromEntries(vendors), companies: Object.fromEntries(companies) }),
    clear(): void {
      vendors.clear();
      companies.clear();
    },
  };
}
