import { fieldOf, folded, placeOf } from '#core/company.ts';
import type { Localized } from '#core/model/localized.ts';
import type { Creation, PlannedCondition } from '#core/provision-plan.ts';
import type { CustomFieldType, FilterCondition } from '../connectors/pipedrive/port-setup.ts';
import type { CompanyWebhooks } from './company-webhooks.ts';
import { createInDesk } from './create-in-desk.ts';
import { ProvisionRefusal } from './outcome.ts';
import type { ProvisionTarget } from './read-plan.ts';

type CreationOf<What extends Creation['what']> = Extract<Creation, { what: What }>;

/**
 * Makes one thing that is missing. Looks again before those that depend on what was made a moment ago.
 *
 * @returns a word to whoever has to do something with it, or null
 * @throws OutsideError, or ProvisionRefusal when something it needs is not there
 */
export async function createThing(target: ProvisionTarget, creation: Creation): Promise<Localized | null> {
  const { pipedrive, webhooks, desk } = target;
  switch (creation.what) {
    case 'pipeline':
      await pipedrive.createPipeline({ name: creation.name });
      return null;
    case 'stage':
      return createStage(target, creation);
    case 'person-field':
      await pipedrive.createPersonField(newField(creation));
      return null;
    case 'deal-field':
      await pipedrive.createDealField(newField(creation));
      return null;
    case 'filter':
      return createFilter(target, creation);
    case 'activity-type':
      return createActivityType(target, creation);
    case 'webhook':
      return createWebhook(webhooks, creation);
    case 'saved-reply':
    case 'customer-property':
    case 'help-desk':
      return desk && createInDesk(desk, creation);
  }
}

function newField({ name, type, options }: CreationOf<'person-field' | 'deal-field'>) {
  return { name, type: type as CustomFieldType, ...(options.length > 0 && { options }) };
}

/** Pipedrive may give a new pipeline stages of its own, so they are read again. */
async function createStage(
  { pipedrive, served }: ProvisionTarget,
  { name, pipeline }: CreationOf<'stage'>,
): Promise<null> {
  const [pipelines, stages] = await Promise.all([pipedrive.listPipelines(), pipedrive.listStages()]);
  const live = [...pipelines, ...served.pipelines].find((one) => folded(one.name) === folded(pipeline));
  if (!live || !pipelines.some(({ id }) => id === live.id)) {
    throw new ProvisionRefusal({
      fr: `Le pipeline « ${pipeline} » n’existe pas encore : relancez quand il sera là.`,
      en: `The pipeline “${pipeline}” does not exist yet: try again once it is there.`,
    });
  }
  const place = placeOf({ ...served, pipelines: [{ ...live, name: pipeline }], stages }, pipeline, name);
  if ('missing' in place) await pipedrive.createStage({ name, pipelineId: live.id });
  return null;
}

/** Filters name fields by numbers of their own (pipedrive.md 2.9). */
async function createFilter(
  { pipedrive }: ProvisionTarget,
  { name, type, conditions, alternatives }: CreationOf<'filter'>,
): Promise<null> {
  const fields = await pipedrive.listFilterFields('person');
  const numbered = ({ field, operator, value }: PlannedCondition): FilterCondition => {
    const found = 'code' in field ? fieldCoded(fields, field.code) : fieldNamed(fields, field.name);
    if (!found) throw noField('code' in field ? field.code : field.name);
    return { object: 'person', fieldId: found.id, operator, value };
  };
  await pipedrive.createFilter({
    name,
    type,
    conditions: conditions.map(numbered),
    alternatives: alternatives.map(numbered),
  });
  return null;
}

/** The owner is called otherwise in the definitions of v1, of deals at least. */
function fieldCoded<Field extends { code: string }>(fields: readonly Field[], code: string) {
  const isCalled = (name: string) => fields.find((field) => field.code === name);
  return isCalled(code) ?? (code === 'owner_id' ? isCalled('user_id') : undefined);
}

function fieldNamed<Field extends { name: string; code: string }>(fields: readonly Field[], name: string) {
  const known = fields.map((field) => ({ ...field, options: [] }));
  const code = fieldOf(known, name)?.code;
  return fields.find((field) => field.code === code);
}

function noField(name: string): ProvisionRefusal {
  return new ProvisionRefusal({
    fr: `Le champ « ${name} » n’existe pas encore : relancez quand il sera là.`,
    en: `The field “${name}” does not exist yet: try again once it is there.`,
  });
}

/** Pipedrive makes the key of the name: one that differs from the setting has to be taken over there. */
async function createActivityType(
  { pipedrive }: ProvisionTarget,
  { name }: CreationOf<'activity-type'>,
): Promise<Localized | null> {
  const known = await pipedrive.listActivityTypes();
  const sameName = known.find((one) => folded(one.name) === folded(name));
  if (sameName) throw new ProvisionRefusal(takeKeyOver(name, sameName.key));
  const { key } = await pipedrive.createActivityType({ name, icon: 'call' });
  return key === name ? null : takeKeyOver(name, key);
}

function takeKeyOver(name: string, key: string): Localized {
  return {
    fr: `Pipedrive a donné à « ${name} » la clé « ${key} » : mettez-la dans priority.callType.`,
    en: `Pipedrive gave “${name}” the key “${key}”: put it into priority.callType.`,
  };
}

/** Registering makes all of them at once: after the first one, the others are there. */
async function createWebhook(webhooks: CompanyWebhooks, { object }: CreationOf<'webhook'>): Promise<null> {
  const isMissing = async () => (await webhooks.plan())?.missing.includes(object) ?? false;
  if (await isMissing()) await webhooks.register();
  if (!(await isMissing())) return null;
  throw new ProvisionRefusal(object === 'activity' ? scopeMissing : unreachable);
}

const unreachable: Localized = {
  fr: 'Pipedrive ne l’a pas créé. Vérifiez PUBLIC_URL (HTTPS, joignable), puis relancez.',
  en: 'Pipedrive did not create it. Check PUBLIC_URL (HTTPS, reachable), then try again.',
};

const scopeMissing: Localized = {
  fr: 'Pipedrive ne l’autorise pas. Dans le Developer Hub, cochez « Activités : accès complet », réinstallez l’app, puis relancez ; tout le reste fonctionne.',
  en: 'Pipedrive does not allow it. In the Developer Hub, tick “Activities: full access”, install the app again, then try again; everything else works.',
};
