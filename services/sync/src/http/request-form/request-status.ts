import type { Company } from '#core/company.ts';
import type { Label } from '#core/model/localized.ts';
import type { Submission } from '#core/model/submission.ts';
import { type AccountRequest, readAccountRequest } from '#core/processes/account-request/state.ts';
import { type Entry, readSubmission, type SubmissionState } from '#core/processes/submission/state.ts';
import { requestOfPerson } from '../../deliveries/open-request.ts';
import { requestFormSource, SubmittedForm } from '../../deliveries/route-request-form.ts';
import type { CompanyOf } from '../../engine/advance.ts';
import { readInstance, type Store } from '../../store/instances.ts';
import { linkedInstances } from '../../store/links.ts';
import { type RecordedForm, readRecordedForm } from '../../store/recorded-forms.ts';

/** The companies served here. */
export interface ServedCompanies {
  companyIds(): readonly string[];
  companyOf: CompanyOf;
}

/** How far a request is, as its requester may know it. */
export type Progress = 'received' | 'examined' | 'document' | 'accepted' | 'refused' | 'closed';

/** What the requester's page tells: of their own request, and nothing that only staff may know. */
export interface RequestStatus {
  company: Company;
  organization: string | null;
  receivedAt: string;
  progress: Progress;
  /** When it came to that; null as long as nothing was decided. */
  since: string | null;
  /** Words of staff; null for whoever joined a request that was there before: they may be somebody else. */
  document: string | null;
  reason: Label | null;
  note: string | null;
}

/**
 * The status behind the digest of a secret; undefined when there is none. Recorded is enough: the page is there from
 * the first moment on. Of a form that was corrected and sent again, the last one counts.
 */
export async function readRequestStatus(
  store: Store,
  { companyIds, companyOf }: ServedCompanies,
  page: string,
): Promise<RequestStatus | undefined> {
  const recorded = await readRecordedForm(store, requestFormSource, page);
  if (!recorded || !companyIds().includes(recorded.company)) return undefined;
  const company = companyOf(recorded.company);
  const row = (await linkedInstances(store, company.id, 'requester-page', [page])).at(-1);
  const submission = row && readSubmission(row.state, row.version);
  const entry = submission?.entries.findLast((one) => one.submission.page === page);
  if (!submission || !entry) return statusOf(company, formIn(recorded), recorded.receivedAt.toISOString());
  const received = statusOf(company, entry.submission, entry.submission.receivedAt);
  const request = await requestFor(store, company.id, submission);
  return request ? { ...received, ...whatBecame(request, company, isAlone(submission, entry)) } : received;
}

/** What was sent, unless it was forgotten. */
function formIn({ body }: RecordedForm): Pick<Submission, 'organization'> {
  return body === '' ? { organization: null } : SubmittedForm.parse(JSON.parse(body));
}

function statusOf(
  company: Company,
  { organization }: Pick<Submission, 'organization'>,
  receivedAt: string,
): RequestStatus {
  const nothing = { since: null, document: null, reason: null, note: null };
  return { company, organization, receivedAt, progress: 'received', ...nothing };
}

async function requestFor(
  store: Store,
  companyId: string,
  { requestId, personId }: SubmissionState,
): Promise<AccountRequest | undefined> {
  const known = requestId ?? (personId === null ? null : await requestOfPerson(store, companyId, personId));
  const row = known === null ? undefined : await readInstance(store, known);
  return row && readAccountRequest(row.state, row.version);
}

/** Whether the request is this requester's alone: nobody proved to have the address they gave. */
function isAlone({ isKnownPerson, entries }: SubmissionState, entry: Entry): boolean {
  return !isKnownPerson && entries[0] === entry;
}

type Became = Pick<RequestStatus, 'progress' | 'since' | 'document' | 'reason' | 'note'>;

/** A decision counts once it is carried out: until then it may be taken back. */
function whatBecame({ step, decision, evidence }: AccountRequest, company: Company, alone: boolean): Became {
  const since = decision?.at ?? null;
  const nothing = { since, document: null, reason: null, note: null };
  switch (step) {
    case 'awaiting-evidence':
      return { ...nothing, progress: 'document', document: alone ? (evidence?.document ?? null) : null };
    case 'accepted':
      return { ...nothing, progress: 'accepted' };
    case 'refused': {
      const refusal = alone && decision?.type === 'refuse' ? decision : null;
      const known = company.settings.refusalReasons.find(({ key }) => key === refusal?.reason);
      return { ...nothing, progress: 'refused', reason: known?.label ?? null, note: refusal?.note ?? null };
    }
    case 'withdrawn':
      return { ...nothing, progress: 'closed', since: null };
    default:
      return { ...nothing, progress: 'examined', since: null };
  }
}
