import { currentTheme } from './theme.ts';

/** Pipedrive shows an app only if it says `initialize` within this time (pipedrive.md 4.4). */
const initializeWithinMs = 10_000;

export type SurfaceKind = 'panel' | 'page' | 'modal';

/** One app inside the page: its iframe, the identifier its messages must carry, who listens to what. */
export type SurfaceFrame = {
  id: string;
  kind: SurfaceKind;
  box: HTMLElement;
  iframe: HTMLIFrameElement;
  listeners: Map<string, MessagePort[]>;
  timer: ReturnType<typeof setTimeout> | undefined;
};

const frames = new Map<string, SurfaceFrame>();

/** Opens the app of a surface box (see surface-frame.ts for its markup) and waits for its `initialize`. */
export function openFrame(box: HTMLElement): SurfaceFrame {
  const iframe = box.querySelector('iframe');
  const source = iframe?.dataset.src;
  if (!iframe || !source) throw new Error('A surface box needs an iframe with data-src.');
  const url = new URL(source);
  url.searchParams.set('theme', currentTheme());
  const frame: SurfaceFrame = {
    id: url.searchParams.get('id') ?? '',
    kind: readKind(box),
    box,
    iframe,
    listeners: new Map(),
    timer: setTimeout(() => showState(frame, 'failed'), initializeWithinMs),
  };
  frames.set(frame.id, frame);
  showState(frame, 'loading');
  iframe.src = url.href;
  return frame;
}

/** The frame a message came from: both the identifier and the window must be right. */
export function frameOf(id: unknown, source: MessageEventSource | null): SurfaceFrame | undefined {
  const frame = frames.get(String(id));
  return frame && frame.iframe.contentWindow === source ? frame : undefined;
}

/** The app answered in time: show it. One that comes too late stays hidden. */
export function markInitialized(frame: SurfaceFrame): boolean {
  if (frame.box.dataset.state === 'failed') return false;
  clearTimeout(frame.timer);
  showState(frame, 'ready');
  return true;
}

export function forgetFrame(frame: SurfaceFrame): void {
  clearTimeout(frame.timer);
  for (const port of [...frame.listeners.values()].flat()) port.close();
  frames.delete(frame.id);
}

/** Sends an event to one app. */
export function emit(frame: SurfaceFrame, event: string, data?: unknown): void {
  for (const port of frame.listeners.get(event) ?? []) port.postMessage(data === undefined ? {} : { data });
}

/** Sends an event to every app on the page. */
export function emitToAll(event: string, data: unknown): void {
  for (const frame of frames.values()) emit(frame, event, data);
}

/** The panel or page of this page (modals come and go). */
export function mainFrames(): SurfaceFrame[] {
  return [...frames.values()].filter((frame) => frame.kind !== 'modal');
}

function showState(frame: SurfaceFrame, state: 'loading' | 'ready' | 'failed'): void {
  frame.box.dataset.state = state;
}

function readKind(box: HTMLElement): SurfaceKind {
  const kind = box.dataset.surface;
  return kind === 'page' || kind === 'modal' ? kind : 'panel';
}
