import type { Envelope } from './envelope.ts';
import type { Subscription } from './records.ts';

function headers(subscription: Subscription): Record<string, string> {
  const { http_auth_user: user, http_auth_password: password } = subscription;
  const basic = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Pipedrive Webhooks',
    ...(user === null && password === null ? {} : { authorization: `Basic ${basic}` }),
  };
}

/**
 * Posts one envelope and gives the status of the answer, null when there was none in time.
 * Redirects are not followed: they count as failures (pipedrive.md 3.1, 3.5).
 */
export async function postEnvelope(
  subscription: Subscription,
  envelope: Envelope,
  timeoutMs: number,
  stopped: AbortSignal,
): Promise<number | null> {
  try {
    const response = await fetch(subscription.subscription_url, {
      method: 'POST',
      headers: headers(subscription),
      body: JSON.stringify(envelope),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Refused, reset, timed out or stopped: for the sender all of these are "no answer".
    return null;
  }
}
