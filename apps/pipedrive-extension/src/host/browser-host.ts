import type { Confirmation, Host, Theme } from './host.ts';

const pages = '/surfaces/pipedrive/';
const messageMs = 5_000;
const lookEveryMs = 500;

/** A surface that was opened by its address, outside Pipedrive: the browser itself does what the host would. */
export function browserHost(): Host {
  return {
    signedToken: null,
    pages: null,
    resize: async () => undefined,
    showMessage: async (message) => showMessage(message),
    confirm: async ({ title, description }: Confirmation) => window.confirm(`${title}\n\n${description}`),
    openRefusal: (requestId) =>
      openPage(`refusal-modal?${new URLSearchParams({ data: JSON.stringify({ requestId }) })}`),
    async openNewRequest() {
      await openPage('new-request');
      return { submitted: true };
    },
    openNewSuspect: () => openPage('new-suspect'),
    closeModal: async () => window.close(),
    onTheme: followBrowser,
    onVisibility: () => () => undefined,
  };
}

/** The colours the browser is set to. */
export function browserTheme(): Theme {
  return prefersDark().matches ? 'dark' : 'light';
}

function prefersDark(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}

function followBrowser(listener: (theme: Theme) => void): () => void {
  const query = prefersDark();
  const tell = () => listener(browserTheme());
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** Opens a surface in a tab of its own and resolves when that is closed. @throws Error when the browser opens none */
async function openPage(address: string): Promise<void> {
  const opened = window.open(`${pages}${address}`, '_blank');
  if (!opened) throw new Error('The browser did not open a tab.');
  while (!opened.closed) await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}

/** Words that pass, for everybody: they are read out, too. */
function showMessage(message: string): void {
  const place = document.createElement('p');
  place.className = 'passing-message';
  place.setAttribute('role', 'status');
  document.body.append(place);
  // A region has to be there before its words come, or they are not read out.
  setTimeout(() => place.append(message));
  setTimeout(() => place.remove(), messageMs);
}
