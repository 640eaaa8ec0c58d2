import type { AuthorizationServer } from './authorization-server.ts';

/** What an uninstallation told the service: the status of its answer, null when there was none. */
export type UninstallNotice = { userId: number; status: number | null };

export type AppCredentials = { clientId: string; clientSecret: string };

const answerWithinMs = 10_000;

/**
 * Somebody removes the app in the vendor's pages: tokens and app webhooks are gone, then `DELETE` goes to the
 * callback URL with Basic and a JSON body (pipedrive.md 1.4). The answer changes nothing; localhost is told too,
 * unlike with the vendor, else no sandbox could show it.
 * @param userId whose installation; absent = everybody's in the company
 */
export async function uninstall(
  server: AuthorizationServer,
  app: AppCredentials,
  now: () => Date,
  { companyId, userId }: { companyId: number; userId?: number | undefined },
): Promise<UninstallNotice[]> {
  const gone = server.end(companyId, userId);
  return Promise.all(
    gone.map(async (grant) => ({
      userId: grant.userId,
      status: await tell(server.callbackUrl(), app, {
        client_id: app.clientId,
        company_id: companyId,
        user_id: grant.userId,
        timestamp: now().toISOString(),
      }),
    })),
  );
}

async function tell(
  url: string,
  { clientId, clientSecret }: AppCredentials,
  body: object,
): Promise<number | null> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  try {
    const response = await fetch(url, {
      method: 'DELETE',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Not there, cut, or too slow: the vendor does not try again either.
    return null;
  }
}
