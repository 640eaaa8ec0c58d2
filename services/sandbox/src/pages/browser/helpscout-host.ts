import { type HelpscoutConfig, readContext } from './helpscout-config.ts';
import { showNotification } from './helpscout-notifications.ts';
import { createSidePanel } from './helpscout-side-panel.ts';
import { regionsTaken } from './live-regions.ts';
import { showSnackbar } from './snackbar.ts';

/** How long it takes to answer when the page is told to be late. */
const lateMs = 3000;

type Host = {
  /** Tells the app of another conversation in its frame; null: of the page's own again. */
  showOther(context: Record<string, unknown> | null): void;
};
type AppMessage = { type?: unknown; value?: unknown; iframeId?: unknown };
type Handler = (value: unknown, send: (message: { type: string }) => void) => void;

/**
 * The page's side of the sidebar app's SDK 0.10.0 (helpscout.md 4.5): answers the app in the frame, and tells it
 * whenever something of the conversation changes.
 */
export function startHost(iframe: HTMLIFrameElement, config: HelpscoutConfig): Host {
  const { origin } = new URL(config.src);
  const panel = createSidePanel(config.texts.close, pushContext);
  const handlers = handlersOf(iframe, config, panel);
  let told = '';
  let other: Record<string, unknown> | null = null;

  function context(): Record<string, unknown> {
    return { ...(other ?? readContext()), uiState: { isSidePanelOpen: panel.frame() !== null } };
  }

  function pushContext(): void {
    const now = JSON.stringify(context());
    if (now === told || config.answers === 'never') return;
    told = now;
    for (const frame of [iframe, panel.frame()]) {
      frame?.contentWindow?.postMessage({ type: 'SEND_APP_CONTEXT', ...context() }, origin);
    }
  }

  const answer: Record<string, () => { type: string }> = {
    GET_APP_CONTEXT: () => ({ type: 'SEND_APP_CONTEXT', ...context() }),
    GET_APP_STYLES: () => ({ type: 'SEND_APP_STYLES', styles: config.styles }),
  };

  window.addEventListener('message', (event: MessageEvent<AppMessage | null>) => {
    const frame = [iframe, panel.frame()].find((each) => each?.contentWindow === event.source);
    const { type, value, iframeId } = event.data ?? {};
    if (!frame || event.origin !== origin || iframeId !== frame.name || typeof type !== 'string') return;
    noteMessage(type);
    const send = (message: { type: string }): void => frame.contentWindow?.postMessage(message, origin);
    const asked = answer[type];
    if (asked && config.answers === 'now') send(asked());
    else if (asked && config.answers === 'late') setTimeout(() => send(asked()), lateMs);
    handlers[type]?.(value, send);
  });
  document.addEventListener(regionsTaken, pushContext);
  told = JSON.stringify(context());
  return {
    showOther(next) {
      other = next;
      pushContext();
    },
  };
}

function handlersOf(
  iframe: HTMLIFrameElement,
  { texts }: HelpscoutConfig,
  panel: ReturnType<typeof createSidePanel>,
): Record<string, Handler> {
  return {
    SET_APP_HEIGHT: (value) => {
      const heightPx = Number(value);
      if (heightPx > 0) iframe.style.height = `${Math.ceil(heightPx)}px`;
    },
    SHOW_NOTIFICATION: (value, send) => showNotification(value, send, texts),
    SET_CLIPBOARD_TEXT: (value) => {
      copy(value, texts.notCopied).catch(() => undefined);
    },
    OPEN_SIDE_PANEL: (value) => panel.open(String(value), iframe.name),
    CLOSE_SIDE_PANEL: () => panel.close(),
  };
}

async function copy(value: unknown, notCopied: string): Promise<void> {
  const { text = '', successMessage = '' } = value as { text?: string; successMessage?: string };
  try {
    await navigator.clipboard.writeText(text);
    showSnackbar({ message: successMessage, tone: 'success' });
  } catch {
    showSnackbar({ message: notCopied, tone: 'error' });
  }
}

/** Opens the app. A mute one hears nothing and is heard by nobody: as after a reload inside the frame (helpscout.md 4.5). */
export function openApp(iframe: HTMLIFrameElement, { src }: HelpscoutConfig, isMute = false): void {
  iframe.referrerPolicy = isMute ? 'no-referrer' : 'strict-origin-when-cross-origin';
  iframe.src = src;
}

/** Shows in the page what the app said. */
function noteMessage(type: string): void {
  const line = document.createElement('li');
  line.textContent = type;
  document.getElementById('app-messages')?.append(line);
}
