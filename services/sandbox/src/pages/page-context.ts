import type { Request, Response } from 'express';
import type { User } from '../pipedrive/records.ts';

export type Language = 'fr' | 'en';

/** Who looks at a page, in which language and colours. */
export type PageContext = {
  language: Language;
  /** Chosen by the theme switch; undefined = as the browser prefers. */
  theme: 'light' | 'dark' | undefined;
  /** The Pipedrive user who is signed in. */
  staff: User;
  /** The staff one may sign in as. */
  staffChoice: User[];
  path: string;
  t(fr: string, en: string): string;
  dateTime(iso: string): string;
};

const defaultUserId = 21;

/** Reads the choices of the visitor (`?lang=`, cookies). `?lang=` is kept for the next pages. */
export function readPageContext(req: Request, res: Response, users: readonly User[]): PageContext {
  const cookies = readCookies(req.get('cookie') ?? '');
  const asked = req.query.lang;
  if (asked === 'fr' || asked === 'en') keepChoice(res, 'sandbox_lang', asked);
  const language = (asked ?? cookies.get('sandbox_lang')) === 'en' ? 'en' : 'fr';
  const theme = cookies.get('sandbox_theme');
  const staffChoice = users.filter((user) => user.active);
  const byId = (id: number): User | undefined => staffChoice.find((user) => user.id === id);
  const staff = byId(Number(cookies.get('sandbox_user'))) ?? byId(defaultUserId) ?? staffChoice[0];
  if (!staff) throw new Error('The sandbox has no active Pipedrive user: reset it to its seed.');
  return {
    language,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    staff,
    staffChoice,
    path: req.originalUrl,
    t: (fr, en) => (language === 'en' ? en : withFrenchSpaces(fr)),
    dateTime: (iso) => formatDateTime(iso, language),
  };
}

/** Remembers a choice of the visitor in a cookie of this sandbox. */
export function keepChoice(
  res: Response,
  name: 'sandbox_lang' | 'sandbox_theme' | 'sandbox_user',
  value: string,
): void {
  res.cookie(name, value, { sameSite: 'lax', path: '/', maxAge: 31_536_000_000 });
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
