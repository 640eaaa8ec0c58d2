import type { Activity } from '#core/model/activity.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import type { Deal, DealStatus } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';
import type { Role, StaffMember } from '#core/model/staff-member.ts';
import type { PipedriveSetup } from './port-setup.ts';

/** Custom field values by field code (pipedrive.md 2.10); null clears. */
export type CustomFields = Record<string, unknown>;

/** Only the given fields change. A stage of another pipeline needs `pipelineId` too (pipedrive.md 2.4). */
export interface DealUpdate {
  ownerId?: number;
  pipelineId?: number;
  stageId?: number;
  status?: Exclude<DealStatus, 'deleted'>;
  /** Only together with status `lost`. */
  lostReason?: string;
}

export interface NewDeal {
  title: string;
  personId: number;
  organizationId?: number;
  ownerId?: number;
  pipelineId?: number;
  stageId?: number;
  customFields?: CustomFields;
}

export interface NewPerson {
  name: string;
  ownerId: number;
  organizationId?: number;
  email?: string;
  phone?: string;
  customFields?: CustomFields;
}

export interface NewActivity {
  subject: string;
  /** Key of an activity type (pipedrive.md 2.8). */
  type: string;
  dealId: number;
  /** The primary participant; absent = nobody. */
  personId?: number;
  /** Absent = the user our token belongs to. */
  ownerId?: number;
  /** YYYY-MM-DD. */
  dueOn: string;
}

/** Only the given fields change. */
export interface ActivityUpdate {
  subject?: string;
  ownerId?: number;
  /** YYYY-MM-DD. */
  dueOn?: string;
  done?: boolean;
}

/** What Pipedrive knows of the mails of a deal (pipedrive.md 2.2, optional fields). */
export interface DealMail {
  /** When the client last wrote; null: never, or no mailbox is connected. */
  lastIncomingMailAt: string | null;
  /** What is sent there as a blind copy is kept with the deal; null where Pipedrive tells none. */
  smartBcc: string | null;
}

export interface DealFilter {
  ownerId?: number;
  personId?: number;
  organizationId?: number;
  /** Absent = every deal but the deleted ones. */
  status?: DealStatus;
  /** ISO instant, inclusive; fractions of a second are cut off. Oldest changes first. */
  updatedSince?: string;
  /** At most `idsMax`; what is deleted, archived or hidden from our user is not among the answers. */
  ids?: readonly number[];
}

export interface PersonFilter {
  ownerId?: number;
  /** ISO instant, inclusive; fractions of a second are cut off. Oldest changes first. */
  updatedSince?: string;
  /** At most `idsMax`; what is deleted or hidden from our user is not among the answers. */
  ids?: readonly number[];
}

/** So many ids fit into one list call (pipedrive.md 2.2). */
export const idsMax = 100;

/** `updatedSince`: ISO instant, inclusive; fractions of a second are cut off. */
export type ActivityFilter = { updatedSince: string } | { onlyOpen: true };

/** The user a token belongs to, and their company. */
export interface CurrentUser {
  id: number;
  companyId: string;
  name: string;
  email: string;
  /** Administrator of deals or of the whole account (pipedrive.md 1.1). */
  isAdmin: boolean;
  roleId: number | null;
  companyName: string;
  /** The part before `.pipedrive.com`. */
  companyDomain: string;
  /** Such as `fr_FR`. */
  locale: string | null;
  /** Of the user's screen, such as `fr`. */
  language: string | null;
}

/** Our calls to Pipedrive. Each throws OutsideError alone; a write that failed unclearly says so. */
export interface Pipedrive extends PipedriveSetup {
  /** @returns null when the deal does not exist or our user may not see it */
  getDeal(id: number): Promise<Deal | null>;
  updateDeal(id: number, update: DealUpdate): Promise<Deal>;
  /** Not idempotent: look before repeating it. */
  createDeal(deal: NewDeal): Promise<Deal>;
  /** A deal that is already gone is fine. */
  deleteDeal(id: number): Promise<void>;
  /** The deal `id` disappears into `intoId`, whose values win (pipedrive.md 2.12). */
  mergeDeals(id: number, intoId: number): Promise<void>;
  /** Pages of deals, archived ones left out. */
  listDeals(filter: DealFilter): AsyncGenerator<Deal[]>;
  /** @returns null when the person does not exist, is deleted, or our user may not see them */
  getPerson(id: number): Promise<Person | null>;
  updatePerson(id: number, update: { ownerId?: number; customFields?: CustomFields }): Promise<Person>;
  listPersons(filter: PersonFilter): AsyncGenerator<Person[]>;
  /**
   * Ids of persons with exactly this address, whatever its case. The index lags behind writes, and other addresses may
   * be among them: read each and compare (pipedrive.md 2.5).
   */
  findPersonsByEmail(email: string): Promise<number[]>;
  /** Not idempotent: look before repeating it. */
  createPerson(person: NewPerson): Promise<Person>;
  /** @returns null when the organization does not exist, is deleted, or our user may not see it */
  getOrganization(id: number): Promise<Organization | null>;
  updateOrganization(id: number, update: { ownerId: number }): Promise<Organization>;
  /** Ids of organizations of exactly this name, whatever its case; as late as `findPersonsByEmail`. */
  findOrganizationsByName(name: string): Promise<number[]>;
  listOrganizations(filter: PersonFilter): AsyncGenerator<Organization[]>;
  /** Not idempotent: look before repeating it. */
  createOrganization(organization: { name: string; ownerId: number }): Promise<Organization>;
  listParticipants(dealId: number): Promise<{ participantId: number; personId: number }[]>;
  /** Not idempotent: look before repeating it. */
  addParticipant(dealId: number, personId: number): Promise<void>;
  listNotes(dealId: number): Promise<{ id: number; content: string }[]>;
  /** @param html Pipedrive removes what it thinks dangerous; texts of people must be escaped by the caller */
  addNote(dealId: number, html: string): Promise<void>;
  /** Of a deal, done ones too. */
  listActivities(dealId: number): Promise<Activity[]>;
  /** Pages of activities of all deals: those changed since an instant, deleted ones left out, or all that are open. */
  listActivitiesOfAll(filter: ActivityFilter): AsyncGenerator<Activity[]>;
  /** Not idempotent: look before repeating it. @returns its id */
  addActivity(activity: NewActivity): Promise<number>;
  /** @returns null when the activity does not exist, is deleted, or our user may not see it */
  getActivity(id: number): Promise<Activity | null>;
  /** @returns null when it is gone: a deleted one is not changed (pipedrive.md 2.2) */
  updateActivity(id: number, update: ActivityUpdate): Promise<Activity | null>;
  /** An activity that is already gone is fine. */
  deleteActivity(id: number): Promise<void>;
  /** @returns null when the deal does not exist or our user may not see it */
  getDealMail(dealId: number): Promise<DealMail | null>;
  /** In the order of the screen. */
  listPipelines(): Promise<Pipeline[]>;
  /** Of all pipelines, in the order of the screen within each. */
  listStages(): Promise<Stage[]>;
  /** Fields of persons, custom ones included. */
  listPersonFields(): Promise<CrmField[]>;
  /** Fields of deals, custom ones included. */
  listDealFields(): Promise<CrmField[]>;
  /** Deactivated ones too. */
  listUsers(): Promise<StaffMember[]>;
  /** Asks for an administrator's token. */
  listRoles(): Promise<Role[]>;
  /** The user our token belongs to. */
  me(): Promise<CurrentUser>;
  /** Pipedrive ids of those who may see the deal; nobody when it does not exist. */
  permittedUsersOfDeal(dealId: number): Promise<number[]>;
  /** Pipedrive ids of those who may see the person; nobody when there is none. */
  permittedUsersOfPerson(personId: number): Promise<number[]>;
}
