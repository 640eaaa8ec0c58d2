import type { ConversionAsk } from '../../conversion-events.ts';
import { reason } from '../../kernel/outcome.ts';
import { type Asked, type Asking, refusal } from './asked.ts';
import { clientMail, type MailAsked } from './client-mail.ts';
import { stopped } from './follow-up.ts';
import { endedWhere, movedPromise, withPromise } from './promises.ts';
import { inTouch } from './step.ts';
import { change, todayOf, type Work, withEffect } from './work.ts';

type AskOf<Type extends ConversionAsk['type']> = Extract<ConversionAsk, { type: Type }>;

/** Somebody called, wrote or met them outside of what is seen by itself. */
export function contactRecorded(work: Work, { channel }: AskOf<'record-contact'>, { now }: Asking): Asked {
  return inTouch(work, channel, false, now);
}

/** A day for the presentation: a meeting ahead ends a follow-up (DS-03). */
export function presentationBooked(work: Work, { day }: AskOf<'book-presentation'>, asking: Asking): Asked {
  if (day < todayOf(asking)) return refusal(reason('day-past'));
  const booked = change(work, { presentation: { on: day, heldAt: null } });
  const quiet = stopped(booked, reason('meeting'), asking);
  const open = quiet.state.promises.find(({ kind, state }) => kind === 'presentation' && state === 'open');
  if (open) return movedPromise(quiet, open, day, asking);
  return withPromise(quiet, { kind: 'presentation', dueOn: day, isAnnounced: true }, asking);
}

/** The presentation took place. */
export function presentationHeld(work: Work, asking: Asking): Asked {
  const on = work.state.presentation?.on ?? todayOf(asking);
  const held = change(work, { presentation: { on, heldAt: asking.now } });
  return inTouch(held, 'meeting', true, asking.now);
}

/** The mail leaves first, then the deal moves: never the move without the send (DS-04). */
export function documentationSent(work: Work, asking: Asking): Asked {
  const mailed = withMail(work, { template: 'documentation', withDocumentation: true }, asking);
  if ('refused' in mailed) return mailed;
  return endedWhere(mailed, ({ kind }) => kind === 'presentation', 'kept', reason('next-step'), asking);
}

/** A mail to the client by word of a person; nobody writes to who wants no mails. */
export function withMail(work: Work, mail: Omit<MailAsked, 'to' | 'dealId'>, asking: Asking): Asked {
  const { dealId, person, optedOutAt } = work.state;
  const to = person?.emails[0];
  if (!to) return refusal(reason('no-address'));
  if (optedOutAt !== null) return refusal(reason('opted-out'));
  if (dealId === null) return refusal(reason('deal-coming'));
  return withEffect(work, clientMail(work.state, { ...mail, to, dealId }, asking), asking);
}
