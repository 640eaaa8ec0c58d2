/** What Help Scout opened the frame with. */
export interface SignedAddress {
  /** The complete address as it arrived: the order of its query is part of what is signed (helpscout.md 4.2). */
  url: string;
  /** Null where there is no conversation yet. */
  conversationId: number | null;
}

const signature = 'X-HelpScout-Signature';

/**
 * Takes the signed query out of the address, so that nothing shows, copies or sends it on. It stays in the entry of the
 * history: after a reload inside the frame the sidebar still knows what it stands beside.
 *
 * @returns null where the page was not opened by Help Scout
 */
export function takeSignedAddress({
  location,
  history,
}: {
  location: Pick<Location, 'href'>;
  history: Pick<History, 'state' | 'replaceState'>;
}): SignedAddress | null {
  const here = new URL(location.href);
  const kept: unknown = Object(history.state).signedUrl;
  const url = here.searchParams.has(signature) ? location.href : kept;
  if (typeof url !== 'string') return null;
  history.replaceState({ signedUrl: url }, '', here.pathname);
  const id = Number(new URL(url).searchParams.get('conversation-id'));
  return { url, conversationId: Number.isSafeInteger(id) && id > 0 ? id : null };
}
