import type * as z from 'zod';
import { CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import { domainOf, normaliseEmail } from '#core/model/email-address.ts';
import { isFreeMailDomain } from '#core/model/free-mail.ts';
import type { Language } from '#core/model/localized.ts';
import { sirenOf } from '#core/model/siren.ts';
import { isOptedOut } from '../../store/opt-outs.ts';
import { type SuspectTraces, type TracedRow, tracedInstances } from '../../store/suspect-matches.ts';
import type { Caller } from '../authenticate-surface.ts';
import { shownSubmissions } from '../shown-submissions.ts';
import type { Wanted } from './crm-matches.ts';
import { matchesOf } from './matches-of.ts';
import type { ConversionOptions } from './options.ts';
import { searchPipedrive } from './search-pipedrive.ts';

/** Body of `POST /api/suspects/check`: who is about to be entered, as far as it was typed. */
export const SuspectQuestion = CreateSuspect.pick({ organization: true, siren: true }).extend({
  person: CreateSuspect.shape.person.partial({ name: true }),
});
export type SuspectQuestion = z.output<typeof SuspectQuestion>;

type Match = SuspectCheck['matches'][number];

const matchesMax = 20;

/**
 * What may be the same as a suspect, in our records and in Pipedrive, as far as the caller may see it. Pipedrive is
 * asked only where our own records have no answer; when it is away, or asked too often, a note says so.
 */
export async function checkSuspect(
  options: ConversionOptions,
  caller: Caller,
  question: SuspectQuestion,
): Promise<SuspectCheck> {
  const { company, language } = caller;
  const traces = tracesOf(question);
  const rows = await seenInstances(options, caller, traces);
  const known = rows.flatMap((row) => matchesOf(row, traces, caller));
  const asked = await searchPipedrive(options, caller, wantedOf(traces, known));
  const matches = distinct([...known, ...asked.matches]).slice(0, matchesMax);
  const isOut = traces.email !== null && (await isOptedOut(options.db, company.id, traces.email));
  return {
    matches,
    proposed: proposedFor(question, { hasAddress: traces.email !== null, isOut }, language),
    ...(asked.why && { note: asked.why[language] }),
  };
}

function tracesOf({ person, organization, siren }: SuspectQuestion): SuspectTraces {
  const email = normaliseEmail(person.email ?? '');
  const domain = email === null ? null : domainOf(email);
  return {
    email,
    domain: domain === null || isFreeMailDomain(domain) ? null : domain,
    organizationName: organization?.name ?? null,
    organizationId: organization?.id ?? null,
    personId: person.id ?? null,
    siren: sirenOf(siren ?? ''),
  };
}

/** A submission has no audience of its own: what became a request is seen by who may see that. */
async function seenInstances(
  { db }: ConversionOptions,
  { company, staff }: Caller,
  traces: SuspectTraces,
): Promise<TracedRow[]> {
  const rows = await tracedInstances(db, company.id, traces, staff.id);
  const submissions = rows.filter(({ process }) => process === 'submission');
  const shown = await shownSubmissions(db, submissions, { staff });
  const ids = new Set(
    shown.flatMap(({ row, state, requestId }) => (state.requestId === requestId ? row.id : [])),
  );
  return rows.filter(({ id, process }) => process !== 'submission' || ids.has(id));
}

/** What our own records have no answer for. */
function wantedOf(traces: SuspectTraces, known: readonly Match[]): Wanted {
  const isKnown = (record: Match['what']) => known.some(({ what }) => what === record);
  return {
    email: isKnown('person') || traces.personId !== null ? null : traces.email,
    organizationName:
      isKnown('organization') || traces.organizationId !== null ? null : traces.organizationName,
  };
}

/** Each thing once, for the first reason it was found. */
function distinct(matches: readonly Match[]): Match[] {
  const byThing = new Map<string, Match>();
  for (const match of matches) {
    const { what, id, conversionId, name } = match;
    const key = conversionId ?? `${what}/${id ?? name}`;
    if (!byThing.has(key)) byThing.set(key, match);
  }
  return [...byThing.values()];
}

/** By mail where there is an address that takes some, else by phone (DS-03). */
function proposedFor(
  { person }: SuspectQuestion,
  { hasAddress, isOut }: { hasAddress: boolean; isOut: boolean },
  language: Language,
): SuspectCheck['proposed'] {
  const fr = language === 'fr';
  const template = 'presentation-invitation';
  if (hasAddress && !isOut) {
    const because = fr ? 'Une adresse e-mail est connue.' : 'An e-mail address is known.';
    return { channel: 'mail', template, because };
  }
  if (isOut) {
    const because = fr ? 'Cette adresse ne veut plus de mails.' : 'This address wants no more mails.';
    return { channel: 'call', template, because };
  }
  if (person.phone) {
    const because = fr
      ? 'Un téléphone est connu, aucune adresse e-mail.'
      : 'A phone is known, no e-mail address.';
    return { channel: 'call', template, because };
  }
  const because = fr ? 'Aucune adresse e-mail n’est connue.' : 'No e-mail address is known.';
  return { channel: 'call', template, because };
}
