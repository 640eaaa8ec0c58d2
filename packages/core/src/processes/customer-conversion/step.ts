import { type Reason, reason } from '../../kernel/outcome.ts';
import type { Channel, ConversionStep } from '../../model/conversion.ts';
import { stopped } from './follow-up.ts';
import { stageOf } from './places.ts';
import { promiseKinds } from './promise-kinds.ts';
import { endedWhere } from './promises.ts';
import { type ConversionContext, change, type Work, withEffect } from './work.ts';

/** What moves a customer on. */
export type MovedBy = 'next-step' | 'moved-by-hand' | 'account' | 'ended' | 'reply' | 'call' | 'meeting';

/** A customer goes to another step: what meant something in the one before only is moot, with the reason. */
export function movedTo(work: Work, step: ConversionStep, by: MovedBy, context: ConversionContext): Work {
  if (step === work.state.step) return work;
  const { now } = context;
  const { reachedAt } = work.state;
  const there = change(work, {
    step,
    stepSince: now,
    reachedAt: { ...reachedAt, [step]: reachedAt[step] ?? now },
  });
  const because = reason(by);
  const left = endedWhere(
    there,
    ({ kind }) => !promiseKinds[kind].in.includes(step),
    'moot',
    because,
    context,
  );
  return stopped(left, because, context);
}

/** The deal follows its step, where the settings name a stage for it. */
export function withDealMoved(work: Work, context: ConversionContext): Work {
  const { step, dealId, place } = work.state;
  const stage = stageOf(step, context.company);
  if (!stage || dealId === null || place?.stageId === stage.stageId) return work;
  const from = { fromStageId: place?.stageId ?? null };
  const moving = withEffect(work, { kind: 'ensure-deal-stage', dealId, ...stage, ...from }, context);
  return change(moving, { moving: { stageId: stage.stageId, decision: work.held?.decision ?? 0 } });
}

/** Somebody was in touch: counted, and the client was heard. */
export function inTouch(work: Work, channel: Channel, isFromClient: boolean, at: string): Work {
  const { contactCounts, lastContact, lastHeardAt } = work.state;
  const isLast = lastContact === null || lastContact.at <= at;
  return change(work, {
    contactCounts: { ...contactCounts, [channel]: (contactCounts[channel] ?? 0) + 1 },
    ...(isLast && { lastContact: { channel, isFromClient, at } }),
    ...(isFromClient && (lastHeardAt === null || lastHeardAt < at) && { lastHeardAt: at }),
  });
}

/** The way ends here, unless the deal is opened again. */
export function ended(
  work: Work,
  because: NonNullable<Work['state']['endedBecause']>,
  context: ConversionContext,
): Work {
  const { step } = work.state;
  if (step === 'ended') return change(work, { endedBecause: because });
  const left = movedTo(work, 'ended', 'ended', context);
  return change(left, { endedBecause: because, stepBeforeEnd: step, moving: null, blocked: null });
}

/** What is told of a decision, with who did it in the CRM where that is known. */
export function saidBy(
  key: string,
  byName: string | null,
  values: Record<string, string | number> = {},
): Reason {
  return reason(key, { ...values, by: byName ?? '' });
}
