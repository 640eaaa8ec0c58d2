import type { Theme } from './host.ts';

/** What the address of the frame says (pipedrive.md 4.2). Nothing here is trusted: the service checks the token. */
export interface FrameParameters {
  /** Null when the page was not opened by Pipedrive. */
  identifier: string | null;
  token: string | null;
  resource: 'deal' | 'person' | null;
  /** The record the panel stands beside; null in lists and full pages. */
  selectedId: number | null;
  theme: Theme;
  /** The data given to the modal by the surface that opened it. */
  data: Record<string, string>;
}

/** Reads the query of the frame's address; whatever is missing or unreadable is null or empty. */
export function readParameters(search: string): FrameParameters {
  const query = new URLSearchParams(search);
  const resource = query.get('resource');
  return {
    identifier: query.get('id'),
    token: query.get('token'),
    resource: resource === 'deal' || resource === 'person' ? resource : null,
    selectedId: readId(query.get('selectedIds')),
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    data: readData(query.get('data')),
  };
}

function readId(text: string | null): number | null {
  const id = Number(text?.split(',')[0]);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function readData(text: string | null): Record<string, string> {
  try {
    const data: unknown = JSON.parse(text ?? '{}');
    const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
