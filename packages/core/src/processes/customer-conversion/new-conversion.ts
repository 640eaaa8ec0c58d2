import { placeOf } from '../../company.ts';
import type { ConversionEvent, DealFacts } from '../../conversion-events.ts';
import type { Effect } from '../../effects.ts';
import { reason } from '../../kernel/outcome.ts';
import { type Decision, refused } from '../../kernel/process.ts';
import { normaliseEmails } from '../../model/email-address.ts';
import { withNextCheck } from './enrol-by-rule.ts';
import type { Conversion } from './state.ts';
import { type ConversionContext, change, decided, finished, withEffect, workOn } from './work.ts';

type Requested = Extract<ConversionEvent, { type: 'suspect-requested' }>;

/** A deal that nobody followed so far, before it is looked at. */
export function newConversion({ deal }: DealFacts, { now }: ConversionContext): Conversion {
  return { ...blank(now), dealId: deal.id, title: deal.title, startedAt: deal.addedAt ?? now };
}

/** A suspect that somebody enters: records that the CRM has not are made, then the deal (DS-02). */
export function suspectEntered(
  { by, suspect }: Requested,
  context: ConversionContext,
): Decision<Conversion, Effect> {
  const { now, company } = context;
  const { pipelines, stages } = company.settings;
  const place = placeOf(company, pipelines.suspects, stages.identified);
  if ('missing' in place) return refused(reason('place-unknown', { name: place.missing.name }));
  const { person, organization, siren, channel, ownerId } = suspect;
  const emails = normaliseEmails(person.email === null ? [] : [person.email]);
  const title = organization?.name || person.name;
  const entered = change(workOn(blank(now)), {
    ...{ title, siren, channel, startedBy: by, organization },
    person: { id: person.id, name: person.name, emails, phone: person.phone },
    place: { ...place, status: 'open', ownerId },
  });
  const records = {
    organization,
    person: { id: person.id, name: person.name, email: emails[0] ?? null, phone: person.phone },
  };
  const made = withEffect(
    decided(entered, context),
    { kind: 'ensure-suspect', ...records, title, ownerId, ...place },
    context,
  );
  return finished(withNextCheck(made, context), reason('suspect-entered'));
}

function blank(now: string): Conversion {
  return {
    step: 'identified',
    dealId: null,
    title: '',
    place: null,
    person: null,
    organization: null,
    siren: null,
    channel: null,
    startedAt: now,
    startedBy: null,
    stepSince: now,
    stepBeforeEnd: null,
    endedBecause: null,
    reachedAt: { identified: now },
    account: null,
    requestId: null,
    joining: null,
    presentation: null,
    documentedAt: null,
    path: null,
    procedure: null,
    testedAt: null,
    goLiveOn: null,
    blocked: null,
    promises: [],
    promiseCount: 0,
    nextDueOn: null,
    useCases: [],
    useCaseCount: 0,
    memberships: [],
    lastContact: null,
    lastHeardAt: null,
    lastReplyAt: null,
    contactCounts: {},
    countedActivityIds: [],
    plannedActivities: [],
    checkAt: null,
    optedOutAt: null,
    bouncedAt: null,
    moving: null,
    decisionCount: 0,
    failedDecision: null,
    effectCount: 0,
    undo: null,
  };
}
