import { fieldOf, placeOf } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { Person } from '#core/model/person.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { CustomFields, Pipedrive } from '../connectors/pipedrive/port.ts';
import { inOrder, isSameName, openRobotDeal } from './find-requester.ts';
import { formOwnerOf } from './form-owner.ts';
import type { Handler, HandlerContext } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';

/** Organizations our own submissions made or found under a name. */
export type KnownOrganizations = (companyId: string, name: string) => Promise<number[]>;

/** Clocks differ: what an interrupted try made is looked for from well before it. */
const lookBackMs = 15 * 60_000;

/** The organization of exactly this name, else a new one. */
export function ensureOrganization(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  knownOrganizations: KnownOrganizations,
): Handler<'ensure-organization'> {
  const find = async (name: string, context: HandlerContext) => {
    const companyId = context.company.id;
    const found = [
      ...(await knownOrganizations(companyId, name)),
      ...(await pipedrive.findOrganizationsByName(name)),
    ];
    for (const id of inOrder(found)) {
      const organization = await pipedrive.getOrganization(id);
      if (organization && isSameName(organization.name, name)) return organization;
    }
    if (!context.repeated) return undefined;
    for await (const page of pipedrive.listOrganizations(recentlyMade(context))) {
      const own = page.find((organization) => isSameName(organization.name, name));
      if (own) return own;
    }
    return undefined;
  };
  return {
    vendor: 'pipedrive',
    run: async ({ name }, context) => {
      const { company } = context;
      const ownerId = formOwnerOf(company);
      const known = await find(name, context);
      const organization = known ?? (await pipedrive.createOrganization({ name, ownerId }));
      await keep(company.id, 'organization', organization);
      return { organizationId: organization.id };
    },
  };
}

/** A new person; the one an interrupted try made is recognised by address, name and organization. */
export function ensurePerson(pipedrive: Pipedrive, keep: KeepRecord): Handler<'ensure-person'> {
  const find = async (effect: EffectOf<'ensure-person'>, context: HandlerContext) => {
    for await (const page of pipedrive.listPersons(recentlyMade(context))) {
      const own = page.find((person) => isMeant(person, effect));
      if (own) return own;
    }
    return undefined;
  };
  return {
    vendor: 'pipedrive',
    run: async (effect, context) => {
      const { company, repeated } = context;
      const { name, email, phone, organizationId, source, requestedOn } = effect;
      const { fields } = company.settings;
      const known = repeated ? await find(effect, context) : undefined;
      const person =
        known ??
        (await pipedrive.createPerson({
          name,
          ownerId: formOwnerOf(company),
          ...(organizationId !== null && { organizationId }),
          ...(email !== null && { email }),
          ...(phone !== null && { phone }),
          ...typedIn(company.personFields, [
            [fields.source, source],
            [fields.requestDate, requestedOn],
          ]),
        }));
      await keep(company.id, 'person', person);
      return { personId: person.id };
    },
  };
}

/** An open deal of the robot owner in the first stage of the pipeline of organizations. */
export function ensureDeal(pipedrive: Pipedrive, keep: KeepRecord): Handler<'ensure-deal'> {
  return {
    vendor: 'pipedrive',
    run: async (effect, { company, repeated }) => {
      const { title, personId, organizationId, source, need } = effect;
      const known = repeated ? await openRobotDeal(pipedrive, keep, company, personId) : null;
      if (known !== null) return { dealId: known };
      const { pipelines, fields } = company.settings;
      const place = placeOf(company, pipelines.organizations, undefined);
      if ('missing' in place) throw noPlace(pipelines.organizations);
      const deal = await pipedrive.createDeal({
        title,
        personId,
        ownerId: formOwnerOf(company),
        ...place,
        ...(organizationId !== null && { organizationId }),
        ...typedIn(company.dealFields, [
          [fields.dealSource, source],
          [fields.dealNeed, need],
        ]),
      });
      await keep(company.id, 'deal', deal);
      return { dealId: deal.id };
    },
  };
}

function recentlyMade({ company, instance }: HandlerContext) {
  const updatedSince = new Date(instance.createdAt.getTime() - lookBackMs).toISOString();
  return { ownerId: formOwnerOf(company), updatedSince };
}

function isMeant(person: Person, { email, name, organizationId }: EffectOf<'ensure-person'>): boolean {
  const [primary = null] = normaliseEmails(person.emails);
  return person.name === name && person.organizationId === organizationId && primary === email;
}

/** Values for fields that are named in the settings, exist, and take what is typed in. */
function typedIn(
  known: readonly CrmField[],
  values: readonly (readonly [string | undefined, string | null])[],
): { customFields?: CustomFields } {
  const entries = values.flatMap(([name, value]) => {
    const field = fieldOf(known, name);
    return field && field.options.length === 0 && value ? [[field.code, value] as const] : [];
  });
  return entries.length === 0 ? {} : { customFields: Object.fromEntries(entries) };
}

function noPlace(pipeline: string): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'rejected',
    title: {
      fr: `Le pipeline « ${pipeline} » n’a pas d’étape dans Pipedrive`,
      en: `The pipeline “${pipeline}” has no stage in Pipedrive`,
    },
    detail: {
      fr: 'La demande est gardée. Un administrateur corrige le pipeline des organismes dans les réglages, puis cliquez sur Réessayer.',
      en: 'The request is kept. An administrator corrects the pipeline of organizations in the settings, then click Retry.',
    },
  });
}
