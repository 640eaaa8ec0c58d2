import { setTimeout as sleep } from 'node:timers/promises';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import type { Localized } from '#core/model/localized.ts';
import { takeSending } from '../../store/request-form-limits.ts';
import type { Caller } from '../authenticate-surface.ts';
import { crmMatches, type Wanted } from './crm-matches.ts';
import type { ConversionOptions } from './options.ts';

/** What Pipedrive had, and why that may not be all; null: it is. */
export interface Searched {
  matches: SuspectCheck['matches'];
  why: Localized | null;
}

/** Somebody is typing: who does not answer in time is left out. */
const longestMs = 3_000;
/** Of one staff member: no typing needs more, and the company's tokens are for everybody. */
const searchLimit = { countMax: 60, perSeconds: 60 };

const notAsked: Localized = {
  fr: 'Trop de recherches en une minute : Pipedrive n’a pas été interrogé, seules les fiches connues de Passerelle ont été comparées.',
  en: 'Too many searches in a minute: Pipedrive was not asked, only the records known to Passerelle were compared.',
};
const away: Localized = {
  fr: 'Pipedrive ne répond pas : seules les fiches connues de Passerelle ont été comparées.',
  en: 'Pipedrive does not answer: only the records known to Passerelle were compared.',
};

/** Searches Pipedrive for a staff member, as often and as long as that is good for everybody. */
export async function searchPipedrive(
  { db, companies }: ConversionOptions,
  { company, staff }: Pick<Caller, 'company' | 'staff'>,
  wanted: Wanted,
): Promise<Searched> {
  if (wanted.email === null && wanted.organizationName === null) return { matches: [], why: null };
  const searcher = `suspect-check:${company.id}:${staff.id}`;
  if ((await takeSending(db, searcher, searchLimit)) > 0) return { matches: [], why: notAsked };
  const { pipedriveForPeople: pipedrive } = companies.of(company.id);
  // Its client has noted why it failed; whoever enters the suspect reads that it did.
  const asked = crmMatches({ db, pipedrive, companyId: company.id, staffId: staff.id }, wanted).catch(
    () => undefined,
  );
  const found = await Promise.race([asked, sleep(longestMs, undefined, { ref: false })]);
  return { matches: found?.matches ?? [], why: found?.isWhole ? null : away };
}
