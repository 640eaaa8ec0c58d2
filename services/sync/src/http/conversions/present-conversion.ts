import type { ConversionView } from '#core/contract/conversion-view.ts';
import { dayOf } from '#core/kernel/instant.ts';
import { UseCaseState } from '#core/model/conversion.ts';
import { actorText } from '#core/model/staff-member.ts';
import { completenessOf } from '#core/processes/customer-conversion/completeness.ts';
import { activeMembership } from '#core/processes/customer-conversion/follow-up.ts';
import { type Conversion, readConversion } from '#core/processes/customer-conversion/state.ts';
import { stepText } from '#core/processes/customer-conversion/texts.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { Reader } from '../present-request.ts';
import { followUpLabel } from './present-follow-up.ts';
import { blockedText } from './present-next-step.ts';
import { isLate, openPromises, personOf, presentPromise, todayFor } from './present-promise.ts';

const dayMs = 86_400_000;

/** A conversion as lists show it: no stored word leaves here untranslated. */
export function presentConversion(row: InstanceRow, reader: Reader): ConversionView {
  const state = readConversion(row.state, row.version);
  const { company, language } = reader;
  const { step, dealId, organization, person, stepSince, path, goLiveOn, account } = state;
  const open = openPromises(state.promises);
  const [next] = open;
  const today = todayFor(reader);
  return {
    ...{ id: row.id, step, stepSince, path, goLiveOn, organization },
    stepText: stepText(step, language),
    dealId: shownId(dealId),
    dealTitle: state.title,
    person: person && { id: person.id, name: person.name, email: person.emails[0] ?? null },
    owner: personOf(company, state.place?.ownerId ?? null),
    daysInStep: daysSince(stepSince, today, company.settings.timeZone),
    blocked: blockedOf(state, reader),
    nextPromise: next ? presentPromise(next, reader) : null,
    lateCount: open.filter((promise) => isLate(promise, today)).length,
    followUp: followUpOf(state, reader),
    useCases: countsOfUses(state),
    contacts: contactsOf(state),
    completeness: completenessOf(state, language),
    isOptedOut: state.optedOutAt !== null,
    account: account && { state: account.state, lastSignInAt: account.lastSignInAt },
    revision: row.revision,
  };
}

/** One that shadow mode would have made is nowhere to be opened. */
export function shownId(dealId: number | null): number | null {
  return dealId !== null && dealId < 0 ? null : dealId;
}

/** Days of the calendar since an instant, where the company is. */
function daysSince(instant: string, today: string, timeZone: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(dayOf(instant, timeZone))) / dayMs));
}

function blockedOf({ blocked }: Conversion, reader: Reader): ConversionView['blocked'] {
  if (!blocked) return null;
  const { company, language } = reader;
  return {
    reason: blockedText(blocked.reason, reader),
    note: blocked.note,
    owner: personOf(company, blocked.ownerId)?.name ?? null,
    by: actorText(blocked.by, language),
    at: blocked.at,
  };
}

function followUpOf(state: Conversion, { company, language }: Reader): ConversionView['followUp'] {
  const active = activeMembership(state);
  return active ? { label: followUpLabel(company, active, language), nextAt: active.nextAt } : null;
}

function countsOfUses({ useCases }: Conversion): ConversionView['useCases'] {
  const count = (wanted: UseCaseState) => useCases.filter(({ state }) => state === wanted).length;
  const counts = UseCaseState.options.map((state) => [state, count(state)] as const);
  return Object.fromEntries(counts) as ConversionView['useCases'];
}

function contactsOf({ contactCounts, lastContact, lastHeardAt }: Conversion): ConversionView['contacts'] {
  return {
    total: Object.values(contactCounts).reduce((sum, count) => sum + count, 0),
    byChannel: contactCounts,
    lastAt: lastContact?.at ?? null,
    lastHeardAt,
  };
}
