import type { Company, Place } from '../../company.ts';
import { decidersOf, placeOf, robotOwnerId, staffOf } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import { normaliseEmail } from '../../model/email-address.ts';
import { inLanguage } from '../../model/localized.ts';
import type { Actor } from '../../model/staff-member.ts';
import type { Target } from '../../settings.ts';
import type { AccountRequest } from './state.ts';

/** What a plan is made for: the request, its company, who decided, and a number that grows (for round-robin). */
export interface PlanInput {
  request: AccountRequest;
  company: Company;
  by: Actor;
  turn: number;
}

/** Accept: account, deal, person, welcome mail, in this order (product.md section 3). */
export function planAcceptance(input: PlanInput, place: Extract<Place, { pipelineId: number }>): Effect[] {
  const owner = ownerFor(input);
  return [
    ensureAccount(input, null),
    placeDeal(input, {
      ...place,
      ownerId: owner?.id ?? null,
      status: 'open',
      lostReason: null,
      createIfMissing: true,
    }),
    ...ownersFollow(input, owner?.id ?? null, 'accepted'),
    welcomeMail(input, owner?.name ?? ''),
  ];
}

/** Accept attached to a known deal (DS-24 to DS-26): the duplicate deal leaves once its content is kept. */
export function planAttachment(input: PlanInput, dealId: number): Effect[] {
  const owner = ownerFor(input);
  const { request, company } = input;
  const duplicate = request.dealId;
  return [
    ensureAccount(input, dealId),
    ...ownersFollow(input, owner?.id ?? null, 'accepted'),
    welcomeMail(input, owner?.name ?? ''),
    { kind: 'ensure-participant', dealId, personId: request.person.id },
    ...(duplicate === null ? [] : removeDuplicate(duplicate, dealId, company.settings.duplicateDeal)),
  ];
}

/** Refuse: deal lost in its pipeline with the reason, person, mail that explains (DS-18, DS-19). */
export function planRefusal(
  input: PlanInput,
  place: Extract<Place, { pipelineId: number }>,
  refusal: { reason: string; note: string | null },
): Effect[] {
  const owner = ownerFor(input);
  const { locale } = input.company.settings;
  const label = reasonLabel(input.company, refusal.reason);
  const lostReason = refusal.note ? `${label} : ${refusal.note}`.slice(0, 250) : label;
  const deal = placeDeal(input, {
    ...place,
    ownerId: owner?.id ?? null,
    status: 'lost',
    lostReason,
    createIfMissing: false,
  });
  return [
    ...(input.request.dealId === null ? [] : [deal]),
    ...ownersFollow(input, owner?.id ?? null, 'refused'),
    ...mail(input, `refusal-${refusal.reason}`, {
      reasonLabel: inLanguage(reasonOf(input.company, refusal.reason)?.label ?? label, locale),
      note: refusal.note ?? '',
      ownerName: owner?.name ?? '',
    }),
  ];
}

/** Reconsider: everything back to the robot owner, the deal open again (DS-27, DS-28). */
export function planReconsideration(
  input: PlanInput,
  place: Extract<Place, { pipelineId: number }>,
): Effect[] {
  const ownerId = robotOwnerId(input.company);
  const deal = placeDeal(input, {
    ...place,
    ownerId,
    status: 'open',
    lostReason: null,
    createIfMissing: false,
    mayReopen: true,
  });
  return [...(input.request.dealId === null ? [] : [deal]), ...ownersFollow(input, ownerId, 'pending')];
}

/** Ask for evidence: one mail; the reminder is the same mail in other words. */
export function planEvidenceMail(input: PlanInput, template: string, document: string): Effect[] {
  return mail(input, template, { document, ownerName: input.by.name });
}

/** The stage a name of the settings means for an accepted request. */
export function placeOfTarget(company: Company, target: Target): Place {
  return placeOf(company, target.pipeline, target.stage);
}

/** Who gets deal and person, by the owner rule; without an active staff member, the fixed owner or a decider (E-30, E-31). */
export function ownerFor({ company, by, turn }: PlanInput): { id: number; name: string } | undefined {
  const { owners } = company.settings;
  const deciderStaff = decidersOf(company);
  const decider = company.staff.find(
    (member) => member.active && (member.id === by.staffId || normaliseEmail(member.email) === by.email),
  );
  const byRule = {
    fixed: staffOf(company, owners.fixed),
    decider,
    'round-robin': deciderStaff[turn % Math.max(deciderStaff.length, 1)],
  }[owners.rule];
  return byRule ?? staffOf(company, owners.fixed) ?? decider ?? deciderStaff[0];
}

export function ensureAccount({ request, company }: PlanInput, originalDealId: number | null): Effect {
  return {
    kind: 'ensure-admin-account',
    emails: request.person.emails,
    displayName: request.person.name,
    language: company.settings.locale,
    originalDealId,
  };
}

type Placement = Pick<
  Extract<Effect, { kind: 'ensure-deal-placed' }>,
  'pipelineId' | 'stageId' | 'ownerId' | 'status' | 'lostReason' | 'createIfMissing'
> & { mayReopen?: boolean };

export function placeDeal({ request }: PlanInput, placement: Placement): Effect {
  return {
    kind: 'ensure-deal-placed',
    dealId: request.dealId,
    personId: request.person.id,
    organizationId: request.organization?.id ?? null,
    title: request.dealTitle ?? request.organization?.name ?? request.person.name,
    mayReopen: false,
    ...placement,
  };
}

function ownersFollow(
  { request, company }: PlanInput,
  ownerId: number | null,
  requestState: string,
): Effect[] {
  const { fields, updateOrganizationOwner } = company.settings;
  if (ownerId === null && !fields.requestState && !fields.accountId) return [];
  const persons = [request.person.id, ...request.duplicates.map((duplicate) => duplicate.personId)];
  const { organization } = request;
  const effects: Effect[] = persons.map((personId) => ({
    kind: 'ensure-person-owner',
    personId,
    ownerId,
    requestState,
    accountId: request.account?.id ?? null,
  }));
  if (updateOrganizationOwner && organization && ownerId !== null) {
    effects.push({ kind: 'ensure-organization-owner', organizationId: organization.id, ownerId });
  }
  return effects;
}

/** The link once more, to the address the account was made or found by: it opens that person's account. */
export function activationMail(request: AccountRequest, company: Company): Effect {
  const ownerName = company.staff.find(({ id }) => id === request.ownerId)?.name ?? '';
  return {
    kind: 'send-email',
    template: 'activation-renewal',
    to: request.account?.email ?? request.person.emails[0] ?? '',
    language: company.settings.locale,
    variables: { personName: request.person.name, ownerName },
  };
}

function welcomeMail(input: PlanInput, ownerName: string): Effect {
  const [to = ''] = input.request.person.emails;
  return sendEmail(input, 'welcome', to, { ownerName });
}

function mail(input: PlanInput, template: string, variables: Record<string, string>): Effect[] {
  const [to] = input.request.person.emails;
  return to === undefined ? [] : [sendEmail(input, template, to, variables)];
}

function sendEmail(
  input: PlanInput,
  template: string,
  to: string,
  variables: Record<string, string>,
): Effect {
  const { person, organization } = input.request;
  return {
    kind: 'send-email',
    template,
    to,
    language: input.company.settings.locale,
    variables: { personName: person.name, organizationName: organization?.name ?? '', ...variables },
  };
}

function removeDuplicate(dealId: number, intoDealId: number, how: 'delete' | 'merge'): Effect[] {
  return [
    { kind: 'keep-deal-as-note', fromDealId: dealId, toDealId: intoDealId },
    { kind: 'remove-duplicate-deal', dealId, intoDealId, how },
  ];
}

function reasonOf(company: Company, key: string) {
  return company.settings.refusalReasons.find((reason) => reason.key === key);
}

function reasonLabel(company: Company, key: string): string {
  const known = reasonOf(company, key);
  return known ? inLanguage(known.label, company.settings.locale) : key;
}
