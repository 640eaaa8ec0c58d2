import type { Webhook } from './records.ts';
import { bodySignature } from './signatures.ts';

/**
 * Posts one webhook and gives the status of the answer, null when there was none in time. The event's name stands in a
 * header alone; neither a time nor an id of the delivery is told. Redirects are not followed.
 */
export async function postWebhook(
  { url, secret }: Pick<Webhook, 'url' | 'secret'>,
  { event, body }: { event: string; body: string },
  timeoutMs: number,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Help Scout/Webhooks',
        'x-helpscout-event': event,
        'x-helpscout-signature': bodySignature(body, secret),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Refused, reset or timed out: for the sender all of these are "no answer".
    return null;
  }
}
