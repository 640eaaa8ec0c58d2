import type { Effect } from '../../effects.ts';
import type { NewTimer } from '../../kernel/process.ts';
import type { ConversationFacts, RequestPicture } from '../../model/conversation.ts';
import { answerDueAt, warnAt } from './answer-clock.ts';
import type { ConversationContext } from './process.ts';
import type { ConversationState } from './state.ts';
import { dealNote, outcomeNote } from './texts.ts';

/** A conversation with what is to be done for it. */
export interface Work {
  state: ConversationState;
  effects: { key: string; effect: Effect }[];
  timers?: NewTimer[];
}

/** One more thing to do, with a key of its own. */
export function withEffect({ state, effects, ...rest }: Work, effect: Effect): Work {
  const effectCount = state.effectCount + 1;
  return {
    ...rest,
    state: { ...state, effectCount },
    effects: [...effects, { key: `${effect.kind}-${effectCount}`, effect }],
  };
}

type Task = (work: Work, facts: ConversationFacts, context: ConversationContext) => Work;

/** Everything that is left to do for a conversation as it stands, each thing once. */
export function workLeft(work: Work, context: ConversationContext): Work {
  const { facts, step } = work.state;
  if (!facts || step === 'gone') return work;
  const tasks: Task[] = [startClock, ...(work.state.because === null ? [seek] : aboutAccounts)];
  return tasks.reduce((so, task) => task(so, facts, context), work);
}

const aboutAccounts: Task[] = [tag, link, noteOnDeals, noteOutcomes, tellReply, tellProperties];

/** One that was late already when it was first seen is told in figures alone. */
function startClock(work: Work, _facts: ConversationFacts, { company, now }: ConversationContext): Work {
  const { step, askedAt, isWarned } = work.state;
  if (step !== 'waiting' || askedAt === null || isWarned) return work;
  if (answerDueAt(askedAt, company.settings) <= now) return work;
  return { ...work, timers: [{ name: 'answer-warning', dueAt: warnAt(askedAt, company.settings) }] };
}

/** Once: an agent who takes the tag off again knows why. */
function tag(work: Work, { tags }: ConversationFacts, { company }: ConversationContext): Work {
  if (work.state.isTagged) return work;
  const { tag: wanted } = company.settings.helpscout;
  const tagged = { ...work, state: { ...work.state, isTagged: true } };
  if (tags.some((each) => each.toLowerCase() === wanted.toLowerCase())) return tagged;
  return withEffect(tagged, {
    kind: 'tag-conversation',
    conversationId: work.state.conversationId,
    tag: wanted,
  });
}

function link(work: Work, { number, webUrl, customer: { emails } }: ConversationFacts): Work {
  const { linkedEmails, conversationId } = work.state;
  if (emails.every((email) => linkedEmails.includes(email))) return work;
  const linked = { ...work, state: { ...work.state, linkedEmails: emails } };
  return withEffect(linked, {
    kind: 'link-conversation',
    conversationId,
    number,
    webUrl,
    emails,
    requestId: null,
    onlyAwaiting: false,
  });
}

/** Whoever answers a mail of ours writes a new conversation: a request of theirs may await what it brings. */
function seek(work: Work, { number, webUrl, customer: { emails }, threads }: ConversationFacts): Work {
  const { soughtEmails, conversationId } = work.state;
  const isNew = emails.some((email) => !soughtEmails.includes(email));
  if (!isNew || !threads.some(({ kind }) => kind === 'customer')) return work;
  const sought = { ...work, state: { ...work.state, soughtEmails: emails } };
  return withEffect(sought, {
    kind: 'link-conversation',
    ...{ conversationId, number, webUrl, emails, requestId: null },
    onlyAwaiting: true,
  });
}

function noteOnDeals(work: Work, facts: ConversationFacts, { company }: ConversationContext): Work {
  const { notedDealIds, requests } = work.state;
  const fresh = requests.flatMap(({ dealId }) =>
    dealId === null || notedDealIds.includes(dealId) ? [] : [dealId],
  );
  const noted = { ...work, state: { ...work.state, notedDealIds: [...notedDealIds, ...fresh] } };
  return fresh.reduce(
    (so, dealId) =>
      withEffect(so, {
        kind: 'keep-submission-as-note',
        dealId,
        ...dealNote(facts, company.settings),
      }),
    noted,
  );
}

function noteOutcomes(work: Work, _facts: ConversationFacts, { company }: ConversationContext): Work {
  const { requests, notedOutcomes, conversationId } = work.state;
  const fresh = requests.filter(
    (request) => isOutcome(request) && !notedOutcomes.includes(outcomeKey(request)),
  );
  const known = [...notedOutcomes, ...fresh.map(outcomeKey)];
  return fresh.reduce(
    (so, request) =>
      withEffect(so, { kind: 'note-on-conversation', conversationId, ...outcomeNote(request, company) }),
    { ...work, state: { ...work.state, notedOutcomes: known } },
  );
}

/** What agents should read beside the conversation: that something was decided, once it is carried out. */
function isOutcome({ step, decision }: RequestPicture): boolean {
  if (step === 'pending') return decision?.type === 'reconsider';
  return ['accepted', 'refused', 'awaiting-evidence'].includes(step);
}

function outcomeKey({ requestId, step, decision }: RequestPicture): string {
  return `${requestId} ${step} ${decision?.at ?? ''}`;
}

/** The person answered while a document of theirs was awaited. */
function tellReply(work: Work, { threads, attachments }: ConversationFacts): Work {
  const { requests, toldReplyAt, conversationId } = work.state;
  const reply = threads.find(({ kind }) => kind === 'customer');
  if (!reply || (toldReplyAt !== null && reply.at <= toldReplyAt)) return work;
  const waiting = requests.filter(
    ({ evidenceAskedAt }) => evidenceAskedAt !== null && reply.at > evidenceAskedAt,
  );
  if (waiting.length === 0) return work;
  return waiting.reduce<Work>(
    (so, { requestId, evidenceAskedAt }) => {
      const documents = attachments
        // One that is still being scanned is a document all the same: whoever opens it hears of it there.
        .filter(({ at, size }) => size > 0 && at > (evidenceAskedAt ?? ''))
        .map(({ isReady: _, ...document }) => ({ ...document, conversationId }));
      return withEffect(so, { kind: 'tell-request', conversationId, requestId, at: reply.at, documents });
    },
    { ...work, state: { ...work.state, toldReplyAt: reply.at } },
  );
}

function tellProperties(work: Work, { customer }: ConversationFacts): Work {
  const { requests, toldProperties, conversationId } = work.state;
  const request = requests.at(-1);
  if (!request || customer.id === null) return work;
  const { step: requestStep, accountState, ownerId, dealId } = request;
  const values = { customerId: customer.id, requestStep, accountState, ownerId, dealId };
  const told = JSON.stringify(values);
  if (told === toldProperties) return work;
  const telling = { ...work, state: { ...work.state, toldProperties: told } };
  return withEffect(telling, { kind: 'update-customer-properties', conversationId, ...values });
}
