import type { Request, Response } from 'express';
import type { PipedriveMemory, User } from '../pipedrive/records.ts';

export type Language = 'fr' | 'en';

/** Who looks at a page, in which language and colours. */
export type PageContext = {
  language: Language;
  /** Chosen by the theme switch; undefined = as the browser prefers. */
  theme: 'light' | 'dark' | undefined;
  /** The company whose pages are shown. */
  company: CompanyChoice;
  /** The companies one may switch to. */
  companyChoice: CompanyChoice[];
  /** The Pipedrive user of that company who is signed in. */
  staff: User;
  /** The staff one may sign in as. */
  staffChoice: User[];
  path: string;
  t(fr: string, en: string): string;
  dateTime(iso: string): string;
};

export type CompanyChoice = { id: number; name: string };

const defaultUserId = 21;

/** What the pages need to know of a company. */
type Company = { memory: PipedriveMemory };

/**
 * Reads the choices of the visitor (`?lang=`, cookies). `?lang=` is kept for the next pages.
 * @param companies the one shown to whom has not chosen any comes first
 */
export function readPageContext(req: Request, res: Response, companies: readonly Company[]): PageContext {
  const cookies = readCookies(req.get('cookie') ?? '');
  const choice = companies.map(({ memory }) => ({ id: memory.companyId, name: memory.company.name }));
  const company = choice.find(({ id }) => id === Number(cookies.get('sandbox_company'))) ?? choice[0];
  const users = companies.find(({ memory }) => memory.companyId === company?.id)?.memory.users ?? [];
  const asked = req.query.lang;
  if (asked === 'fr' || asked === 'en') keepChoice(res, 'sandbox_lang', asked);
  const language = (asked ?? cookies.get('sandbox_lang')) === 'en' ? 'en' : 'fr';
  const theme = cookies.get('sandbox_theme');
  const staffChoice = users.filter((user) => user.active);
  const byId = (id: number): User | undefined => staffChoice.find((user) => user.id === id);
  // In the team's company a sales person is at work; where nothing is set up yet, an admin.
  const usual = company === choice[0] ? byId(defaultUserId) : staffChoice.find((user) => user.admin);
  const staff = byId(Number(cookies.get('sandbox_user'))) ?? usual ?? staffChoice[0];
  if (!company || !staff) throw new Error('The sandbox has no active Pipedrive user: reset it to its seed.');
  return {
    language,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    company,
    companyChoice: choice,
    staff,
    staffChoice,
    path: req.originalUrl,
    t: (fr, en) => (language === 'en' ? en : withFrenchSpaces(fr)),
    dateTime: (iso) => formatDateTime(iso, language),
  };
}

type Choice =
  | 'sandbox_lang'
  | 'sandbox_theme'
  | 'sandbox_user'
  | 'sandbox_company'
  | 'sandbox_slack_person'
  | 'sandbox_helpscout_agent';

/** What the visitor chose before, if anything. */
export function readChoice(req: Request, name: Choice): string | undefined {
  return readCookies(req.get('cookie') ?? '').get(name);
}

/** Remembers a choice of the visitor in a cookie of this sandbox. */
export function keepChoice(res: Response, name: Choice, value: string): void {
  res.cookie(name, value, { sameSite: 'lax', path: '/', maxAge: 31_536_000_000 });
}

/** Shows the pages of another company from now on, signed in as whoever is usual there. */
export function switchCompany(res: Response, companyId: number): void {
  keepChoice(res, 'sandbox_company', String(companyId));
  res.clearCookie('sandbox_user', { path: '/' });
}

/** No line may break before a French colon, or inside French quotes. */
function withFrenchSpaces(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}

function formatDateTime(iso: string, language: Language): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at.toLocaleString(language === 'en' ? 'en-GB' : 'fr-FR', {
    timeZone: 'Europe/Paris',
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}

function readCookies(header: string): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
