import type { RequestView } from '#core/contract/request-view.ts';

const [movingMs, restingMs] = [1000, 1500];

/** How long to wait before asking again: shorter while the service works on the request. */
export function pollDelayMs(requests: readonly Pick<RequestView, 'step' | 'effects'>[]): number {
  return requests.some(isMoving) ? movingMs : restingMs;
}

/** Whether the service still has work to do for the request. */
export function isMoving(request: Pick<RequestView, 'step' | 'effects'>): boolean {
  const isWorking = request.effects.some(
    ({ state }) => state === 'waiting' || state === 'running' || state === 'retrying',
  );
  return request.step === 'accepting' || request.step === 'refusing' || isWorking;
}
