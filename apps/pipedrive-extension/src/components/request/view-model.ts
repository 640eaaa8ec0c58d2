import type { CommandType } from '#core/contract/commands.ts';
import type {
  AttachProposal,
  DecisionChoices,
  EffectView,
  RequestDetails,
  RequestView,
  Step,
} from '#core/contract/request-view.ts';
import type { CommandDraft } from '../../live/command-draft.ts';
import type { RequestTexts } from './texts.ts';

/** The newer of two views of one request: an older revision never replaces a newer one. Another request always does. */
export function newerView(
  shown: RequestDetails | null,
  arriving: RequestDetails | null,
): RequestDetails | null {
  if (shown === null || arriving === null || shown.id !== arriving.id) return arriving;
  return arriving.revision >= shown.revision ? arriving : shown;
}

/** What may be offered: what the service allows, and nothing at all to somebody who may not decide. */
export function offeredCommands(
  request: RequestView,
  mayDecide: boolean,
  nowMs: number,
): ReadonlySet<CommandType> {
  if (!mayDecide) return new Set();
  const tooLate = countdown(request.undoUntil, request.decidedAt, nowMs) === null;
  return new Set(request.allowedCommands.filter((type) => type !== 'undo-decision' || !tooLate));
}

const decisions = [
  'accept-request',
  'refuse-request',
  'ask-for-evidence',
  'record-evidence',
  'reconsider-request',
  'renew-activation',
] as const satisfies readonly CommandType[];

/** Whether anything may be decided now; undoing and retrying stand beside what they concern. */
export function isDecisionOpen(offered: ReadonlySet<CommandType>): boolean {
  return decisions.some((type) => offered.has(type));
}

/** Whether a decision is being carried out or was, so that nothing is left to weigh. */
export function isDecidedStep(step: Step): boolean {
  return step === 'accepting' || step === 'accepted' || step === 'refusing' || step === 'refused';
}

/** Whether the evidence said anything; what never came is no news once the decision is taken. */
export function hasFindings({ verdict, reasons, warnings }: RequestView): boolean {
  return verdict !== 'unknown' || reasons.length + warnings.length > 0;
}

export interface Countdown {
  leftMs: number;
  /** The part of the undo time that is left, 1 to 0. */
  leftPart: number;
}

/** The time left to undo, or null when there is none. `nowMs` is the service's time, never the desk's. */
export function countdown(
  undoUntil: string | null,
  decidedAt: string | null,
  nowMs: number,
): Countdown | null {
  if (undoUntil === null) return null;
  const untilMs = Date.parse(undoUntil);
  const leftMs = untilMs - nowMs;
  if (Number.isNaN(leftMs) || leftMs <= 0) return null;
  const wholeMs = decidedAt === null ? leftMs : Math.max(untilMs - Date.parse(decidedAt), leftMs);
  return { leftMs, leftPart: leftMs / wholeMs };
}

/** Where an accepted deal goes: a target of the settings, a proposed deal, or one named by its number. */
export type Destination =
  | { kind: 'target'; key: string }
  | { kind: 'proposal'; dealId: number }
  | { kind: 'other'; dealNumber: string };

/** Whether there is more than one way for an accepted deal, apart from naming another by its number. */
export function isSeveral(choices: DecisionChoices, proposals: readonly AttachProposal[]): boolean {
  return choices.targets.length + proposals.length > 1;
}

/** The first target is preselected; attaching is always an explicit choice. */
export function firstDestination(choices: DecisionChoices): Destination {
  return { kind: 'target', key: choices.targets[0]?.key ?? '' };
}

/** The command for "Accept", or null when the number of the deal makes no sense. */
export function acceptDraft(requestId: string, destination: Destination): CommandDraft | null {
  const command = { type: 'accept-request', requestId } as const;
  if (destination.kind === 'target')
    return { ...command, ...(destination.key && { target: destination.key }) };
  const dealId =
    destination.kind === 'proposal' ? destination.dealId : readDealNumber(destination.dealNumber);
  return dealId === null ? null : { ...command, attachToDealId: dealId };
}

/** A deal's number as people write it ("1042", "n° 1 042", the deal's whole address), or null. */
export function readDealNumber(text: string): number | null {
  const inAddress = /\/deal\/(\d+)/.exec(text)?.[1];
  const digits = inAddress ?? text.replace(/^\s*(?:n[°ºo]|#)/i, '').replace(/\s/g, '');
  const id = /^\d+$/.test(digits) ? Number(digits) : 0;
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** "213 105 554": a SIREN in groups of three; anything else as it came. */
export function sirenWords(siren: string): string {
  return /^\d{9}$/.test(siren) ? siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0') : siren;
}

/** The surface a decision came from, in words; a name the service already put into words is kept. */
export function fromWords(from: string, texts: RequestTexts): string {
  const known: Record<string, string> = texts.from;
  return known[from] ?? from;
}

/** "3 of 5": cancelled effects are nobody's work any more and count on neither side. */
export function effectProgress(effects: readonly EffectView[]): { done: number; all: number } {
  const live = effects.filter(({ state }) => state !== 'cancelled');
  return { done: live.filter(({ state }) => state === 'done').length, all: live.length };
}

/** Whether a person may ask for another try of this effect now. */
export function mayRetry(effect: EffectView, offered: ReadonlySet<CommandType>): boolean {
  return offered.has('retry-effect') && (effect.state === 'retrying' || effect.state === 'dead-letter');
}

/** How often the words on screen change: often while something is counted down, else with the minutes. */
export function clockEveryMs(request: Pick<RequestView, 'effects' | 'undoUntil'>, nowMs: number): number {
  const counts = request.undoUntil !== null && Date.parse(request.undoUntil) > nowMs;
  return counts || request.effects.some(({ state }) => state === 'retrying') ? 200 : 15_000;
}
