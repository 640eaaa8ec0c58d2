import { expect } from 'vitest';
import type { EffectView, RequestDetails } from '#core/contract/request-view.ts';
import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';
import { callsTo, mailsTo, reaches, type Submitted } from './flow.ts';
import { eventually, type World } from './start-world.ts';

/** The effect of a request that has trouble, once there is one. */
export function troubled(world: World, requestId: string, state: EffectView['state'], withinMs = 20_000) {
  return eventually(async () => {
    const { effects } = await world.request(requestId);
    return effects.find((effect) => effect.state === state && effect.problem !== null);
  }, withinMs);
}

/** Switches a bad day on; call what it returns to end it. */
export function badDay(world: World, rule: MisbehaviourInput): () => void {
  const { id } = world.sandbox.misbehaviour.add(rule);
  return () => void world.sandbox.misbehaviour.remove(id);
}

/** Waits for the acceptance to end, and checks that nothing was done twice in spite of the trouble. */
export async function acceptedOnce(
  world: World,
  sent: Submitted,
  withinMs = 20_000,
): Promise<RequestDetails> {
  const accepted = await reaches(world, sent.request.id, 'accepted', withinMs);
  expect(accepted.effects.map(({ state, problem }) => [state, problem])).toEqual(
    accepted.effects.map(() => ['done', null]),
  );
  const { accounts } = world.sandbox.accounts;
  expect(accounts.filter(({ userName }) => userName === sent.email)).toHaveLength(1);
  expect(mailsTo(world, sent.email)).toHaveLength(1);
  const moves = callsTo(world, 'PATCH', `/api/v2/deals/${sent.dealId}`);
  expect(moves.filter(({ status }) => status === 200)).toHaveLength(1);
  return accepted;
}
