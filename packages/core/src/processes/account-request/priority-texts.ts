import type { Language } from '../../model/localized.ts';
import type { Settings } from '../../settings.ts';
import type { AccountRequest } from './state.ts';

/** "Demande prioritaire : plus de 1 000 dossiers par an (2 500 annoncés), dès que possible. Appelez avant de décider." */
export function priorityText(
  { volume, deadline }: NonNullable<AccountRequest['priority']>,
  { priority }: Settings,
  language: Language,
): string {
  const fr = language === 'fr';
  const facts = [
    ...(volume === null ? [] : [volumeText(volume, priority?.volumeAbove ?? 0, language)]),
    ...(deadline === null ? [] : [fr ? firstLetterLow(deadline) : `deadline “${deadline}”`]),
  ].join(', ');
  return fr
    ? `Demande prioritaire : ${facts}. Appelez avant de décider.`
    : `Priority request: ${facts}. Call before deciding.`;
}

/** The subject of the task that asks to call. */
export function callSubject(person: string, organization: string | null, language: Language): string {
  const who = organization === null ? person : `${person} (${organization})`;
  return language === 'fr' ? `Appeler avant de décider : ${who}` : `Call before deciding: ${who}`;
}

function volumeText(volume: number, above: number, language: Language): string {
  const [stated, limit] = [volume, above].map((number) => new Intl.NumberFormat(language).format(number));
  return language === 'fr'
    ? `plus de ${limit} dossiers par an (${stated} annoncés)`
    : `more than ${limit} files a year (${stated} stated)`;
}

function firstLetterLow(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
