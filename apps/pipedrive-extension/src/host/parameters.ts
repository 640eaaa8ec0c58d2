import type { Theme } from './host.ts';

/** What the address of the frame says (pipedrive.md 4.2). Nothing here is trusted: the service checks the token. */
export interface FrameParameters {
  /** Null when the page was not opened by Pipedrive. */
  identifier: string | null;
  token: string | null;
  resource: 'deal' | 'person' | 'organization' | null;
  /** The record the panel stands beside; null in lists and full pages. */
  selectedId: number | null;
  /** Every record that was selected when an action menu opened the surface. */
  selectedIds: readonly number[];
  theme: Theme;
  /** The data given to the modal by the surface that opened it. */
  data: Record<string, string>;
}

/** Whether a page was opened by its address, with no Pipedrive around it. */
export function isOutsideHost(
  { identifier }: FrameParameters,
  page: Pick<Window, 'parent' | 'self'>,
): boolean {
  return identifier === null && page.parent === page.self;
}

const resources = ['deal', 'person', 'organization'] as const;

/** Reads the query of the frame's address; whatever is missing or unreadable is null or empty. */
export function readParameters(search: string): FrameParameters {
  const query = new URLSearchParams(search);
  const resource = resources.find((name) => name === query.get('resource'));
  const selectedIds = readIds(query.get('selectedIds'));
  return {
    identifier: query.get('id'),
    token: query.get('token'),
    resource: resource ?? null,
    selectedId: selectedIds[0] ?? null,
    selectedIds,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    data: readData(query.get('data')),
  };
}

function readIds(text: string | null): number[] {
  const ids = (text ?? '').split(',').map(Number);
  return [...new Set(ids.filter((id) => Number.isSafeInteger(id) && id > 0))];
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
