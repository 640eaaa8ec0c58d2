import { firstDecider, isRobotOwner } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored } from '../../kernel/process.ts';
import { answerDueAt } from './answer-clock.ts';
import { withEffect } from './plan.ts';
import type { ConversationContext } from './process.ts';
import type { ConversationState } from './state.ts';

/** Nobody has answered yet, and it is due soon: whose it is hears of it once, in Slack or by mail. */
export function warned(
  state: ConversationState,
  context: ConversationContext,
): Decision<ConversationState, Effect> {
  const { facts, askedAt, step, isWarned } = state;
  if (step !== 'waiting' || isWarned || !facts || askedAt === null) return ignored(reason('nothing-new'));
  const { company, now } = context;
  const toEmail = whoseItIs(state, context);
  const { number, subject, webUrl } = facts;
  const dueAt = answerDueAt(askedAt, company.settings);
  const { conversationId } = state;
  const told = { conversationId, number, subject, webUrl, waitingSince: askedAt, dueAt, toEmail };
  const effect: Effect | null = company.announces
    ? { kind: 'warn-of-waiting', ...told }
    : toEmail === null
      ? null
      : mail(told, toEmail, context);
  if (!effect) return ignored(reason('nothing-new'));
  const { state: after, effects } = withEffect({ state: { ...state, isWarned: true }, effects: [] }, effect);
  return advance(after, { effects: effects.map((each) => ({ ...each, decision: 0, dueAt: now })) });
}

/** The agent it is assigned to, else the owner of the deal, else who does what waits for a decision. */
function whoseItIs({ facts, requests }: ConversationState, { company }: ConversationContext): string | null {
  const ownerId = requests.at(-1)?.ownerId;
  const owner = company.staff.find(
    ({ id, active }) => active && id === ownerId && !isRobotOwner(company, id),
  );
  return facts?.assignee?.email ?? owner?.email ?? firstDecider(company)?.email ?? null;
}

function mail(
  {
    number,
    subject,
    webUrl,
    dueAt,
  }: { number: number | null; subject: string; webUrl: string; dueAt: string },
  to: string,
  { company }: ConversationContext,
): Effect {
  const { locale: language, timeZone } = company.settings;
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return {
    kind: 'send-email',
    template: 'answer-due',
    to,
    language,
    variables: {
      conversationNumber: String(number ?? ''),
      conversationSubject: subject,
      conversationUrl: webUrl,
      dueAt: written.format(new Date(dueAt)),
    },
  };
}
