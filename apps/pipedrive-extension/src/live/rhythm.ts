import type { EffectView, RequestView } from '#core/contract/request-view.ts';

const [movingMs, restingMs] = [1000, 1500];

/** How long to wait before asking again: shorter while the service works on the request. */
export function pollDelayMs(requests: readonly Pick<RequestView, 'step' | 'effects'>[]): number {
  return requests.some(isMoving) ? movingMs : restingMs;
}

/** The same for anything that the service works on. */
export function workDelayMs(effects: readonly Pick<EffectView, 'state'>[]): number {
  return isWorkedOn(effects) ? movingMs : restingMs;
}

/** Whether the service still has work to do for the request. */
export function isMoving({ step, effects }: Pick<RequestView, 'step' | 'effects'>): boolean {
  return step === 'accepting' || step === 'refusing' || isWorkedOn(effects);
}

function isWorkedOn(effects: readonly Pick<EffectView, 'state'>[]): boolean {
  return effects.some(({ state }) => state === 'waiting' || state === 'running' || state === 'retrying');
}
