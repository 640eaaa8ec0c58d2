import { inLanguage, type Language } from './model/localized.ts';
import type { Settings } from './settings.ts';

const form = 'request-form';

/** The source of what came by the public form, with the code of the link that led there. */
export function formSourceOf(code: string | null): string {
  return code === null ? form : `${form}/${code}`;
}

/** "Formulaire public (Salon des maires)", "Téléphone": where a submission came from, for staff. */
export function submissionSourceText(source: string, language: Language, { publicForm }: Settings): string {
  const fr = language === 'fr';
  if (source === 'phone') return fr ? 'Téléphone' : 'Phone';
  if (source === 'event') return fr ? 'Évènement' : 'Event';
  if (source === 'helpscout') return 'Help Scout';
  const isForm = source === form || source.startsWith(`${form}/`);
  const code = isForm ? source.slice(form.length + 1) : source;
  const known = publicForm.sources.find(({ key }) => key === code);
  const name = known ? inLanguage(known.label, language) : code;
  if (!isForm) return name;
  return `${fr ? 'Formulaire public' : 'Public form'}${name && ` (${name})`}`;
}
