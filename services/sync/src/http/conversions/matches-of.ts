import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import { domainOf } from '#core/model/email-address.ts';
import { sirenOf } from '#core/model/siren.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { stepText } from '#core/processes/customer-conversion/texts.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import { firstOf, readSubmission } from '#core/processes/submission/state.ts';
import type { SuspectTraces, TracedRow } from '../../store/suspect-matches.ts';
import type { Caller } from '../authenticate-surface.ts';
import { shownId } from './present-conversion.ts';

type Match = SuspectCheck['matches'][number];

/** Whoever something of ours is about. */
interface Known {
  person: { id: number | null; name: string; emails: readonly string[] } | null;
  organization: { id: number | null; name: string | null } | null;
  siren: string | null;
  dealId: number | null;
  /** Of a conversion: where it stands; null: it is none, or over. */
  conversion: { id: string; title: string; stepText: string } | null;
}

/** What a thing of ours has in common with a suspect: itself where it is a conversion that goes on, and its records. */
export function matchesOf(
  row: TracedRow,
  traces: SuspectTraces,
  { language }: Pick<Caller, 'language'>,
): Match[] {
  const known = knownOf(row, language);
  if (!known) return [];
  const { person, organization, conversion, dealId } = known;
  const shared = [
    ...emailShared(known, traces),
    ...organizationShared(known, traces),
    ...sirenShared(known, traces),
    ...domainShared(known, traces),
  ];
  const [first] = shared;
  if (!first) return [];
  const itself: Match[] = conversion
    ? [
        {
          ...{ what: 'conversion', name: conversion.title, id: null, dealId, conversionId: conversion.id },
          because: `${conversion.stepText} · ${first.because}`,
        },
      ]
    : [];
  const records = shared.map(({ what, because }): Match => {
    const record = what === 'person' ? person : organization;
    const name = record?.name ?? person?.name ?? because;
    return { what, name, id: record?.id ?? null, dealId, conversionId: null, because };
  });
  return [...itself, ...records];
}

function knownOf(
  { id, process, state, version }: TracedRow,
  language: Caller['language'],
): Known | undefined {
  if (process === 'customer-conversion') {
    const { person, organization, siren, dealId, step, title } = readConversion(state, version);
    const conversion = step === 'ended' ? null : { id, title, stepText: stepText(step, language) };
    return { person, organization, siren, dealId: shownId(dealId), conversion };
  }
  if (process === 'account-request') {
    const { person, organization, dealId } = readAccountRequest(state, version);
    return { person, organization, siren: null, dealId: shownId(dealId), conversion: null };
  }
  if (process !== 'submission') return undefined;
  const submission = readSubmission(state, version);
  const { name, email, organization, siren } = firstOf(submission);
  return {
    person: { id: submission.personId, name, emails: email === null ? [] : [email] },
    organization: organization === null ? null : { id: submission.organizationId, name: organization },
    siren: sirenOf(siren ?? ''),
    dealId: submission.dealId,
    conversion: null,
  };
}

type Shared = { what: 'person' | 'organization' | 'domain' | 'siren'; because: string };

function emailShared({ person }: Known, { email, personId }: SuspectTraces): Shared[] {
  const isSame = email !== null && person?.emails.includes(email);
  if (isSame) return [{ what: 'person', because: email }];
  return personId !== null && person?.id === personId ? [{ what: 'person', because: person.name }] : [];
}

function organizationShared({ organization }: Known, traces: SuspectTraces): Shared[] {
  const { organizationId, organizationName } = traces;
  const name = organization?.name ?? '';
  const isSameId = organizationId !== null && organization?.id === organizationId;
  const isSameName = organizationName !== null && organizationKey(name) === organizationKey(organizationName);
  return isSameId || (isSameName && name !== '') ? [{ what: 'organization', because: name }] : [];
}

function sirenShared({ siren }: Known, traces: SuspectTraces): Shared[] {
  return siren !== null && siren === traces.siren ? [{ what: 'siren', because: `SIREN ${siren}` }] : [];
}

function domainShared({ person }: Known, { domain, email }: SuspectTraces): Shared[] {
  const emails = person?.emails ?? [];
  const isSame = domain !== null && emails.some((each) => each !== email && domainOf(each) === domain);
  return isSame ? [{ what: 'domain', because: `@${domain}` }] : [];
}
