import type { Kysely } from 'kysely';
import type { EffectOf } from '#core/effects.ts';
import { Person } from '#core/model/person.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { firstOf, readSubmission } from '#core/processes/submission/state.ts';
import { type AdvanceResult, advanceInstance, type CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { readCrmRecord } from '../store/crm-records.ts';
import { lockSubject } from '../store/deliveries.ts';
import { type InstanceRow, readInstance, type Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';
import type { Schema } from '../store/schema.ts';
import { applyCrmChange } from './apply-crm-change.ts';
import { referenceTo } from './conversation-links.ts';
import { tellConversation } from './conversations.ts';
import { ringFor } from './route-deliveries.ts';
import { subjectOf } from './subject.ts';

/**
 * Tells the account request of a submission's person where it came from. What our own calls were answered is known
 * by now: where no webhook has told of it, the request is born of that.
 *
 * @returns a function that answers the id of the request; null when the person has none
 */
export function createRequestOpener(parts: { db: Kysely<Schema>; bell: Bell; companyOf: CompanyOf }) {
  return async (submission: InstanceRow, effect: EffectOf<'open-request'>): Promise<string | null> => {
    const companyId = submission.company;
    const { requestId, results } = await parts.db
      .transaction()
      .execute((store) => open(store, parts.companyOf, companyId, effect));
    ringFor(parts.bell, results);
    const { conversationId } = effect;
    if (requestId !== null && conversationId !== undefined) {
      const told = await parts.db
        .transaction()
        .execute((store) =>
          tellBoth(store, parts.companyOf, submission, { ...effect, requestId, conversationId }),
        );
      ringFor(parts.bell, told);
    }
    return requestId;
  };
}

async function open(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  { personId, source, by, at }: EffectOf<'open-request'>,
): Promise<{ requestId: string | null; results: AdvanceResult[] }> {
  await lockSubject(store, subjectOf(companyId, personId, ''));
  const results = await tellPerson(store, companyOf, companyId, personId, source);
  const requestId = await requestOfPerson(store, companyId, personId);
  if (requestId === null) return { requestId, results };
  const entered = await advanceInstance(store, companyOf, requestId, {
    type: 'submission-entered',
    source,
    by,
    at,
  });
  return { requestId, results: entered ? [...results, entered] : results };
}

type Beside = EffectOf<'open-request'> & { requestId: string; conversationId: number };

/**
 * The conversation before the request, as whoever moves both. An address that somebody typed leads to no request that
 * was there before: who may see that one says that the conversation is about it.
 */
async function tellBoth(
  store: Store,
  companyOf: CompanyOf,
  submission: InstanceRow,
  beside: Beside,
): Promise<AdvanceResult[]> {
  const { company: companyId } = submission;
  const { requestId, conversationId, by } = beside;
  const because = by ? ('staff' as const) : ('form' as const);
  const recognised = { type: 'conversation-recognised', conversationId, because } as const;
  const heard = await tellConversation(store, companyOf, companyId, conversationId, recognised);
  const request = await readInstance(store, requestId);
  if (!request || !(isBornOf(request, submission, beside) || isOfCustomer(request, heard.at(-1))))
    return heard;
  const conversation = await referenceTo(store, companyId, conversationId);
  const linked = await advanceInstance(store, companyOf, requestId, {
    type: 'conversation-linked',
    conversation,
    by,
  });
  return linked ? [...heard, linked] : heard;
}

/** Whether a request began with this entry of a submission: not before it, and not with one that it joined. */
function isBornOf(request: InstanceRow, submission: InstanceRow, { at }: Beside): boolean {
  const first = firstOf(readSubmission(submission.state, submission.version));
  return first.receivedAt === at && request.createdAt >= submission.createdAt;
}

function isOfCustomer(request: InstanceRow, heard: AdvanceResult | undefined): boolean {
  if (!heard) return false;
  const { facts } = readConversation(heard.instance.state, heard.instance.version);
  const { emails } = readAccountRequest(request.state, request.version).person;
  return facts?.customer.emails.some((email) => emails.includes(email)) === true;
}

async function tellPerson(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  personId: number,
  source: string,
): Promise<AdvanceResult[]> {
  const known = await readCrmRecord(store, companyId, 'person', personId);
  if (!known || known.deleted) return [];
  const changedAt = known.changedAt.toISOString();
  const record = Person.parse(known.record);
  const change = { entity: 'person' as const, id: personId, record, changedAt, mergedToId: null, source };
  return (await applyCrmChange(store, companyOf, companyId, change)).advanced;
}

/** The newest request of the person; one they only joined, if they have none of their own. */
export async function requestOfPerson(
  store: Store,
  companyId: string,
  personId: number,
): Promise<string | null> {
  const rows = await linkedInstances(store, companyId, 'person', [String(personId)]);
  const own = rows.filter((row) => readAccountRequest(row.state, row.version).person.id === personId);
  return (own.at(-1) ?? rows.at(-1))?.id ?? null;
}
