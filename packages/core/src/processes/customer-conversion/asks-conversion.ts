import type { ConversionAsk } from '../../conversion-events.ts';
import { reason } from '../../kernel/outcome.ts';
import { promiseDays } from '../../settings-conversion.ts';
import { type Asked, type Asking, isRefusal, refusal } from './asked.ts';
import { withMail } from './asks-suspect.ts';
import { clientMail, documentLines, longDay } from './client-mail.ts';
import { announcedDay, endedWhere, movedPromise, withPromise } from './promises.ts';
import { inTouch } from './step.ts';
import { change, todayOf, type Work, withEffect } from './work.ts';

type AskOf<Type extends ConversionAsk['type']> = Extract<ConversionAsk, { type: Type }>;

/** First contact after the account; the answer on the use cases is announced with its day (DS-30 to DS-35). */
export function welcomed(work: Work, { how }: AskOf<'welcome-client'>, asking: Asking): Asked {
  const dueOn = announcedDay(promiseDays(asking.company.settings, 'useCasesDays'), asking);
  const answerBy = longDay(dueOn, asking.company);
  const told =
    how === 'mail'
      ? withMail(work, { template: 'demo-step-1', variables: { answerBy } }, asking)
      : inTouch(work, 'call', true, asking.now);
  if (isRefusal(told)) return told;
  return withPromise(told, { kind: 'use-cases', dueOn, isAnnounced: true }, asking);
}

/** One of the three ways on, with its mail, its introduction and its day (DS-38 to DS-46). */
export function pathChosen(work: Work, ask: AskOf<'choose-path'>, asking: Asking): Asked {
  const { path, procedure, demoDay } = ask;
  if (path === 'existing-procedure' && !procedure) return refusal(reason('procedure-missing'));
  if (demoDay !== null && demoDay < todayOf(asking)) return refusal(reason('day-past'));
  const { settings } = asking.company;
  const days = promiseDays(settings, path === 'autonomous' ? 'autonomousDays' : 'assistedDays');
  const dueOn = announcedDay(days, asking);
  const isNew = (kind: string) => kind === 'tests' || kind === 'tests-call' || kind === 'demo-meeting';
  const fresh = endedWhere(work, ({ kind }) => isNew(kind), 'moot', reason('path-changed'), asking);
  const chosen = change(fresh, { path, procedure });
  // Who wants no mails is told by phone, and goes on all the same.
  const isMailed = work.state.optedOutAt === null;
  const mailed = isMailed ? withMail(chosen, mailOf(ask, dueOn, asking), asking) : chosen;
  if (isRefusal(mailed)) return mailed;
  const introduced = withIntroduction(mailed, ask, asking);
  const announced = withPromise(introduced, { kind: 'tests', dueOn, isAnnounced: true }, asking);
  const callDays = Math.min(days, promiseDays(settings, 'testsDays'));
  const called = withPromise(
    announced,
    { kind: 'tests-call', dueOn: announcedDay(callDays, asking) },
    asking,
  );
  return demoDay === null ? called : withPromise(called, { kind: 'demo-meeting', dueOn: demoDay }, asking);
}

function mailOf(
  { path, procedure, documents, demoDay }: AskOf<'choose-path'>,
  dueOn: string,
  asking: Asking,
) {
  const { company } = asking;
  const answerBy = longDay(dueOn, company);
  if (path === 'existing-procedure') {
    const { name: procedureName = '', administration = '' } = procedure ?? {};
    const demo = demoDay === null ? '' : longDay(demoDay, company);
    return {
      template: 'step-2-existing-procedure',
      variables: { answerBy, procedureName, administration, demoDay: demo },
    };
  }
  const asked = path === 'new-procedure' ? documentLines(documents, company) : '';
  return { template: 'step-2-new-procedure', variables: { answerBy, documents: asked } };
}

/** The administration that owns the procedure hears who comes (DS-41). */
function withIntroduction(work: Work, { path, procedure }: AskOf<'choose-path'>, asking: Asking): Work {
  const { dealId } = work.state;
  if (path !== 'existing-procedure' || !procedure?.email || dealId === null) return work;
  const { name: procedureName, administration, email: to } = procedure;
  const mail = { template: 'introduction', to, dealId, variables: { procedureName, administration } };
  return withEffect(work, clientMail(work.state, mail, asking), asking);
}

/** Building the form is hard: a call (DS-44). */
export function difficultyRecorded(work: Work, asking: Asking): Asked {
  const dueOn = announcedDay(promiseDays(asking.company.settings, 'debriefDays'), asking);
  return withPromise(work, { kind: 'debrief-call', dueOn }, asking);
}

/** The tests were talked about: the client is asked when they are ready to go live (DS-47, DS-48). */
export function testsRecorded(work: Work, asking: Asking): Asked {
  const tested = change(inTouch(work, 'call', true, asking.now), { testedAt: asking.now });
  const isReachable = tested.state.person?.emails[0] !== undefined && tested.state.optedOutAt === null;
  const { goLiveOn } = tested.state;
  const variables = { goLiveOn: goLiveOn === null ? '' : longDay(goLiveOn, asking.company) };
  return isReachable ? withMail(tested, { template: 'go-live-question', variables }, asking) : tested;
}

/** A day for the go-live, or another one (DS-48). */
export function goLivePlanned(work: Work, { day }: AskOf<'plan-go-live'>, asking: Asking): Asked {
  if (day < todayOf(asking)) return refusal(reason('day-past'));
  const planned = change(work, { goLiveOn: day });
  const open = planned.state.promises.find(({ kind, state }) => kind === 'go-live' && state === 'open');
  if (open) return movedPromise(planned, open, day, asking);
  return withPromise(planned, { kind: 'go-live', dueOn: day, isAnnounced: true }, asking);
}
