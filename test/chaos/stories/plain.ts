import { createPerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { asked, does, stands, undecided } from './decide.ts';
import type { Story } from './stage.ts';

const robotUserId = 11;

export const accepted: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'accept');
  return [told];
};

export const refused: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'refuse', { by: 22 });
  return [told];
};

/** The colleague of somebody accepted asks too, and is attached to the deal there is. */
export const secondAdministrator: Story = async (stage, email) => {
  const first = await asked(stage, email);
  await does(stage, first, 'accept');
  await stands(stage, first, ['accepted']);
  const second = await asked(stage, `seconde-${email}`);
  const attachedTo = first.dealId ?? 0;
  await does(stage, second, 'accept', { more: { attachToDealId: attachedTo } });
  return [first, { ...second, attachedTo }];
};

/** A robot owner's person without a deal gets one. */
export const withoutDeal: Story = async (stage, email) => {
  const emails = [{ value: email }];
  const person = createPerson(stage.sandbox.standIn, robotUserId, { name: `Personne ${email}`, emails });
  const { id } = await undecided(stage, person.id, null);
  const told = { email, personId: person.id, dealId: null, requestId: id, acts: [] };
  await does(stage, told, 'accept');
  return [told];
};

export const undone: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'accept');
  await does(stage, told, 'undo', { by: 22 });
  return [told];
};

export const undoneThenRefused: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'accept');
  const isUndone = await does(stage, told, 'undo');
  if (isUndone) await does(stage, told, 'refuse');
  return [told];
};

export const reconsidered: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'refuse');
  await stands(stage, told, ['refused']);
  await does(stage, told, 'reconsider');
  await stands(stage, told, ['pending']);
  // Reconsidering is held like a decision: who decides at once would find it under way.
  await stage.awaited('reconsideration that is through', () => does(stage, told, 'accept', { by: 22 }));
  return [told];
};

/** Two colleagues click at the same moment, each on the page before them. */
export const decidedByTwo: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await Promise.all([
    does(stage, told, 'accept', { by: 21 }),
    does(stage, told, 'refuse', { by: 22 }),
    does(stage, told, 'accept', { by: 22 }),
  ]);
  return [told];
};

export const evidenceAsked: Story = async (stage, email) => {
  const told = await asked(stage, email);
  await does(stage, told, 'ask');
  // Nobody sends a document before they are asked: of what was not mailed by then, nothing is mailed.
  await stage
    .staff(21)
    .requestOf(told.personId, ({ effects }) =>
      effects.some(({ kind, state }) => kind === 'send-email' && state === 'done'),
    );
  await stage.awaited('document that may be recorded', () => does(stage, told, 'record', { by: 22 }));
  await does(stage, told, 'accept');
  return [told];
};
