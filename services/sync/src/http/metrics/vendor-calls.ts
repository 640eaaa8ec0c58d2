import type { Histogram } from 'prom-client';
import { channelOf, type Observed } from '../../trace.ts';

/** `2xx` … `5xx`; `none` when no answer came. */
export function statusClass(status: number | undefined): string {
  return status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
}

/**
 * Times every call outside that this process makes.
 * @returns ends it
 */
export function timeVendorCalls(seconds: Histogram<'vendor' | 'status'>): () => void {
  const startedAt = new WeakMap<Observed, number>();
  const channel = channelOf('vendor-call');
  const listeners = {
    start: (call: Observed) => void startedAt.set(call, performance.now()),
    asyncEnd: (call: Observed) => {
      const tookMs = performance.now() - (startedAt.get(call) ?? performance.now());
      const vendor = String(call.facts.vendor);
      seconds.observe({ vendor, status: statusClass(call.status) }, tookMs / 1000);
    },
  };
  channel.start.subscribe(listeners.start as never);
  channel.asyncEnd.subscribe(listeners.asyncEnd as never);
  return () => {
    channel.start.unsubscribe(listeners.start as never);
    channel.asyncEnd.unsubscribe(listeners.asyncEnd as never);
  };
}
