/** The addresses that all companies share, and that of no company (pipedrive.md 1.1). */
const shared = /^https:\/\/api[a-z0-9.-]*\.pipedrive\.com$/;
const own = /^https:\/\/[a-z0-9-]+\.pipedrive\.com$/;
const ofPipedrive = /\.pipedrive\.com$/;
const domainForm = /^[a-z0-9-]+$/;

/** Whether the address of the API leaves open whose it is. */
export function isSharedApi(apiUrl: string): boolean {
  return shared.test(new URL(apiUrl).origin);
}

/**
 * Where a company's records are for people, `/deal/{id}` and `/person/{id}`: the `api_domain` of its tokens is its own
 * address (pipedrive.md 1.1); behind the shared one its domain says it. A server that only speaks as Pipedrive does has
 * its pages where its API is. Null where nothing is known.
 *
 * @param apiUrl base of the company's API, without a path
 * @param domain the part before `.pipedrive.com`, as Pipedrive told it; null = not told
 */
export function recordsUrlOf(apiUrl: string, domain: string | null): string | null {
  const { origin, hostname } = new URL(apiUrl);
  if (shared.test(origin))
    return domain !== null && domainForm.test(domain) ? `https://${domain}.pipedrive.com` : null;
  return own.test(origin) || !ofPipedrive.test(hostname) ? origin : null;
}
