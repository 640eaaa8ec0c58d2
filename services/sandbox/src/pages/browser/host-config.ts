/** What the server tells the host page (surface-frame.ts writes it). */
export type HostConfig = {
  modals: Record<string, string>;
  identity: { userId: number; companyId: number };
  resource: string;
  view: 'details' | 'list';
  selectedIds: string;
  texts: { ok: string; cancel: string; close: string; waiting: string; failed: string };
};

/** Reads the configuration of this page. */
export function readHostConfig(): HostConfig {
  const text = document.getElementById('host-config')?.textContent;
  if (!text) throw new Error('This page has no host configuration.');
  return JSON.parse(text);
}

/** A fresh signed token of the user who is signed in, good for five minutes (pipedrive.md 4.3). */
export async function fetchSignedToken(): Promise<string> {
  const response = await fetch('/sandbox/token', { method: 'POST' });
  if (!response.ok) throw new Error(`No token: the sandbox answered ${response.status}.`);
  const { token }: { token: string } = await response.json();
  return token;
}
