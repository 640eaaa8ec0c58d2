import type { CommandType } from './commands.ts';

export type Step =
  | 'incomplete'
  | 'pending'
  | 'awaiting-evidence'
  | 'accepting'
  | 'accepted'
  | 'refusing'
  | 'refused'
  | 'withdrawn';

/** A failure as a surface shows it, in the reader's language. */
export interface ProblemView {
  word: 'retry-later' | 'sign-in-again' | 'not-found' | 'rejected' | 'broken';
  title: string;
  detail: string;
}

/** One thing the service does outside, and how far it is. `dueAt`: next try (waiting, retrying). */
export interface EffectView {
  id: string;
  kind: string;
  /** What it does, in the reader's words: "Créer le compte administrateur". */
  label: string;
  state: 'waiting' | 'running' | 'done' | 'retrying' | 'dead-letter' | 'cancelled';
  attempts: number;
  problem: ProblemView | null;
  dueAt: string | null;
  doneAt: string | null;
  /** Shadow mode: what would have been written outside, in order; null when it is written for real. */
  shadow: ShadowWriteView[] | null;
}

/** One write that shadow mode kept inside, as it would have left; a mail has the method MAIL. */
export interface ShadowWriteView {
  method: string;
  path: string;
  body: unknown;
}

/** One line of the story: who, from where, when, what, why. */
export interface JournalLine {
  at: string;
  text: string;
  detail: string | null;
  by: string | null;
  from: string | null;
  outcome: 'advanced' | 'ignored' | 'refused';
}

/** Four-eyes: a decision that waits for a second decider. */
export interface ProposalView {
  type: 'accept-request' | 'refuse-request';
  /** Who proposes, by name. */
  by: string;
  /** The surface, in the reader's words. */
  from: string;
  at: string;
  /** What is proposed, in the reader's words, e.g. "Refuser : Particulier ou entreprise". */
  text: string;
  note: string | null;
  /** Whether the reader proposed it, and so cannot confirm it. */
  mine: boolean;
}

/** A deal the request could be attached to, and why it is proposed. */
export interface AttachProposal {
  dealId: number;
  title: string;
  because: 'organization' | 'domain';
}

/** An account request as surfaces see it (interfaces.md section 3). Instants are ISO 8601 in UTC. */
export interface RequestView {
  id: string;
  step: Step;
  person: { id: number; name: string; email: string | null; emails: string[]; phone: string | null };
  organization: { id: number; name: string | null; siren: string | null } | null;
  dealId: number | null;
  dealTitle: string | null;
  verdict: 'eligible' | 'needs-evidence' | 'not-eligible' | 'unknown';
  reasons: string[];
  /** Things worth a look before deciding, in the reader's words: other open deals, duplicate persons. */
  warnings: string[];
  /** A request to call before it is decided; the warnings say why. */
  priority: boolean;
  submittedAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  decidedFrom: string | null;
  /** The decision in force, in the reader's words, e.g. "Refusée : Particulier ou entreprise". */
  decision: string | null;
  /** The decision that waits for a second decider; nothing of it is done. */
  proposal: ProposalView | null;
  undoUntil: string | null;
  account: { id: string; state: 'invited' | 'active' | 'expired' | 'gone' } | null;
  /** When the link to activate the account was last sent once more; null = never. */
  activationSentAgainAt: string | null;
  /** Conversations of the help desk that it belongs to. */
  conversations: { id: number; number: number | null; url: string }[];
  /** What was sent for it, and where it is. */
  documents: { name: string; size: number; at: string; url: string }[];
  effects: EffectView[];
  allowedCommands: CommandType[];
  /** The decision in force was taken in shadow mode: nothing of it is written outside, now or later. */
  shadow: boolean;
  /** Where the request came from: `pipedrive`, `sweep`, or the source its submission named. */
  source: string;
  /** Grows with every change of the request: an older view never replaces a newer one. */
  revision: number;
}

/** A request with its story and what can be chosen, as `GET /api/requests/{id}` and `/api/deals/{id}` give it. */
export interface RequestDetails extends RequestView {
  journal: JournalLine[];
  attachProposals: AttachProposal[];
}

/** The choices of the company that a surface offers, in the reader's language. */
export interface DecisionChoices {
  targets: { key: string; label: string }[];
  refusalReasons: { key: string; label: string }[];
  undoSeconds: number;
  /** The names of those who may decide, for those who may not. */
  deciders: string[];
  /** Where requests come from, beside Pipedrive itself. */
  sources: { key: string; label: string }[];
  /** Whom deals may belong to. */
  owners: { id: number; name: string }[];
  /** The address of the public form; null when it is switched off. */
  formUrl: string | null;
}

/** `GET /api/requests`. */
export interface RequestPage {
  items: RequestView[];
  nextCursor: string | null;
  /** How many of the requests that the reader may see stand in each step (on all pages). */
  counts: Record<Step, number>;
  /** How many requests the list has on all its pages; null when they are more than 1 000. */
  total: number | null;
  /** Why the list may be incomplete (the CRM could not be read), in the reader's words; null when it is complete. */
  trouble: string | null;
}

/** `GET /api/deals/{dealId}` and `GET /api/persons/{personId}`: null when nothing is known of a request there. */
export interface PanelView {
  request: RequestDetails | null;
  choices: DecisionChoices;
}

/** `POST /api/commands`. `reason` is in the reader's words, null when there is nothing to say. */
export interface CommandAnswer {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: string | null;
  view: RequestDetails | null;
}

/** `POST /api/previews`: the mail a refusal would send. Without one, `to` is empty. */
export interface RefusalPreview {
  subject: string;
  text: string;
  html: string;
  to: string;
}
