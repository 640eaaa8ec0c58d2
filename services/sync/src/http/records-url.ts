const ownAddress = /^https:\/\/(?!api[.-])[a-z0-9-]+\.pipedrive\.com$/;

/**
 * Where a company's records are for people, `/deal/{id}` and `/person/{id}`: the `api_domain` of its tokens is its own
 * address (pipedrive.md 1.1). Null for the addresses that all companies share, and for anything else.
 *
 * @param apiUrl base of the company's API, without a path
 */
export function recordsUrlOf(apiUrl: string): string | null {
  const { origin } = new URL(apiUrl);
  return ownAddress.test(origin) ? origin : null;
}
