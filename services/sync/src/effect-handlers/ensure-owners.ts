import { type Company, fieldOf } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';

/** The person's owner and, where the settings name them, the fields that tell the request's state. */
export function ensurePersonOwner(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  accountOf: (instance: InstanceRow) => string | undefined,
): Handler<'ensure-person-owner'> {
  return {
    vendor: 'pipedrive',
    run: async (effect, { company, instance }) => {
      const accountId = accountOf(instance);
      const customFields = fieldsFor(company, effect, accountId ?? effect.accountId);
      const person = await pipedrive.updatePerson(effect.personId, {
        ...(effect.ownerId !== null && { ownerId: effect.ownerId }),
        ...(Object.keys(customFields).length > 0 && { customFields }),
      });
      await keep(company.id, 'person', person);
      return { personId: effect.personId, ownerId: person.ownerId };
    },
  };
}

/** The organization follows its deal, where the settings want it (E-38). */
export function ensureOrganizationOwner(
  pipedrive: Pipedrive,
  keep: KeepRecord,
): Handler<'ensure-organization-owner'> {
  return {
    vendor: 'pipedrive',
    run: async ({ organizationId, ownerId }, { company }) => {
      const organization = await pipedrive.getOrganization(organizationId);
      if (!organization) throw organizationGone();
      if (organization.ownerId === ownerId) return {};
      await keep(company.id, 'organization', await pipedrive.updateOrganization(organizationId, { ownerId }));
      return {};
    },
  };
}

function fieldsFor(company: Company, effect: EffectOf<'ensure-person-owner'>, accountId: string | null) {
  const { requestState, accountId: accountField } = company.settings.fields;
  const stateCode = fieldOf(company.personFields, requestState)?.code;
  const accountCode = fieldOf(company.personFields, accountField)?.code;
  return {
    ...(stateCode && { [stateCode]: effect.requestState }),
    ...(accountCode && { [accountCode]: accountId }),
  };
}

function organizationGone(): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'not-found',
    title: {
      fr: 'L’organisation n’existe plus dans Pipedrive',
      en: 'The organization no longer exists in Pipedrive',
    },
    detail: {
      fr: 'Rétablissez-la dans Pipedrive, puis réessayez.',
      en: 'Restore it in Pipedrive, then retry.',
    },
  });
}
