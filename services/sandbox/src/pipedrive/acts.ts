import * as activities from './activity-writes.ts';
import type {
  ActivityBody,
  DealBody,
  DealPatch,
  OrganizationBody,
  OrganizationPatch,
  PersonBody,
  PersonPatch,
} from './bodies.ts';
import type { Actor, PipedriveContext } from './context.ts';
import * as deals from './deal-writes.ts';
import { byId, replace } from './lookup.ts';
import { mergeDeals as joinDeals, mergePersons as joinPersons } from './merges.ts';
import * as notes from './note-writes.ts';
import * as organizations from './organization-writes.ts';
import * as participants from './participant-writes.ts';
import * as persons from './person-writes.ts';
import type { Activity, Deal, Note, Organization, Participant, Person, User } from './records.ts';
import { notFound } from './refusal.ts';
import { v2Time } from './times.ts';

// What a person does in the vendor's own pages: the same writes as REST, but webhooks say `app` and name the
// user. All of them throw a Refusal as REST would. `context` is the stand-in itself.

function human(userId: number): Actor {
  return { userId, source: 'app' };
}

/** User `userId` creates a person, and owns it unless `owner_id` says otherwise. */
export function createPerson(context: PipedriveContext, userId: number, person: PersonBody): Person {
  return persons.addPerson(context, human(userId), person);
}

/** User `userId` changes the given fields of a person. */
export function updatePerson(
  context: PipedriveContext,
  userId: number,
  personId: number,
  changes: PersonPatch,
): Person {
  return persons.changePerson(context, human(userId), personId, changes);
}

/** User `userId` deletes a person. */
export function deletePerson(context: PipedriveContext, userId: number, personId: number): void {
  persons.removePerson(context, human(userId), personId);
}

/** User `userId` creates an organization. */
export function createOrganization(
  context: PipedriveContext,
  userId: number,
  organization: OrganizationBody,
): Organization {
  return organizations.addOrganization(context, human(userId), organization);
}

/** User `userId` changes the given fields of an organization. */
export function updateOrganization(
  context: PipedriveContext,
  userId: number,
  organizationId: number,
  changes: OrganizationPatch,
): Organization {
  return organizations.changeOrganization(context, human(userId), organizationId, changes);
}

/** User `userId` deletes an organization. */
export function deleteOrganization(context: PipedriveContext, userId: number, organizationId: number): void {
  organizations.removeOrganization(context, human(userId), organizationId);
}

/** User `userId` creates a deal; without place it stands in the first stage of the first pipeline. */
export function createDeal(context: PipedriveContext, userId: number, deal: DealBody): Deal {
  return deals.addDeal(context, human(userId), deal);
}

/** User `userId` changes the given fields of a deal: a stage, an owner, an outcome. */
export function updateDeal(
  context: PipedriveContext,
  userId: number,
  dealId: number,
  changes: DealPatch,
): Deal {
  return deals.changeDeal(context, human(userId), dealId, changes);
}

/** User `userId` deletes a deal. */
export function deleteDeal(context: PipedriveContext, userId: number, dealId: number): void {
  deals.removeDeal(context, human(userId), dealId);
}

/** User `userId` notes or plans an activity: a call, a meeting, a task. */
export function createActivity(context: PipedriveContext, userId: number, activity: ActivityBody): Activity {
  return activities.addActivity(context, human(userId), activity);
}

/** User `userId` changes the given fields of an activity: its day, or that it is done. */
export function updateActivity(
  context: PipedriveContext,
  userId: number,
  activityId: number,
  changes: ActivityBody,
): Activity {
  return activities.changeActivity(context, human(userId), activityId, changes);
}

/** User `userId` deletes an activity. */
export function deleteActivity(context: PipedriveContext, userId: number, activityId: number): void {
  activities.removeActivity(context, human(userId), activityId);
}

/** The client answers by mail: the deal knows since when, and nobody is told (pipedrive.md 2.2; UNVERIFIED). */
export function receiveMail(context: PipedriveContext, dealId: number): void {
  const deal = byId(context.memory.deals, dealId);
  if (!deal) throw notFound();
  replace(context.memory.deals, { ...deal, last_incoming_mail_time: v2Time(context.now()) });
  context.changed();
}

/** User `userId` adds a person to a deal. */
export function addDealParticipant(
  context: PipedriveContext,
  userId: number,
  dealId: number,
  personId: number,
): Participant {
  return participants.addParticipant(context, human(userId), dealId, personId);
}

/** User `userId` writes a note. */
export function createNote(context: PipedriveContext, userId: number, note: notes.NoteBody): Note {
  return notes.addNote(context, human(userId), note);
}

/** User `userId` merges person `loserId` into `survivorId`. */
export function mergePersons(
  context: PipedriveContext,
  userId: number,
  loserId: number,
  survivorId: number,
): Person {
  return joinPersons(context, human(userId), loserId, survivorId);
}

/** User `userId` merges deal `loserId` into `survivorId`. */
export function mergeDeals(
  context: PipedriveContext,
  userId: number,
  loserId: number,
  survivorId: number,
): Deal {
  return joinDeals(context, human(userId), loserId, survivorId);
}

/** User `userId` lets a colleague go or come back, makes one an admin, or gives one another role. */
export function changeUser(
  context: PipedriveContext,
  userId: number,
  colleagueId: number,
  changes: { active?: boolean | undefined; admin?: boolean | undefined; role_id?: number | undefined },
): User {
  const { memory } = context;
  const before = byId(memory.users, colleagueId);
  if (!before) throw notFound();
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after: User = { ...before, ...Object.fromEntries(given) };
  replace(memory.users, after);
  context.publish({ action: 'change', entity: 'user', before, after, actor: human(userId) });
  return after;
}
