import type { PanelView } from '#core/contract/request-view.ts';
import { newerView } from '../../components/request/view-model.ts';
import type { FrameParameters } from '../../host/parameters.ts';
import type { Snapshot } from '../../live/live.ts';
import { pollDelayMs } from '../../live/rhythm.ts';

/** The record a panel stands beside. */
export interface PanelRecord {
  resource: 'deal' | 'person';
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
