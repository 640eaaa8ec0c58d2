import type {
  AnswerClockView,
  ConversationMatch,
  ConversationView,
  ReplyChoice,
} from '#core/contract/conversation-view.ts';
import type { EffectView, RequestDetails, RequestView } from '#core/contract/request-view.ts';
import type { CommandReply } from '../../api.ts';

const [restMs, movingMs] = [15_000, 1_500];

/** How long to wait before asking again: often while something is being done, every 15 s otherwise. */
export function delayMs(view: ConversationView | null, isJustAsked: boolean): number {
  return isJustAsked || (view !== null && isMoving(view)) ? movingMs : restMs;
}

/** Whether the service is at work for the conversation, or for a request it may be about. */
function isMoving({ matches, effects, placed }: ConversationView): boolean {
  const all = [...effects, ...matches.flatMap(({ request }) => request.effects)];
  return (
    all.some(({ state }) => state === 'waiting' || state === 'running') ||
    matches.some(({ request }) => request.step === 'accepting' || request.step === 'refusing') ||
    placed.some(({ state }) => state === 'placing')
  );
}

/** What arrives, except for requests that are known in a later revision: an older look never replaces a newer one. */
export function newest(shown: ConversationView | null, arriving: ConversationView): ConversationView {
  if (shown?.conversationId !== arriving.conversationId) return arriving;
  const later = new Map(shown.matches.map(({ request }) => [request.id, request]));
  const matches = arriving.matches.map((match) => {
    const known = later.get(match.request.id);
    return known && known.revision > match.request.revision ? { ...match, request: known } : match;
  });
  return { ...arriving, matches };
}

/** What a command's answer says about the conversation or one of its requests. */
export function withReply(shown: ConversationView, reply: CommandReply): ConversationView {
  const view = 'view' in reply ? reply.view : null;
  if (!view) return shown;
  if ('conversationId' in view) return newest(shown, view);
  return { ...shown, matches: shown.matches.map((match) => withRequest(match, view)) };
}

function withRequest(match: ConversationMatch, request: RequestDetails): ConversationMatch {
  const isNewer = match.request.id === request.id && match.request.revision <= request.revision;
  return isNewer ? { ...match, request } : match;
}

/** The match whose request is shown: the only one, the one that was chosen or is linked. Of several none is guessed. */
export function chosenMatch(
  matches: readonly ConversationMatch[],
  chosenId: string | null,
): ConversationMatch | null {
  const [first, ...others] = matches;
  if (first && others.length === 0) return first;
  const linked = matches.filter(({ isLinked }) => isLinked);
  const onlyLinked = linked.length === 1 ? linked[0] : undefined;
  return matches.find(({ request }) => request.id === chosenId) ?? onlyLinked ?? null;
}

/** Whether a person may say that this is about a request: of several, or where nothing tells what it is about. */
export function mayLink(
  { matches, isAboutAccounts }: Pick<ConversationView, 'matches' | 'isAboutAccounts'>,
  { isLinked }: ConversationMatch,
): boolean {
  return !isLinked && (matches.length > 1 || !isAboutAccounts);
}

/** Whether a document may be recorded: one that is awaited, or a file that came before anybody asked for it. */
export function mayRecordEvidence(
  { step, allowedCommands }: RequestView,
  attachments: ConversationView['attachments'],
): boolean {
  if (allowedCommands.includes('record-evidence')) return true;
  const isAnyUsable = attachments.some(({ problem }) => problem === null);
  return step === 'pending' && allowedCommands.includes('ask-for-evidence') && isAnyUsable;
}

/** Whether a request may be opened from here: nobody is known, or everything known is over. */
export function mayOpenRequest(matches: readonly ConversationMatch[]): boolean {
  return matches.every(({ request }) => request.step === 'refused' || request.step === 'withdrawn');
}

/** Every address of the person: those of the request, and those the customer writes from, each once. */
export function addressesOf(match: ConversationMatch, customer: ConversationView['customer']): string[] {
  return [...new Set([...match.person.emails, ...customer.emails].map((email) => email.toLowerCase()))];
}

/** Milliseconds left to undo, 0 when there are none. `nowMs` is the service's time. */
export function undoLeftMs({ undoUntil, allowedCommands }: RequestView, nowMs: number): number {
  if (undoUntil === null || !allowedCommands.includes('undo-decision')) return 0;
  return Math.max(0, Date.parse(undoUntil) - nowMs);
}

/** What is not done yet; what was cancelled is nobody's work. */
export function unfinished(effects: readonly EffectView[]): EffectView[] {
  return effects.filter(({ state }) => state !== 'done' && state !== 'cancelled');
}

/** Whether what was found out is worth its place: until the decision always, afterwards only where it says something. */
export function showsVerdict({ step, verdict, reasons, warnings }: RequestView): boolean {
  const isOpen = step === 'incomplete' || step === 'pending' || step === 'awaiting-evidence';
  return isOpen || verdict !== 'unknown' || reasons.length + warnings.length > 0;
}

/** Whether something was decided or proposed about a request, or is being done for it. */
export function hasProgress({ decision, proposal, effects }: RequestView): boolean {
  return decision !== null || proposal !== null || unfinished(effects).length > 0;
}

/** Whether a person may ask for another try. */
export function mayRetry({ state }: EffectView): boolean {
  return state === 'retrying' || state === 'dead-letter';
}

export type ClockState =
  | { kind: 'waiting' | 'late'; dueAt: string }
  | { kind: 'answered'; minutes: number }
  | { kind: 'none' };

/** Where the first answer stands; late as soon as its time is over, even before the service says so. */
export function clockState({ dueAt, isLate, tookMinutes }: AnswerClockView, nowMs: number): ClockState {
  if (tookMinutes !== null) return { kind: 'answered', minutes: tookMinutes };
  if (dueAt === null) return { kind: 'none' };
  return { kind: isLate || Date.parse(dueAt) <= nowMs ? 'late' : 'waiting', dueAt };
}

/** Replies that came to an end since the last look. */
export function justPlaced(
  before: ConversationView | null,
  after: ConversationView,
): { name: string; state: 'draft' | 'sent' | 'failed' }[] {
  const wasPlacing = new Set(before?.placed.flatMap(({ id, state }) => (state === 'placing' ? [id] : [])));
  return after.placed.flatMap(({ id, name, state }) =>
    wasPlacing.has(id) && (state === 'draft' || state === 'sent' || state === 'failed')
      ? [{ name, state }]
      : [],
  );
}

/** The conversation's own address in Help Scout (helpscout.md 2.2). */
export function conversationUrl(id: number, number: number | null): string {
  return ['https://secure.helpscout.net/conversation', id, ...(number === null ? [] : [number]), ''].join(
    '/',
  );
}

/** The reply that fits first, the others by name. */
export function repliesInOrder(replies: readonly ReplyChoice[]): ReplyChoice[] {
  return replies.toSorted(
    (one, other) => Number(other.isProposed) - Number(one.isProposed) || one.name.localeCompare(other.name),
  );
}
