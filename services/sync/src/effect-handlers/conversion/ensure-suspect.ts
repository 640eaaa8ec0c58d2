import type { EffectOf } from '#core/effects.ts';
import { normaliseEmail, normaliseEmails } from '#core/model/email-address.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import type { KnownOrganizations } from '../ensure-submitted.ts';
import { inOrder, isSameName, type KnownPersons } from '../find-requester.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import type { KeepRecord } from '../keep-record.ts';

type Effect = EffectOf<'ensure-suspect'>;

/** What a suspect's records are found with. */
export interface SuspectParts {
  pipedrive: Pipedrive;
  keep: KeepRecord;
  /** Records our own store knows: the search index of the CRM lags behind writes (pipedrive.md 2.5). */
  known: { persons: KnownPersons; organizations: KnownOrganizations };
  /** Whether another conversion follows a deal: nobody follows one twice. */
  isFollowedByAnother(context: HandlerContext, dealId: number): Promise<boolean>;
}

/** Clocks differ: what an interrupted try made is looked for from well before it. */
const lookBackMs = 15 * 60_000;

/** A suspect's organization, person and deal: what is there is taken, what is missing is made for the owner. */
export function ensureSuspect(parts: SuspectParts): Handler<'ensure-suspect'> {
  return {
    vendor: 'pipedrive',
    run: async (effect, context) => {
      const organization = effect.organization && (await organizationOf(parts, effect, context));
      const organizationId = organization?.id ?? null;
      const person = await personOf(parts, effect, organizationId, context);
      const dealId = await dealOf(parts, effect, { personId: person.id, organizationId }, context);
      return { dealId, personId: person.id, organizationId };
    },
  };
}

async function organizationOf(
  parts: SuspectParts,
  { organization: wanted, ownerId }: Effect,
  context: HandlerContext,
): Promise<Organization | null> {
  if (!wanted) return null;
  const { pipedrive, keep } = parts;
  const companyId = context.company.id;
  const found =
    (wanted.id === null ? null : await pipedrive.getOrganization(wanted.id)) ??
    (await organizationNamed(parts, wanted.name, ownerId, context));
  const organization = found ?? (await pipedrive.createOrganization({ name: wanted.name, ownerId }));
  await keep(companyId, 'organization', organization);
  return organization;
}

async function organizationNamed(
  { pipedrive, known }: SuspectParts,
  name: string,
  ownerId: number,
  context: HandlerContext,
): Promise<Organization | undefined> {
  const found = [
    ...(await known.organizations(context.company.id, name)),
    ...(await pipedrive.findOrganizationsByName(name)),
  ];
  for (const id of inOrder(found)) {
    const organization = await pipedrive.getOrganization(id);
    if (organization && isSameName(organization.name, name)) return organization;
  }
  if (!context.repeated) return undefined;
  for await (const page of pipedrive.listOrganizations(recentlyMade(ownerId, context))) {
    const own = page.find((organization) => isSameName(organization.name, name));
    if (own) return own;
  }
  return undefined;
}

async function personOf(
  parts: SuspectParts,
  effect: Effect,
  organizationId: number | null,
  context: HandlerContext,
): Promise<Person> {
  const { pipedrive, keep } = parts;
  const { id, name, email, phone } = effect.person;
  const found =
    (id === null ? null : await pipedrive.getPerson(id)) ??
    (await personKnown(parts, effect, organizationId, context));
  const person =
    found ??
    (await pipedrive.createPerson({
      name,
      ownerId: effect.ownerId,
      ...(organizationId !== null && { organizationId }),
      ...(email !== null && { email }),
      ...(phone !== null && { phone }),
    }));
  await keep(context.company.id, 'person', person);
  return person;
}

/** By the address; the one that an interrupted try made also by name, owner and organization. */
async function personKnown(
  { pipedrive, known }: SuspectParts,
  { person, ownerId }: Effect,
  organizationId: number | null,
  context: HandlerContext,
): Promise<Person | undefined> {
  const email = normaliseEmail(person.email ?? '');
  if (email !== null) {
    const found = [
      ...(await known.persons(context.company.id, email)),
      ...(await pipedrive.findPersonsByEmail(email)),
    ];
    for (const id of inOrder(found)) {
      const candidate = await pipedrive.getPerson(id);
      if (candidate && normaliseEmails(candidate.emails).includes(email)) return candidate;
    }
  }
  if (!context.repeated) return undefined;
  const isOwn = (each: Person) =>
    each.name === person.name &&
    each.organizationId === organizationId &&
    (normaliseEmails(each.emails)[0] ?? null) === email;
  for await (const page of pipedrive.listPersons(recentlyMade(ownerId, context))) {
    const own = page.find(isOwn);
    if (own) return own;
  }
  return undefined;
}

/** The open one of the same title among the suspects is the one that was meant, or that an interrupted try made. */
async function dealOf(
  { pipedrive, keep, isFollowedByAnother }: SuspectParts,
  { title, ownerId, pipelineId, stageId }: Effect,
  { personId, organizationId }: { personId: number; organizationId: number | null },
  context: HandlerContext,
): Promise<number> {
  const { company } = context;
  for await (const page of pipedrive.listDeals({ personId, status: 'open' })) {
    for (const deal of page) {
      const isMeant = deal.pipelineId === pipelineId && deal.title === title;
      if (isMeant && !(await isFollowedByAnother(context, deal.id))) return deal.id;
    }
  }
  const organization = organizationId === null ? {} : { organizationId };
  const deal = await pipedrive.createDeal({ title, personId, ownerId, pipelineId, stageId, ...organization });
  await keep(company.id, 'deal', deal);
  return deal.id;
}

function recentlyMade(ownerId: number, { instance }: HandlerContext) {
  const updatedSince = new Date(instance.createdAt.getTime() - lookBackMs).toISOString();
  return { ownerId, updatedSince };
}
