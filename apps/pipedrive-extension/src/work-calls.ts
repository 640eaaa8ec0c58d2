import type { BulkDecision, BulkDecisionStarted, BulkDecisionView } from '#core/contract/bulk.ts';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import type { EnterRequest, EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { RequestView } from '#core/contract/request-view.ts';
import type { SavedView, SavedViews, SaveView } from '#core/contract/saved-views.ts';
import type { SubmissionView } from '#core/contract/submission-view.ts';
import type { Api } from './api.ts';
import type { CommandDraft } from './live/command-draft.ts';
import type { Answer } from './service/answer.ts';

type Asking = Pick<Api, 'ask'>;

/** Every request of an organization. */
export function organizationRequests(api: Asking, organizationId: number, signal: AbortSignal) {
  return api.ask<{ requests: RequestView[] }>({ path: `/api/organizations/${organizationId}`, signal });
}

/** What a command would do, without doing it. */
export function previewCommand(
  api: Asking,
  draft: CommandDraft,
  signal: AbortSignal,
): Promise<Answer<CommandPreview>> {
  return api.ask({ path: '/api/commands/preview', body: draft, signal });
}

/** The views of the reader: one's own, and those shared in the company. */
export function savedViews(api: Asking, signal: AbortSignal) {
  return api.ask<SavedViews>({ path: '/api/views', signal });
}

export function saveView(api: Asking, view: SaveView): Promise<Answer<SavedView>> {
  return api.ask({ path: '/api/views', body: view });
}

export function deleteView(api: Asking, id: string): Promise<Answer<{ id: string }>> {
  return api.ask({ path: `/api/views/${encodeURIComponent(id)}`, method: 'DELETE' });
}

/** Begins a decision about many requests; the same order twice is one decision. */
export function startBulk(api: Asking, order: BulkDecision): Promise<Answer<BulkDecisionStarted>> {
  return api.ask({ path: '/api/bulk-decisions', body: order });
}

/** How far a decision about many requests is. */
export function bulkDecision(
  api: Asking,
  id: string,
  signal: AbortSignal,
): Promise<Answer<BulkDecisionView>> {
  return api.ask({ path: `/api/bulk-decisions/${encodeURIComponent(id)}`, signal });
}

/** Enters a request for somebody on the phone or at an event; the same `commandId` twice enters one. */
export function enterRequest(api: Asking, command: EnterRequest): Promise<Answer<EnterRequestAnswer>> {
  return api.ask({ path: '/api/commands', body: command });
}

/** How far what was entered is on its way to being a request. */
export function submission(api: Asking, id: string, signal: AbortSignal): Promise<Answer<SubmissionView>> {
  return api.ask({ path: `/api/submissions/${encodeURIComponent(id)}`, signal });
}
