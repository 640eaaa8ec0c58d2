import type { Change } from './context.ts';
import type { Envelope } from './envelope.ts';
import { envelopesOf } from './envelope.ts';
import { byId } from './lookup.ts';
import type { PipedriveMemory } from './records.ts';
import { isBanned, isSuccess, recordAttempt, wanting } from './subscriptions.ts';
import { postEnvelope } from './webhook-post.ts';

/** A bad habit for one delivery: sent twice, after `ms`, never, or after the next one (at most `ms`). */
export type WebhookMisbehaviour = { kind: 'duplicate' | 'late' | 'lost' | 'reorder'; ms?: number };

type WebhookSenderOptions = {
  memory: PipedriveMemory;
  /** Pauses before attempts 2, 3 and 4 (pipedrive.md 3.5: 3, 30 and 150 s). */
  retryMs: number[];
  now: () => Date;
  /** Asked once for each delivery, before its first attempt. */
  misbehaviour: () => WebhookMisbehaviour | undefined;
  /** Called after each attempt, when the subscription's bookkeeping changed. */
  onChange: () => void;
};

type Delivery = { subscriptionId: number; envelope: Envelope };
type Attempt = { number: number; mayRetry: boolean };

const lateMs = 1000;
const reorderMs = 500;

/**
 * Sends webhooks v2 for changes: at once and side by side, so no order is promised (pipedrive.md 3.5).
 * Deliveries that wait for their turn live in this object only, not in memory.
 */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #held = new Map<Delivery, NodeJS.Timeout>();
  #abort = new AbortController();
  #stopped = false;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  /** Sends a change to every subscription that wants it; returns before anything is on the wire. */
  send(change: Change): void {
    if (this.#stopped) return;
    const { memory, now } = this.#options;
    const at = now();
    const envelopeFor = envelopesOf(memory, change, at);
    for (const each of wanting(memory, change, at)) {
      this.#dispatch({ subscriptionId: each.id, envelope: envelopeFor(each) });
    }
  }

  /** Forgets every delivery that waits or runs; later changes are sent again. */
  forget(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#held.clear();
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  /** Forgets everything, sends nothing more, and waits for what was on the wire. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.forget();
    await Promise.all(this.#running);
  }

  #dispatch(delivery: Delivery): void {
    const fault = this.#options.misbehaviour();
    if (fault?.kind === 'lost') return;
    if (fault?.kind === 'late') {
      this.#after(fault.ms ?? lateMs, () => this.#start(delivery));
      return;
    }
    // When something is held already this one overtakes it: two neighbours change places.
    if (fault?.kind === 'reorder' && this.#held.size === 0) {
      this.#held.set(
        delivery,
        this.#after(fault.ms ?? reorderMs, () => this.#release(delivery)),
      );
      return;
    }
    this.#start(delivery);
    if (fault?.kind === 'duplicate') this.#start(delivery, { number: 1, mayRetry: false });
  }

  #after(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #release(delivery: Delivery): void {
    const timer = this.#held.get(delivery);
    if (!timer) return;
    clearTimeout(timer);
    this.#timers.delete(timer);
    this.#held.delete(delivery);
    this.#start(delivery);
  }

  #start(delivery: Delivery, attempt: Attempt = { number: 1, mayRetry: true }): void {
    const work = this.#attempt(delivery, attempt, this.#abort.signal).finally(() => {
      this.#running.delete(work);
    });
    this.#running.add(work);
  }

  async #attempt(delivery: Delivery, { number, mayRetry }: Attempt, signal: AbortSignal): Promise<void> {
    const { memory, now, retryMs } = this.#options;
    const subscription = byId(memory.subscriptions, delivery.subscriptionId);
    if (!subscription || isBanned(subscription, now())) return;
    const envelope = { ...delivery.envelope, meta: { ...delivery.envelope.meta, attempt: number } };
    const status = await postEnvelope(subscription, envelope, memory.limits.webhookTimeoutMs, signal);
    if (signal.aborted) return;
    recordAttempt(memory, delivery.subscriptionId, { number, status, at: now() });
    this.#options.onChange();
    const pauseMs = retryMs[number - 1];
    if (!isSuccess(status) && mayRetry && pauseMs !== undefined) {
      this.#after(pauseMs, () => this.#start(delivery, { number: number + 1, mayRetry }));
    }
    if (number === 1) for (const each of [...this.#held.keys()]) this.#release(each);
  }
}
