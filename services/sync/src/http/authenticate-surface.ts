import type { Request, RequestHandler } from 'express';
import type { Company } from '#core/company.ts';
import type { Language } from '#core/model/localized.ts';
import type { Actor, StaffMember, Surface } from '#core/model/staff-member.ts';
import { can } from '#core/permissions.ts';
import type { Companies } from '../company/companies.ts';
import { HttpProblem, languageOf } from './problems.ts';
import type { Bearer, Tokens } from './sessions.ts';

/** The person behind a call of a surface. */
export interface Caller {
  company: Company;
  staff: StaffMember;
  language: Language;
  mayDecide: boolean;
  /** Administrators of Pipedrive change the settings. */
  mayConfigure: boolean;
  /** Where they are; absent inside Pipedrive. */
  surface?: Surface;
  /** The one conversation of the help desk beside which they are; absent elsewhere. */
  conversationId?: number;
  /** The decider who is away and in whose place they decide; absent when they decide in their own right, or not at all. */
  standsInFor?: StaffMember;
}

/** The decider in whose place a staff member decides at this moment (core/permissions.ts). */
export type StandIn = (company: Company, staff: StaffMember) => Promise<StaffMember | undefined>;

const callers = new WeakMap<object, Caller>();

/** Lets calls with a good bearer token through and remembers whose they are. */
export function authenticateSurface(
  tokens: Tokens,
  companies: Companies,
  standIn: StandIn = nobodyAway,
): RequestHandler {
  return async (request, _response, next) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const bearer = scheme?.toLowerCase() === 'bearer' && token ? await tokens.read(token) : undefined;
    callers.set(request, await callerFor(bearer, companies, request, standIn));
    next();
  };
}

/** Who calls; only behind `authenticateSurface`. */
export function callerOf(request: Request): Caller {
  const caller = callers.get(request);
  if (!caller) throw notSignedIn();
  return caller;
}

/** Who does what a caller asks for, as journals name them. */
export function actorOf({
  staff: { id: staffId, name, email },
  surface = 'pipedrive',
  standsInFor,
}: Pick<Caller, 'staff' | 'surface' | 'standsInFor'>): Actor & { staffId: number } {
  const absent = standsInFor && { standsInFor: { staffId: standsInFor.id, name: standsInFor.name } };
  return { staffId, name, email, surface, ...absent };
}

/** Who reads, and when. */
export function readerOf(caller: Caller) {
  return { ...caller, now: new Date() };
}

/**
 * The staff member a token stands for.
 * @throws HttpProblem 401 without a good token, 403 for another company or somebody unknown, 503 as long as Pipedrive
 * has never told who the staff are
 */
export async function callerFor(
  bearer: Bearer | undefined,
  companies: Companies,
  request: Request,
  standIn: StandIn = nobodyAway,
): Promise<Caller> {
  if (!bearer) throw notSignedIn();
  const { companyId, conversationId } = bearer;
  if (!companies.serves(companyId)) throw otherCompany();
  const staff = await companies.staffMember(companyId, bearer.staffId);
  const company = companies.companyOf(companyId);
  if (company.staff.length === 0) throw staffNotRead();
  if (!staff?.active) throw unknownStaff();
  const caller = await callerAs(company, staff, languageOf(request, company.settings.locale), standIn);
  return conversationId === undefined ? caller : { ...caller, surface: 'helpscout', conversationId };
}

/** A staff member with the rights they have at this moment. */
export async function callerAs(
  company: Company,
  staff: StaffMember,
  language: Language,
  standIn: StandIn,
): Promise<Caller> {
  const mayConfigure = can(company, staff, 'configure');
  if (can(company, staff, 'decide')) return { company, staff, language, mayDecide: true, mayConfigure };
  const absent = await standIn(company, staff);
  const right = absent ? { mayDecide: true, standsInFor: absent } : { mayDecide: false };
  return { company, staff, language, mayConfigure, ...right };
}

async function nobodyAway(): Promise<undefined> {
  return undefined;
}

/**
 * The staff member whom a session is opened for: whoever gets none is told 401, for whatever reason (interfaces.md
 * section 5).
 * @throws HttpProblem 401, or 503 as long as Pipedrive has never told who the staff are
 */
export async function callerSigningIn(
  bearer: Bearer | undefined,
  companies: Companies,
  request: Request,
  standIn: StandIn = nobodyAway,
): Promise<Caller> {
  try {
    return await callerFor(bearer, companies, request, standIn);
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 403) throw error;
    throw new HttpProblem(401, error.title, error.advice);
  }
}

function notSignedIn(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Session expirée ou inconnue', en: 'Session expired or unknown' },
    {
      fr: 'Rechargez la page Pipedrive. Si cela persiste, un administrateur doit vérifier PIPEDRIVE_CLIENT_SECRET.',
      en: 'Reload the Pipedrive page. If it persists, an administrator has to check PIPEDRIVE_CLIENT_SECRET.',
    },
  );
}

function otherCompany(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Autre entreprise', en: 'Another company' },
    {
      fr: 'Passerelle n’est pas installée dans votre entreprise Pipedrive ; un administrateur peut l’y installer.',
      en: 'Passerelle is not installed in your Pipedrive company; an administrator can install it there.',
    },
  );
}

function unknownStaff(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Utilisateur inconnu ou désactivé', en: 'Unknown or deactivated user' },
    {
      fr: 'Votre compte Pipedrive n’est pas connu comme actif. Un administrateur Pipedrive peut le réactiver.',
      en: 'Your Pipedrive account is not known as active. A Pipedrive administrator can reactivate it.',
    },
  );
}

/** 503: nobody can be recognised yet. */
export function staffNotRead(): HttpProblem {
  return new HttpProblem(
    503,
    { fr: 'Pipedrive ne répond pas', en: 'Pipedrive does not answer' },
    {
      fr: 'Passerelle n’a pas encore pu lire la liste de votre équipe et réessaie toute seule.',
      en: 'Passerelle could not read the list of your team yet and tries again by itself.',
    },
  );
}
