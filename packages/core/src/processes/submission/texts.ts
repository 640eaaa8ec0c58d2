import type { Language } from '../../model/localized.ts';
import type { Settings } from '../../settings.ts';
import { submissionSourceText } from '../../submission-source.ts';
import type { Entry, SubmissionStep } from './state.ts';

const stepWords: Record<SubmissionStep, Record<Language, string>> = {
  received: { fr: 'Reçue', en: 'Received' },
  entering: { fr: 'Saisie dans Pipedrive en cours', en: 'Being entered in Pipedrive' },
  entered: { fr: 'Saisie dans Pipedrive', en: 'Entered in Pipedrive' },
};

/** The name of a step, for staff. */
export function submissionStepText(step: SubmissionStep, language: Language): string {
  return stepWords[step][language];
}

/** By which the note of a submission is recognised. */
export function noteMark(reference: string, language: Language): string {
  return language === 'fr' ? `Demande ${reference}` : `Request ${reference}`;
}

/** What the note of a submission tells, line by line, after its mark. */
export function noteLines({ submission, by }: Entry, settings: Settings): string[] {
  const { locale: language, timeZone } = settings;
  const fr = language === 'fr';
  const { receivedAt, source, name, email, phone, organization, siren, need } = submission;
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const facts: [string, string | null | undefined][] = [
    [fr ? 'Reçue le' : 'Received on', written.format(new Date(receivedAt))],
    [fr ? 'Origine' : 'Source', submissionSourceText(source, language, settings)],
    [fr ? 'Saisie par' : 'Entered by', by?.name],
    [fr ? 'Nom' : 'Name', name],
    [fr ? 'E-mail' : 'E-mail', email],
    [fr ? 'Téléphone' : 'Phone', phone],
    [fr ? 'Organisme' : 'Organization', organization],
    ['SIREN / SIRET', siren],
    [fr ? 'Besoin' : 'Need', need],
  ];
  const colon = fr ? '\u00A0: ' : ': ';
  return facts.flatMap(([label, value]) => (value ? [`${label}${colon}${value}`] : []));
}
