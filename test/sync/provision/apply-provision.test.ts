import { expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { applyProvision, type Progress } from '#sync/provision/apply-provision.ts';
import { readPlan } from '#sync/provision/read-plan.ts';
import { anEmptyCrm } from '../../kit/changing-crm.ts';
import { fittingSettings } from '../../kit/configuration-doors.ts';

const settings = {
  ...fittingSettings,
  fields: { requestState: 'État de la demande', accountId: 'Compte' },
  priority: { fields: { volume: 'Volume' }, callType: 'call' },
};
const failure = (unclear: boolean) =>
  new OutsideError({
    vendor: 'pipedrive',
    word: 'retry-later',
    title: { fr: 'Pipedrive est en panne', en: 'Pipedrive is down' },
    detail: { fr: 'Plus tard.', en: 'Later.' },
    unclear,
  });
const states = (outcomes: Awaited<ReturnType<typeof applyProvision>>) =>
  Object.fromEntries(outcomes.map(({ item, state }) => [item.id, state]));

it('makes everything the settings need, each thing after what it belongs to', async () => {
  const { target, made, crm } = anEmptyCrm(settings);
  const outcomes = await applyProvision(target);
  expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['present', 'created']));
  expect(made).toEqual([
    'pipeline Suspects',
    'pipeline Organismes',
    'pipeline Organismes refusés',
    'stage 1/Compte créé',
    'stage 2/Demande',
    'stage 3/Refusés',
    'person-field État de la demande',
    'person-field Compte',
    'deal-field Volume',
    'filter Demandes à traiter',
    'webhooks',
  ]);
  expect(crm.stages.map(({ pipelineId }) => pipelineId)).toEqual([1, 2, 3]);
});

it('numbers the fields of the filter, the one it has just made too', async () => {
  const { target, filters, crm } = anEmptyCrm(settings);
  await applyProvision(target);
  const account = crm.personFields.findIndex(({ name }) => name === 'Compte');
  expect(filters).toEqual([
    expect.objectContaining({
      type: 'people',
      conditions: [{ object: 'person', fieldId: 9000 + account, operator: 'IS NULL', value: null }],
      alternatives: [{ object: 'person', fieldId: 9000, operator: '=', value: '11' }],
    }),
  ]);
});

it('changes nothing the second time', async () => {
  const { target, made } = anEmptyCrm(settings);
  await applyProvision(target);
  const first = [...made];
  const outcomes = await applyProvision(target);
  expect(made).toEqual(first);
  expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['present']));
});

it('shows the plan and makes nothing', async () => {
  const { target, made } = anEmptyCrm(settings);
  const { items: plan } = await readPlan(target);
  expect(plan.filter(({ state }) => state === 'missing').length).toBeGreaterThan(10);
  expect(made).toEqual([]);
});

it('names what failed, goes on with the others, and finishes the next time', async () => {
  const empty = anEmptyCrm(settings);
  empty.trouble.before = (what) => {
    if (what === 'pipeline Organismes') throw failure(false);
  };
  const outcomes = await applyProvision(empty.target);
  const failed = outcomes.filter(({ state }) => state === 'failed');
  expect(failed.map(({ item }) => item.id)).toEqual(['pipeline:organismes', 'stage:organismes:demande']);
  expect(failed[0]?.detail?.fr).toContain('Pipedrive est en panne');
  expect(failed[1]?.detail?.fr).toContain('« Organismes » n’existe pas encore');
  expect(states(outcomes)['stage:organismes refusés:refusés']).toBe('created');
  empty.trouble = {};
  const again = await applyProvision(empty.target);
  expect(again.filter(({ state }) => state === 'created').map(({ item }) => item.id)).toEqual([
    'pipeline:organismes',
    'stage:organismes:demande',
  ]);
});

it('recognises what an unclear call made all the same', async () => {
  const empty = anEmptyCrm(settings);
  empty.trouble.after = (what) => {
    if (what === 'person-field Compte') throw failure(true);
  };
  const outcomes = await applyProvision(empty.target);
  expect(states(outcomes)['person-field:compte']).toBe('created');
});

it('does not take an unclear call for done when nothing was made', async () => {
  const empty = anEmptyCrm(settings);
  empty.trouble.before = (what) => {
    if (what === 'person-field Compte') throw failure(true);
  };
  expect(states(await applyProvision(empty.target))['person-field:compte']).toBe('failed');
});

it('makes no second pipeline or stage beside a renamed one', async () => {
  const empty = anEmptyCrm(settings);
  await applyProvision(empty.target);
  const before = { pipelines: [...empty.crm.pipelines], stages: [...empty.crm.stages] };
  Object.assign(empty.target.served, before);
  empty.crm.pipelines.splice(0, 1, { id: 1, name: 'Prospects', order: 0 });
  empty.crm.stages.splice(0, 1, { id: 100, name: 'Compte ouvert', pipelineId: 1, order: 0 });
  const made = [...empty.made];
  await applyProvision(empty.target);
  expect(empty.made).toEqual(made);
});

it('adds a stage to the customer’s own pipeline and leaves the rest of it alone', async () => {
  const empty = anEmptyCrm(settings);
  empty.crm.pipelines.push({ id: 77, name: 'suspects ', order: 0 });
  empty.crm.stages.push({ id: 770, name: 'À nous', pipelineId: 77, order: 0 });
  await applyProvision(empty.target);
  expect(empty.made).not.toContain('pipeline Suspects');
  expect(empty.made).toContain('stage 77/Compte créé');
  expect(empty.crm.stages[0]).toEqual({ id: 770, name: 'À nous', pipelineId: 77, order: 0 });
});

it('says which key an activity type was given, and does not make it again', async () => {
  const empty = anEmptyCrm({ ...settings, priority: { callType: 'rappel-urgent' } });
  const id = 'activity-type:rappel-urgent';
  const find = (outcomes: Awaited<ReturnType<typeof applyProvision>>) =>
    outcomes.find(({ item }) => item.id === id);
  expect(find(await applyProvision(empty.target))).toMatchObject({
    state: 'created',
    detail: { fr: expect.stringContaining('« rappel_urgent »') },
  });
  const made = [...empty.made];
  expect(find(await applyProvision(empty.target))).toMatchObject({
    state: 'failed',
    detail: { fr: expect.stringContaining('« rappel_urgent »') },
  });
  expect(empty.made).toEqual(made);
});

it('tells how far it is', async () => {
  const { target } = anEmptyCrm(settings);
  const steps: Parameters<Progress>[0][] = [];
  const outcomes = await applyProvision(target, (step) => steps.push(step));
  const total = outcomes.filter(({ state }) => state === 'created').length;
  expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  expect(new Set(steps.map((step) => step.total))).toEqual(new Set([total]));
});

it('makes nothing when the CRM cannot be read completely', async () => {
  const { target, made } = anEmptyCrm(settings);
  target.pipedrive.listPersonFields = () => Promise.reject(failure(false));
  await expect(applyProvision(target)).rejects.toThrow('pipedrive');
  expect(made).toEqual([]);
});
