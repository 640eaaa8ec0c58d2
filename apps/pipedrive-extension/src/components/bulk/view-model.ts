import type {
  BulkDecision,
  BulkDecisionItem,
  BulkDecisionType,
  BulkDecisionView,
} from '#core/contract/bulk.ts';
import type { RequestView } from '#core/contract/request-view.ts';

export const bulkTypes = [
  'accept-request',
  'refuse-request',
  'ask-for-evidence',
  'reconsider-request',
] as const satisfies readonly BulkDecisionType[];

/** The requests of a selection that a decision can be taken about now. */
export function ableTo(requests: readonly RequestView[], type: BulkDecisionType): RequestView[] {
  return requests.filter(({ allowedCommands }) => allowedCommands.includes(type));
}

/** How a request is named in a list of several: the person, and for whom they ask. */
export function nameOf({ person, organization }: RequestView): string {
  return organization?.name ? `${person.name} (${organization.name})` : person.name;
}

/** What has been filled in for a decision about several requests. */
export interface BulkForm {
  target: string;
  reason: string | null;
  note: string;
  document: string;
}

/** A decision about several requests, before it has its id. */
export type BulkDraft = BulkDecision extends infer Each
  ? Each extends BulkDecision
    ? Omit<Each, 'commandId' | 'requestIds'>
    : never
  : never;

/** What the form asks for, or null while something it needs is missing. */
export function bulkDraft(type: BulkDecisionType, form: BulkForm): BulkDraft | null {
  if (type === 'accept-request') return { type, ...(form.target && { target: form.target }) };
  if (type === 'reconsider-request') return { type };
  if (type === 'ask-for-evidence') {
    const document = form.document.trim();
    return document === '' ? null : { type, document };
  }
  const note = form.note.trim();
  return form.reason === null ? null : { type, reason: form.reason, ...(note && { note }) };
}

export type BulkOutcome = BulkDecisionItem['outcome'];

/** Outcomes in the order they are told: what needs a look comes first. */
export const outcomes = [
  'failed',
  'refused',
  'ignored',
  'waiting',
  'advanced',
] as const satisfies BulkOutcome[];

/** How many requests of a decision came to each outcome. */
export function outcomeCounts({ items }: Pick<BulkDecisionView, 'items'>): Record<BulkOutcome, number> {
  const counts = { failed: 0, refused: 0, ignored: 0, waiting: 0, advanced: 0 };
  for (const { outcome } of items) counts[outcome] += 1;
  return counts;
}

/** The results, what needs a look first, otherwise in the order of the decision. */
export function byNeed(items: readonly BulkDecisionItem[]): BulkDecisionItem[] {
  const rank = (item: BulkDecisionItem) => outcomes.indexOf(item.outcome);
  return [...items].sort((a, b) => rank(a) - rank(b));
}

/** The fuller of two answers about one decision: progress never goes back. */
export function furtherBulk(shown: BulkDecisionView | null, arriving: BulkDecisionView): BulkDecisionView {
  return shown !== null && shown.id === arriving.id && shown.done > arriving.done ? shown : arriving;
}
