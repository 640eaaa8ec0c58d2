import { type Company, fieldOf, firstDecider } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import { dayOf } from '../../kernel/instant.ts';
import type { Advanced, NewEffect } from '../../kernel/process.ts';
import { searchWords } from '../../kernel/search-words.ts';
import type { CrmField, CustomValues } from '../../model/crm-field.ts';
import type { Deal } from '../../model/deal.ts';
import type { Person } from '../../model/person.ts';
import type { DecisionContext } from './decisions.ts';
import { callSubject } from './priority-texts.ts';
import { type AccountRequest, isOpen } from './state.ts';

/**
 * Whether a request is to be called before it is decided (E-35): it meets every condition whose field the settings
 * name. A field that is missing, not filled in or not understood meets nothing.
 *
 * @returns what was stated, or null when it is no priority
 */
export function priorityOf(
  company: Company,
  deal: Deal | undefined,
  person: Person | null,
): AccountRequest['priority'] {
  const { priority } = company.settings;
  if (!priority) return null;
  const stated = (name: string | undefined) =>
    textIn(company.dealFields, name, deal?.customFields) ??
    textIn(company.personFields, name, person?.customFields);
  const { fields, volumeAbove, deadlines } = priority;
  const volume = volumeIn(stated(fields.volume));
  const deadline = stated(fields.deadline);
  const conditions = [
    ...(fields.volume === undefined ? [] : [volume !== null && volume > volumeAbove]),
    ...(fields.deadline === undefined ? [] : [deadline !== null && isAmong(deadline, deadlines)]),
  ];
  return conditions.length > 0 && conditions.every(Boolean) ? { volume, deadline } : null;
}

/** Asks staff to call: one task on the deal, once, as soon as there is a deal to put it on. */
export function callingPriority(
  result: Advanced<AccountRequest, Effect>,
  { company, now }: DecisionContext,
): Advanced<AccountRequest, Effect> {
  const { state } = result;
  const { dealId, person, organization } = state;
  const { priority, locale, timeZone } = company.settings;
  if (!priority || !state.priority || state.callAsked || dealId === null || !isOpen(state)) return result;
  const effect: Effect = {
    kind: 'ensure-call-activity',
    dealId,
    personId: person.id,
    subject: callSubject(person.name, organization?.name ?? null, locale),
    type: priority.callType,
    ownerId: firstDecider(company)?.id ?? null,
    dueOn: dayOf(now, timeZone),
  };
  const call: NewEffect<Effect> = { effect, decision: 0, key: effect.kind, dueAt: now };
  return { ...result, state: { ...state, callAsked: true }, effects: [...result.effects, call] };
}

/** What a field says, a choice by its label; null when there is no such field or nothing in it. */
function textIn(fields: readonly CrmField[], name: string | undefined, values: CustomValues | undefined) {
  const field = fieldOf(fields, name);
  const value = field && values?.[field.code];
  if (!field || value === null || value === undefined) return null;
  const chosen = field.options.find((option) => String(option.id) === String(value));
  if (field.options.length > 0 && !chosen) return null;
  return (chosen?.label ?? String(value)).trim() || null;
}

/** A number as people write it ("2 500"); "about a thousand" is none. */
function volumeIn(text: string | null): number | null {
  const digits = text?.replace(/\s/g, '') ?? '';
  return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : null;
}

/** Compared as words: capitals, accents and apostrophes make no difference. */
function isAmong(deadline: string, deadlines: readonly string[]): boolean {
  const words = searchWords([deadline]);
  return words !== '' && deadlines.some((wanted) => searchWords([wanted]) === words);
}
