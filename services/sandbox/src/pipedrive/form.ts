import type { PipedriveContext } from './context.ts';
import { addDeal } from './deal-writes.ts';
import { addOrganization } from './organization-writes.ts';
import { addPerson } from './person-writes.ts';
import type { CustomValues } from './records.ts';
import { formRobotUserId } from './seed.ts';
import { deadlines, fieldCode } from './seed-fields.ts';

/** What somebody types into the web form "Demande de compte administrateur". */
export type RequestForm = {
  name: string;
  email: string;
  phone: string;
  organization: string;
  message?: string;
  jobTitle?: string;
  filesPerYear?: number | undefined;
  /** One of `deadlines`; empty when none was chosen. */
  deadline?: (typeof deadlines)[number] | '';
};

export type FormResult = { personId: number; dealId: number; organizationId: number };

/**
 * What the vendor's web form does with a submission: always a new organization, person and deal, owned by the
 * robot user, in the default pipeline; three `create` webhooks. Nobody documents these effects
 * (pipedrive.md 2.17): `origin` and the missing match by e-mail are choices.
 */
export function submitForm(context: PipedriveContext, form: RequestForm): FormResult {
  const actor = { userId: formRobotUserId, source: 'app' } as const;
  const organization = addOrganization(context, actor, { name: form.organization });
  const person = addPerson(context, actor, {
    name: form.name,
    org_id: organization.id,
    emails: form.email ? [{ value: form.email }] : [],
    phones: form.phone ? [{ value: form.phone }] : [],
    custom_fields: form.jobTitle ? { [fieldCode('person', 'Fonction')]: form.jobTitle } : {},
  });
  const title = `Demande de compte administrateur - ${form.organization}`;
  const links = { person_id: person.id, org_id: organization.id };
  const deal = addDeal(context, actor, { title, ...links, custom_fields: dealValues(form) }, 'WebForms');
  return { personId: person.id, dealId: deal.id, organizationId: organization.id };
}

function dealValues({ message, filesPerYear, deadline }: RequestForm): CustomValues {
  return {
    ...(message ? { [fieldCode('deal', 'Message de la demande')]: message } : {}),
    ...(filesPerYear === undefined ? {} : { [fieldCode('deal', 'Nombre de dossiers par an')]: filesPerYear }),
    // Options are numbered from 1 in the order of the list.
    ...(deadline ? { [fieldCode('deal', 'Échéance')]: deadlines.indexOf(deadline) + 1 } : {}),
  };
}
