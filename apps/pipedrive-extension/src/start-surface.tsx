import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Api, createApi } from './api.ts';
import { followTheme } from './host/apply-theme.ts';
import { connectHost } from './host/connect.ts';
import type { Host } from './host/host.ts';
import { type FrameParameters, isOutsideHost, readParameters } from './host/parameters.ts';
import { guessLanguage, type Language } from './language.ts';
import type { Visibility } from './live/live.ts';
import { pageVisibility } from './live/visibility.ts';
import { createServerClock } from './service/server-clock.ts';

/** Everything a surface needs from around it, made once when its page opens. */
export interface Surroundings {
  host: Host;
  api: Api;
  parameters: FrameParameters;
  visibility: Visibility;
  /** The language until the session tells the staff member's own. */
  firstLanguage: Language;
  setLanguage(language: Language): void;
}

type Show = (surroundings: Surroundings) => ReactNode;

/** Plugs a surface together and shows it. `size` is asked of the host with the handshake, in pixels. */
export function startSurface(show: Show, size?: { height: number; width: number }): void {
  const parameters = readParameters(window.location.search);
  forgetToken();
  if (isOutsideHost(parameters, window)) void startOutsideHost(show, parameters);
  else begin(show, parameters, connectHost(size));
}

/** The host's token is read once: no address that this page writes, shares or reloads has it. */
function forgetToken(): void {
  const address = new URL(window.location.href);
  if (!address.searchParams.has('token')) return;
  address.searchParams.delete('token');
  window.history.replaceState(null, '', address);
}

/** Only then the browser's part is fetched: inside Pipedrive nobody waits for it. */
async function startOutsideHost(show: Show, parameters: FrameParameters): Promise<void> {
  const { browserHost, browserTheme } = await import('./host/browser-host.ts');
  begin(show, { ...parameters, theme: browserTheme() }, browserHost());
}

function begin(show: Show, parameters: FrameParameters, host: Host): void {
  followTheme(host, parameters.theme, document.documentElement);
  const surroundings = assemble(parameters, host);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(show(surroundings));
}

function assemble(parameters: FrameParameters, host: Host): Surroundings {
  const firstLanguage = guessLanguage(navigator.languages);
  let spoken = firstLanguage;
  const setLanguage = (language: Language) => {
    spoken = language;
    document.documentElement.lang = language;
  };
  setLanguage(firstLanguage);
  const localNowMs = () => Date.now();
  const api = createApi({
    fetch: window.fetch.bind(window),
    localNowMs,
    clock: createServerClock(localNowMs),
    language: () => spoken,
    firstToken: parameters.token,
    signedToken: host.signedToken,
  });
  return { host, api, parameters, visibility: pageVisibility(document, host), firstLanguage, setLanguage };
}
