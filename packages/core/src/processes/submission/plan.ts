import type { Company } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import { dayOf } from '../../kernel/instant.ts';
import type { Language } from '../../model/localized.ts';
import type { Submission } from '../../model/submission.ts';
import { submissionSourceText } from '../../submission-source.ts';
import { type Entry, firstOf, type SubmissionState } from './state.ts';
import { noteLines, noteMark } from './texts.ts';

/**
 * What has to be done next, one thing at a time because each needs what the one before found: the person, the
 * organization, the deal, then for every entry the account request and the note. null: nothing is left.
 */
export function nextEffect(state: SubmissionState, company: Company): { key: string; effect: Effect } | null {
  const { email, organization } = firstOf(state);
  if (!state.isLookedUp) return keyed({ kind: 'find-requester', email, organizationName: organization });
  if (state.organizationId === null && organization !== null)
    return keyed({ kind: 'ensure-organization', name: organization });
  return personOrDeal(state, company) ?? telling(state, company);
}

function personOrDeal(state: SubmissionState, { settings }: Company) {
  const first = firstOf(state);
  const { personId, organizationId, dealId } = state;
  const { locale, timeZone } = settings;
  const source = submissionSourceText(first.source, locale, settings);
  if (personId === null) {
    const { name, email, phone, receivedAt } = first;
    const requestedOn = dayOf(receivedAt, timeZone);
    return keyed({ kind: 'ensure-person', name, email, phone, organizationId, source, requestedOn });
  }
  if (dealId !== null) return null;
  const title = dealTitle(first, locale);
  return keyed({ kind: 'ensure-deal', title, personId, organizationId, source, need: first.need });
}

/** The first entry that the request, or the deal's notes, do not tell of yet. */
function telling({ entries, personId, dealId, organizationId }: SubmissionState, company: Company) {
  if (personId === null || dealId === null) return null;
  const unopened = entries.findIndex(({ isOpened }) => !isOpened);
  const entry = entries[unopened];
  if (entry) {
    const { by, submission } = entry;
    const { source, receivedAt: at, conversationId } = submission;
    const told = { personId, dealId, organizationId, source, by, at };
    const beside = conversationId !== undefined && { conversationId };
    return keyed({ kind: 'open-request', ...told, ...beside }, unopened);
  }
  const unnoted = entries.findIndex(({ isNoted }) => !isNoted);
  const silent = entries[unnoted];
  return silent ? keyed(note(silent, dealId, company), unnoted) : null;
}

function note(entry: Entry, dealId: number, { settings }: Company): Effect {
  const mark = noteMark(entry.submission.reference, settings.locale);
  return { kind: 'keep-submission-as-note', dealId, mark, lines: noteLines(entry, settings) };
}

function keyed(effect: Effect, index = 0) {
  return { key: index === 0 ? effect.kind : `${effect.kind}-${index + 1}`, effect };
}

/** The title of the deal, as web forms make it. */
function dealTitle({ organization, name }: Submission, language: Language): string {
  const what =
    language === 'fr' ? 'Demande de compte administrateur' : 'Request for an administrator account';
  return `${what} - ${organization ?? name}`;
}
