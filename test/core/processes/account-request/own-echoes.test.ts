import { describe, it } from 'vitest';
import {
  acceptance,
  aDeal,
  aPerson,
  manager,
  observed,
  reconsideration,
  refusal,
  robot,
  sales,
  undoing,
} from '../../../kit/account-request-samples.ts';
import { holding } from '../../../kit/account-request-states.ts';
import { given } from '../../../kit/given-when-then.ts';

const nothing = 'Rien de nouveau.';
const heldBy = (ownerId: number) => observed({ person: aPerson({ ownerId }), deals: [aDeal({ ownerId })] });

describe('the webhook that echoes our own change of the owner', () => {
  it.each([
    ['an acceptance', acceptance()],
    ['a refusal', refusal()],
  ])('is no news while %s is carried out, and none afterwards', (_name, decision) => {
    const underway = given([observed(), decision]);
    underway.when(heldBy(sales)).thenNothing(nothing);
    underway.andAllDone().when(heldBy(sales)).thenNothing(nothing);
  });

  it('is no news when a reconsideration gives the person back to the robot owner', () => {
    const reopening = given([observed(), refusal()]).andAllDone().and(reconsideration);
    reopening.when(heldBy(robot)).thenNothing(nothing);
    const result = { personId: 70, ownerId: robot };
    reopening.andAllDone({ 'ensure-person-owner': result }).when(heldBy(robot)).thenNothing(nothing);
  });

  it('does not hide a colleague who takes the person before the decision is undone', () => {
    given([observed(), acceptance()], holding)
      .and(undoing)
      .when(heldBy(manager))
      .thenMoves({ step: 'withdrawn', says: /^Prise en charge/ });
  });
});
