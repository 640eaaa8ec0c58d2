import { createHmac } from 'node:crypto';
import type { Sending } from './acts.ts';
import type { Exchange } from './exchange.ts';
import type { SlackContext } from './slack-context.ts';

/** Where an app is told everything: interactions, commands, events (slack.md 5). */
const eventsPath = '/slack/events';

export type Parcel = {
  type: 'application/json' | 'application/x-www-form-urlencoded';
  body: string;
  headers?: Record<string, string>;
};

/**
 * The signature of a request: `v0=` and the HMAC of `v0:<timestamp>:<body>` (slack.md 3).
 * @param timestamp seconds since 1970
 */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Posts something to the app, signed as Slack signs it, and waits as long as Slack does. Never rejects. */
export async function send(context: SlackContext, parcel: Parcel, sending: Sending): Promise<Exchange> {
  const headers = {
    accept: 'application/json,*/*',
    'content-type': parcel.type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...(sending.isUnsigned ? {} : signed(context, parcel.body, sending)),
    ...parcel.headers,
  };
  const base = (sending.to ?? context.serviceUrl()).replace(/\/$/, '');
  return deliver(context, { url: `${base}${eventsPath}`, headers, body: parcel.body });
}

function signed(context: SlackContext, body: string, { secret, shiftSeconds = 0 }: Sending) {
  const timestamp = String(Math.floor(context.now().getTime() / 1000) + shiftSeconds);
  const signature = signatureOf(secret ?? context.app.signingSecret, timestamp, body);
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}

/** Sends a request that was sent before: the same bytes, or the same body signed anew. */
export function repeat(context: SlackContext, exchange: Exchange, isSignedAnew: boolean): Promise<Exchange> {
  const { url, headers, body } = exchange;
  return deliver(context, {
    url,
    body,
    headers: isSignedAnew ? { ...headers, ...signed(context, body, {}) } : headers,
  });
}

async function deliver(
  { memory }: SlackContext,
  { url, headers, body }: Pick<Exchange, 'url' | 'headers' | 'body'>,
): Promise<Exchange> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(memory.acknowledgeMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const answer = await response.text();
    const answered = {
      status: response.status,
      answer,
      noRetry: response.headers.get('x-slack-no-retry') === '1',
    };
    return { url, headers, body, ...answered, isTimedOut: false, tookMs: performance.now() - startedAt };
  } catch {
    const isTimedOut = signal.aborted;
    const nothing = { status: null, answer: '', noRetry: false };
    return { url, headers, body, ...nothing, isTimedOut, tookMs: performance.now() - startedAt };
  }
}

/** Whether the app took it: any 2xx in time. */
export function isAcknowledged({ status }: Exchange): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The form in which interactions come: JSON in the field `payload`. */
export function interaction(payload: object): Parcel {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return { type: 'application/x-www-form-urlencoded', body };
}
