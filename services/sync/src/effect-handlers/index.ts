import type { Kysely } from 'kysely';
import { Organization } from '#core/model/organization.ts';
import { isOpen, readAccountRequest } from '#core/processes/account-request/state.ts';
import type { AdminAccounts } from '../connectors/admin-accounts/client.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { readCrmRecord } from '../store/crm-records.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { ensureAdminAccount, findAdminAccount } from './admin-account.ts';
import { type ConversionSurroundings, conversionHandlers } from './conversion/handlers.ts';
import { ensureCallActivity } from './ensure-call-activity.ts';
import { ensureDealPlaced } from './ensure-deal-placed.ts';
import { ensureOrganizationOwner, ensurePersonOwner } from './ensure-owners.ts';
import { ensureDeal, ensureOrganization, ensurePerson } from './ensure-submitted.ts';
import { findOrganization } from './find-organization.ts';
import { findRequester } from './find-requester.ts';
import type { EffectHandlers } from './handler.ts';
import type { DeskOf } from './helpscout/desk.ts';
import { helpscoutHandlers } from './helpscout/handlers.ts';
import type { Links } from './helpscout/links.ts';
import { type AnnouncedIn, warnOfWaiting } from './helpscout/warn-of-waiting.ts';
import { createKeepRecord } from './keep-record.ts';
import { createKnownRecords } from './known-records.ts';
import { type OpenRequest, openRequest } from './open-request.ts';
import { renewActivation } from './renew-activation.ts';
import { ensureParticipant, keepDealAsNote, removeDuplicateDeal } from './second-administrator.ts';
import { type ComposeMail, sendEmail } from './send-email.ts';
import { keepSubmissionAsNote } from './submission-note.ts';

/** Every kind of effect with the one file that carries it out. */
export function createEffectHandlers(
  options: ConversionSurroundings & {
    db: Kysely<Schema>;
    pipedrive: Pipedrive;
    accounts: AdminAccounts;
    mailer: Mailer;
    compose: ComposeMail;
    openRequest: OpenRequest;
    desk: DeskOf;
    links: Links;
    announcedIn: AnnouncedIn;
    dealUrlOf(dealId: number): string | null;
  },
): EffectHandlers {
  const { db, pipedrive, accounts, mailer, compose, mailFrom } = options;
  const keep = createKeepRecord(db);
  const known = createKnownRecords(db);
  const requestOf = ({ state, version }: InstanceRow) => readAccountRequest(state, version);
  const accountOf = async (instance: InstanceRow) => {
    const linked = requestOf(instance).account;
    const account = linked && (await accounts.get(linked.id));
    return account ? { account, created: linked.created, email: linked.email } : null;
  };
  const organizationName = async (company: string, id: number) => {
    const known = await readCrmRecord(db, company, 'organization', id);
    return known && !known.deleted ? Organization.parse(known.record).name : undefined;
  };
  return {
    'find-admin-account': findAdminAccount(accounts),
    'find-organization': findOrganization(pipedrive, keep, organizationName),
    'ensure-admin-account': ensureAdminAccount(
      accounts,
      pipedrive,
      (instance) => requestOf(instance).person.id,
    ),
    'ensure-deal-placed': ensureDealPlaced(pipedrive, keep),
    'ensure-person-owner': ensurePersonOwner(pipedrive, keep, (instance) => requestOf(instance).account?.id),
    'ensure-organization-owner': ensureOrganizationOwner(pipedrive, keep),
    'ensure-participant': ensureParticipant(pipedrive),
    'keep-deal-as-note': keepDealAsNote(pipedrive),
    'remove-duplicate-deal': removeDuplicateDeal(pipedrive, keep),
    'ensure-call-activity': ensureCallActivity(pipedrive, (instance) => isOpen(requestOf(instance))),
    'find-requester': findRequester(pipedrive, keep, known.persons),
    'ensure-organization': ensureOrganization(pipedrive, keep, known.organizations),
    'ensure-person': ensurePerson(pipedrive, keep),
    'ensure-deal': ensureDeal(pipedrive, keep),
    'open-request': openRequest(options.openRequest),
    'keep-submission-as-note': keepSubmissionAsNote(pipedrive),
    'renew-activation': renewActivation(accounts, Date.now),
    ...helpscoutHandlers(options),
    ...conversionHandlers({ ...options, keep, known }),
    'warn-of-waiting': warnOfWaiting(options.announcedIn, () => new Date()),
    'send-email': sendEmail({ mailer, compose, from: mailFrom, accountOf }),
  };
}
