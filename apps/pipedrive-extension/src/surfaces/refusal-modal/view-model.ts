import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { RefusalDraft } from '../../api.ts';

/** Asked of the host when the modal opens; it may give less on a small screen. */
export const modalSize = { width: 640, height: 720 };

/** What has been filled in so far; `reason` null until one is chosen. */
export interface RefusalForm {
  reason: string | null;
  note: string;
}

/** A refusal is serious: nothing is preselected unless there is only one reason. */
export function emptyForm(choices: DecisionChoices): RefusalForm {
  const [first, second] = choices.refusalReasons;
  return { reason: first && !second ? first.key : null, note: '' };
}

/** What the form asks for, or null while no reason is chosen. A note of blanks is no note. */
export function refusalDraft(requestId: string, { reason, note }: RefusalForm): RefusalDraft | null {
  if (reason === null) return null;
  const written = note.trim();
  return { requestId, reason, ...(written && { note: written }) };
}

/** Why the form is not shown, or null when the request can be refused. */
export function obstacle(request: RequestDetails, mayDecide: boolean): 'not-allowed' | 'closed' | null {
  if (!mayDecide) return 'not-allowed';
  return request.allowedCommands.includes('refuse-request') ? null : 'closed';
}

/** Who is refused, for titles: the organization, else the person. */
export function refusedName(request: RequestDetails): string {
  return request.organization?.name ?? request.person.name;
}
