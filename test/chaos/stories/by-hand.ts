import { mergePersons, updateDeal, updatePerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { conversionOf, enteredByHand } from '../../kit/client-story.ts';
import { asked, does, filledIn, stands, undecided } from './decide.ts';
import type { Story } from './stage.ts';

/** Pipeline "Collectivités", stage "Stock". */
const elsewhere = { pipeline_id: 4, stage_id: 7 };
const colleague = 22;

/** A colleague takes the deal further by hand: the CRM is right. */
export const movedByHand: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'accept');
  await stands(stage, told, ['accepted']);
  updateDeal(stage.sandbox.standIn, colleague, told.dealId ?? 0, elsewhere);
  return [{ ...told, byHand: 'moved' }];
};

/** A colleague takes the person over before anybody decides. */
export const takenByHand: Story = async (stage, email) => {
  const told = await asked(stage, email);
  updatePerson(stage.sandbox.standIn, colleague, told.personId, { owner_id: colleague });
  await stands(stage, told, ['withdrawn']);
  return [{ ...told, byHand: 'taken' }];
};

/** The same person twice: a colleague merges the first into the second, and somebody decides. */
export const merged: Story = async (stage, email) => {
  const first = await asked(stage, email);
  const second = filledIn(stage, email);
  mergePersons(stage.sandbox.standIn, colleague, first.personId, second.personId);
  const told = { ...first, personId: second.personId, dealId: second.dealId };
  const isDecided = async () => {
    const { id } = await undecided(stage, second.personId, null);
    return does(stage, Object.assign(told, { requestId: id }), 'accept');
  };
  await stage.awaited('request of the survivor', isDecided);
  const { personId, dealId } = first;
  return [{ ...told, merged: { personId, dealId: dealId ?? 0 } }];
};

/** A colleague enters a suspect, and the documentation is sent by a click. */
export const documented: Story = async (stage) => {
  const { email, personId, dealId } = enteredByHand(stage);
  const conversionId = await stage.awaited('conversion', () =>
    conversionOf(stage, dealId).catch(() => undefined),
  );
  const { outcome } = await stage.staff(21).command({ type: 'send-documentation', conversionId });
  const acts = [{ what: 'document' as const, by: 21 as const, outcome }];
  return [{ email, personId, dealId, requestId: conversionId, acts }];
};
