import type { Company } from '#core/company.ts';
import type { Event } from '#core/events.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { Settings } from '#core/settings.ts';

/** Ids of the company below: two robots, two staff members who may decide, one who left. */
export const robot = 11;
export const formRobot = 12;
export const sales = 21;
export const manager = 22;
export const former = 24;

const staff = [
  [robot, 'Robot', 'robot'],
  [formRobot, 'Robot formulaire', 'robot-formulaire'],
  [sales, 'Chargée de clientèle', 'vente'],
  [manager, 'Responsable commercial', 'responsable'],
  [former, 'Ancien collègue', 'ancien'],
] as const;

/** Roles of Pipedrive: the robots have one of their own. */
export const salesRole = 2;
export const robotRole = 3;

const pipelines = ['Organismes', 'Suspects', 'Organismes refusés'];
const stages = [
  ['Demande', 1],
  ['En discussion', 1],
  ['Potentiels identifiés', 2],
  ['Doc envoyée', 2],
  ['Compte créé', 2],
  ['Refusés', 3],
] as const;

/** The place an accepted deal goes to, and the one of a refused deal. */
export const accountCreated = { pipelineId: 2, stageId: 5 };
export const refusedPlace = { pipelineId: 3, stageId: 6 };
export const reconsidered = { pipelineId: 1, stageId: 1 };

/** A company with settings as in a settings file, over those of a small team. */
export function aCompany(settings: Record<string, unknown> = {}): Company {
  return {
    id: '1001',
    settings: Settings.parse({
      robotOwners: [robot, formRobot],
      deciders: ['vente@example.org', 'responsable@example.org'],
      stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
      undoSeconds: 0,
      ...settings,
    }),
    staff: staff.map(([id, name, mailbox]) => ({
      id,
      name,
      email: `${mailbox}@example.org`,
      active: id !== former,
      roleId: id === robot || id === formRobot ? robotRole : salesRole,
      isAdmin: id === manager,
    })),
    pipelines: pipelines.map((name, index) => ({ id: index + 1, name, order: index + 1 })),
    stages: stages.map(([name, pipelineId], index) => ({
      id: index + 1,
      name,
      pipelineId,
      order: index + 1,
    })),
    personFields: [],
    dealFields: [],
  };
}

/** A custom field; its code is made of its name. */
export function aField(name: string, labels: string[] = []): CrmField {
  return { name, code: `code of ${name}`, options: labels.map((label, index) => ({ id: index + 1, label })) };
}

/** The person of the request, owned by the form's robot. */
export function aPerson(overrides: Partial<Person> = {}): Person {
  return {
    id: 70,
    name: 'Camille Exemple',
    emails: ['camille@mairie.example.org'],
    phones: ['+33 1 02 03 04 05'],
    ownerId: formRobot,
    organizationId: 80,
    addedAt: '2026-11-20T08:00:00Z',
    updatedAt: '2026-11-20T08:00:00Z',
    customFields: {},
    ...overrides,
  };
}

/** The deal of the form. */
export function aDeal(overrides: Partial<Deal> = {}): Deal {
  return {
    id: 90,
    title: 'Mairie d’Exemple',
    status: 'open',
    ownerId: formRobot,
    personId: 70,
    organizationId: 80,
    pipelineId: 1,
    stageId: 1,
    lostReason: null,
    addedAt: '2026-11-20T08:00:01Z',
    updatedAt: '2026-11-20T08:00:01Z',
    customFields: {},
    ...overrides,
  };
}

export const anOrganization: Organization = {
  id: 80,
  name: 'Mairie d’Exemple',
  ownerId: formRobot,
  updatedAt: '2026-11-20T08:00:00Z',
};

/** What the CRM says now: by default one person, their deal and their organization. */
export function observed(
  facts: { person?: Person | null; deals?: Deal[]; organization?: Organization | null } = {},
): Event {
  const { person = aPerson(), deals = [aDeal()], organization = anOrganization } = facts;
  return {
    type: 'crm-observed',
    facts: { person, deals, organizations: organization ? [organization] : [] },
    source: 'pipedrive',
    at: '2026-11-22T09:00:00Z',
  };
}

/** Staff on Pipedrive. */
export function actor(staffId: number = sales): Actor {
  const [, name = 'Quelqu’un', mailbox = 'inconnu'] = staff.find(([id]) => id === staffId) ?? [];
  return { staffId, name, email: `${mailbox}@example.org`, surface: 'pipedrive' };
}

export const acceptance = (by = actor(), more: { target?: string; attachToDealId?: number } = {}): Event => ({
  type: 'acceptance-requested',
  by,
  target: more.target ?? null,
  attachToDealId: more.attachToDealId ?? null,
});

export const refusal = (reason = 'individual', note: string | null = null, by = actor()): Event => ({
  type: 'refusal-requested',
  by,
  reason,
  note,
});

export const evidenceRequest = (document = 'Une délibération'): Event => ({
  type: 'evidence-requested',
  by: actor(),
  document,
});

export const evidenceRecorded: Event = { type: 'evidence-recorded', by: actor(), document: null };
export const reconsideration: Event = { type: 'reconsideration-requested', by: actor(manager) };
export const undoing: Event = { type: 'undo-requested', by: actor() };
export const confirmation = (by = actor(manager)): Event => ({ type: 'decision-confirmed', by });
export const withdrawal = (by = actor()): Event => ({ type: 'proposal-withdrawn', by });
export const timer = (name: string): Event => ({ type: 'timer-fired', name });

/** The directory answered: an account, or none. */
export const lookedUp = (
  account: { id: string; state: 'invited' | 'active' | 'expired' | 'gone'; email: string } | null,
): Event => ({
  type: 'effect-done',
  effectId: 'look-up',
  kind: 'find-admin-account',
  decision: 0,
  result: { account },
});
