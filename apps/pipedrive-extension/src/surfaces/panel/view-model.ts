import type { PanelView, RequestView } from '#core/contract/request-view.ts';
import { newerView } from '../../components/request/view-model.ts';
import type { FrameParameters } from '../../host/parameters.ts';
import type { Snapshot } from '../../live/live.ts';
import { isMoving, pollDelayMs } from '../../live/rhythm.ts';

/** The record a panel stands beside. */
export interface PanelRecord {
  resource: 'deal' | 'person' | 'organization';
  id: number;
}

/** The record named by the frame's address; null in lists, and beside records that have no requests. */
export function recordOf({ resource, selectedId }: FrameParameters): PanelRecord | null {
  return resource !== null && selectedId !== null ? { resource, id: selectedId } : null;
}

/** The newer of two answers: the choices are the latest, the request follows its revision. */
export function newerPanel(shown: PanelView | null, arriving: PanelView): PanelView {
  return { ...arriving, request: newerView(shown?.request ?? null, arriving.request) };
}

/** How long to wait before asking again, in milliseconds. */
export function panelDelayMs(shown: PanelView | null): number {
  return pollDelayMs(shown?.request ? [shown.request] : []);
}

/** What a panel shows: facts as soon as there are any, even while the service is away. */
export type PanelState = 'loading' | 'away' | 'empty' | 'request';

/** Chooses what the panel shows. */
export function panelState({ value, problem }: Snapshot<PanelView>): PanelState {
  if (value) return value.request ? 'request' : 'empty';
  return problem ? 'away' : 'loading';
}

/** Whether nothing more happens to a request: it is decided, carried out, and can no longer be taken back. */
export function isFinished(request: RequestView, nowMs: number): boolean {
  const { step, undoUntil } = request;
  if (step !== 'accepted' && step !== 'refused' && step !== 'withdrawn') return false;
  return !isMoving(request) && (undoUntil === null || Date.parse(undoUntil) <= nowMs);
}

/** The requests of an organization, newest first; an older revision never replaces a newer one. */
export function newerRequests(
  shown: { requests: RequestView[] } | null,
  arriving: { requests: RequestView[] },
): { requests: RequestView[] } {
  const before = new Map(shown?.requests.map((request) => [request.id, request]));
  const requests = arriving.requests.map((request) => {
    const known = before.get(request.id);
    return known && known.revision > request.revision ? known : request;
  });
  return { requests: requests.sort((a, b) => b.submittedAt.localeCompare(a.submittedAt)) };
}

/** Whether the reader can decide the request now. */
export function isToDecide({ allowedCommands }: RequestView): boolean {
  const deciding = ['accept-request', 'refuse-request', 'confirm-decision'] as const;
  return deciding.some((type) => allowedCommands.includes(type));
}
