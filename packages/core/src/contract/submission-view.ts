import type { EffectView } from './request-view.ts';

/** A submission of the public form, or one entered by staff, on its way to being a request. Instants in UTC. */
export interface SubmissionView {
  id: string;
  step: 'received' | 'entering' | 'entered';
  /** In the reader's words: "Saisie dans Pipedrive en cours". */
  stepText: string;
  name: string;
  organization: string | null;
  /** In the reader's words: "Formulaire public (Salon des maires)". */
  source: string;
  /** The staff member who entered it; null when the requester sent it. */
  enteredBy: string | null;
  receivedAt: string;
  /** The request it became; null until then. */
  requestId: string | null;
  /** What is under way or has trouble; `retry-effect` gives one that gave up another try. */
  effects: EffectView[];
}

/** `GET /api/submissions`: those that are not entered yet, the longest waiting first, at most 100. */
export interface SubmissionPage {
  items: SubmissionView[];
}
