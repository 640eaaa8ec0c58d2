import { AsyncLocalStorage } from 'node:async_hooks';
import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel';

/** What follows a piece of work from the door to the outgoing call. */
export interface Trace {
  requestId: string;
}

const storage = new AsyncLocalStorage<Trace>();

/** Runs `work` under a request id; every log line and outgoing call inside carries it. */
export function underTrace<T>(trace: Trace, work: () => T): T {
  return storage.run(trace, work);
}

/** The request id of the work in progress, if any. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}

/** The stations of a piece of work, from what came in to what goes out. */
export const stations = ['door', 'delivery', 'decision', 'effect', 'vendor-call'] as const;
export type Station = (typeof stations)[number];

/** One piece of work as those who observe it see it: no address with a query, nobody's name. */
export interface Observed {
  station: Station;
  /** Of few kinds: it names spans. */
  name: string;
  /** Whatever else is told of it. */
  facts: Record<string, string | number>;
  /** The request id it works under; undefined: nobody asked for it. */
  requestId: string | undefined;
  /** Whether nothing under this request id came before it. */
  isFirst?: boolean;
  /** The status the other side answered with, once it has. */
  status?: number;
}

const channels = Object.fromEntries(
  stations.map((station) => [station, tracingChannel(`passerelle:${station}`)]),
) as unknown as Record<Station, TracingChannel<unknown, Observed>>;

/** Where the pieces of work of a station are told, as `node:diagnostics_channel` does it. */
export function channelOf(station: Station): TracingChannel<unknown, Observed> {
  return channels[station];
}

/** Lets whoever listens see a piece of work from its beginning to its end; without listeners it costs nothing. */
export function observed<T>(
  piece: Omit<Observed, 'requestId'>,
  work: (piece: Omit<Observed, 'requestId'>) => Promise<T>,
): Promise<T> {
  const channel = channels[piece.station];
  if (!channel.hasSubscribers) return work(piece);
  const told: Observed = { ...piece, requestId: currentRequestId() };
  return channel.tracePromise(() => work(told), told);
}

/** The same for a door, whose work ends with its answer: `whenAnswered` is told what to call then. */
export function observedDoor(
  piece: Omit<Observed, 'requestId' | 'station'>,
  whenAnswered: (answered: (status: number) => void) => void,
  work: () => void,
): void {
  const channel = channels.door;
  if (!channel.hasSubscribers) {
    work();
    return;
  }
  const told: Observed = { ...piece, station: 'door', requestId: currentRequestId() };
  whenAnswered((status) => {
    told.status = status;
    channel.asyncEnd.publish(told as never);
  });
  channel.start.runStores(told, work);
}

/** A call outside, also told to the figures; `work` notes the status of its answer on what it is handed. */
export function vendorCall<T>(
  vendor: string,
  { method, path }: { method: string; path: string },
  work: (call: Pick<Observed, 'status'>) => Promise<T>,
): Promise<T> {
  const facts = { vendor, method, path: namelessPath(path) };
  return observed({ station: 'vendor-call', name: `${method} ${vendor}`, facts }, work);
}

/** A path without what may be somebody's: its query, and every part that is more than an identifier. */
function namelessPath(path: string): string {
  const [place = ''] = path.split(/[?#]/);
  return place.replace(/[^/]+/g, (part) => (/^[\w.-]{1,64}$/.test(part) ? part : '*'));
}
