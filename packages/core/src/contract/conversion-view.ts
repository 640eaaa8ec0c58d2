import type {
  Channel,
  ConversionPath,
  ConversionStep,
  PromiseKind,
  UseCaseState,
} from '../model/conversion.ts';
import type { CommandPreview } from './command-preview.ts';
import type { ConversionCommandType } from './conversion-commands.ts';
import type { EffectView, JournalLine } from './request-view.ts';

/** Instants are ISO 8601 in UTC, days YYYY-MM-DD in the company's time zone; texts are in the reader's language. */
export interface PromiseView {
  number: number;
  kind: PromiseKind;
  text: string;
  dueOn: string;
  isAnnounced: boolean;
  owner: { id: number; name: string } | null;
  state: 'open' | 'kept' | 'moot';
  isLate: boolean;
  /** Working days until the day (0 = today), or since it (negative). */
  daysLeft: number;
  endedAt: string | null;
  endedBecause: string | null;
  remindedAt: string | null;
  escalatedAt: string | null;
  /** Why Pipedrive has no activity of it; null: it has, or will have one. */
  trouble: string | null;
}

export interface UseCaseView {
  number: number;
  title: string;
  state: UseCaseState;
  blocker: string | null;
  changedAt: string;
}

/** Being followed up, in the version it began with. */
export interface FollowUpView {
  rule: string;
  label: string;
  version: number;
  versionSince: string;
  /** Whether newer ones exist, in which others begin. */
  isOlderVersion: boolean;
  state: 'active' | 'finished' | 'stopped';
  enrolledAt: string;
  /** Null: by the rule itself. */
  by: string | null;
  stoppedBecause: string | null;
  /** All steps of its version; `at`: when it was done, or is due. */
  steps: {
    kind: 'mail' | 'task';
    text: string;
    at: string | null;
    state: 'done' | 'next' | 'later' | 'kept-back' | 'left-out';
  }[];
}

/** A thing that may be asked for now. `will`: what it does, in order. */
export interface NextStepView {
  type: ConversionCommandType;
  label: string;
  will: string[];
  /** Why it is the one to do now. */
  why: string | null;
}

/** A customer on the way from suspect to production, as lists show it. */
export interface ConversionView {
  id: string;
  step: ConversionStep;
  stepText: string;
  dealId: number | null;
  dealTitle: string;
  organization: { id: number | null; name: string } | null;
  person: { id: number | null; name: string; email: string | null } | null;
  owner: { id: number; name: string } | null;
  stepSince: string;
  daysInStep: number;
  path: ConversionPath | null;
  goLiveOn: string | null;
  blocked: { reason: string; note: string | null; owner: string | null; by: string; at: string } | null;
  /** The open promise that is due first. */
  nextPromise: PromiseView | null;
  lateCount: number;
  followUp: { label: string; nextAt: string | null } | null;
  useCases: Record<UseCaseState, number>;
  /** How often people were in touch, and from the client alone (MER-05). */
  contacts: {
    total: number;
    byChannel: Partial<Record<Channel, number>>;
    lastAt: string | null;
    lastHeardAt: string | null;
  };
  /** What of the first contact is known, 0 to 100, and what is missing (MER-06). */
  completeness: { percent: number; missing: string[] };
  isOptedOut: boolean;
  account: { state: 'invited' | 'active' | 'expired' | 'gone'; lastSignInAt: string | null } | null;
  revision: number;
}

/** One with its story: `GET /api/conversions/{id}`, `GET /api/deals/{dealId}/conversion`. */
export interface ConversionDetails extends ConversionView {
  requestId: string | null;
  presentation: { on: string; isHeld: boolean } | null;
  procedure: { name: string; administration: string; email: string | null } | null;
  promises: PromiseView[];
  useCaseList: UseCaseView[];
  followUps: FollowUpView[];
  /** The button of the panel; null: nothing is to be done. */
  nextStep: NextStepView | null;
  allowed: ConversionCommandType[];
  undo: { text: string; until: string } | null;
  effects: EffectView[];
  journal: JournalLine[];
}

/** What forms of a conversion offer, in the reader's language. */
export interface ConversionChoices {
  isEnabled: boolean;
  owners: { id: number; name: string }[];
  blockedReasons: { key: string; label: string }[];
  followUps: { key: string; label: string; version: number }[];
  documents: string[];
  undoSeconds: number;
  today: string;
}

/** `GET /api/deals/{dealId}/conversion`. */
export interface ConversionPanel {
  conversion: ConversionDetails | null;
  choices: ConversionChoices;
}

/** `GET /api/conversions?step=&owner=&late=&q=&cursor=&limit=`. */
export interface ConversionPage {
  items: ConversionView[];
  nextCursor: string | null;
  total: number;
}

/** `GET /api/conversions/process`: the process as it is defined, with who stands where. */
export interface ProcessPicture {
  steps: { key: ConversionStep; label: string; count: number; lateCount: number; blockedCount: number }[];
  moves: { from: ConversionStep; to: ConversionStep; labels: string[] }[];
}

/** `GET /api/conversions/day`: what the reader promised, and what is to be done. */
export interface MyDay {
  today: string;
  late: DayItem[];
  dueToday: DayItem[];
  soon: DayItem[];
  /** Clients whose next step waits for the reader without a promise. */
  nextSteps: { conversion: ConversionView; label: string }[];
}

export interface DayItem {
  conversionId: string;
  dealId: number | null;
  title: string;
  organization: string | null;
  promise: PromiseView;
}

/** `GET /api/conversions/funnel?from=&to=&owner=`, and `.csv`. Days are calendar days. */
export interface Funnel {
  from: string;
  to: string;
  started: number;
  steps: {
    key: ConversionStep;
    label: string;
    /** How many of those that began in the time reached it. */
    reached: number;
    /** In days, of those that left it. */
    medianDays: number | null;
    ninetiethDays: number | null;
  }[];
  /** Of open ones now. */
  useCases: Record<UseCaseState, number>;
  promises: { kept: number; late: number; open: number; moot: number };
  followUps: {
    key: string;
    label: string;
    version: number;
    active: number;
    finished: number;
    stopped: number;
    steps: { position: number; text: string; done: number; keptBack: number; repliedAfter: number }[];
  }[];
}

/** `POST /api/suspects/check`: what may be the same. */
export interface SuspectCheck {
  matches: {
    what: 'person' | 'organization' | 'domain' | 'siren' | 'conversion';
    name: string;
    id: number | null;
    dealId: number | null;
    conversionId: string | null;
    because: string;
  }[];
  /** Channel and template that are proposed. */
  proposed: { channel: Channel; template: string; because: string };
  /** Why there may be more than was found, in the reader's words; absent when everything could be looked through. */
  note?: string;
}

/** `POST /api/commands` about a conversion. `reason` is in the reader's words, null when there is nothing to say. */
export interface ConversionAnswer {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: string | null;
  view: ConversionDetails | null;
  /** Why a suspect was not entered: what may be the same. */
  matches?: SuspectCheck['matches'];
}

/** `POST /api/commands/preview` about a conversion. `will`: all it does, in order, the step it leads to included. */
export interface ConversionPreview extends CommandPreview {
  will: string[];
}

/** `POST /api/conversions/enrol`: how many began a follow-up, and why the others did not. */
export interface EnrolAnswer {
  enrolled: number;
  left: { conversionId: string; why: string }[];
}
