import type { Company } from '../../company.ts';
import type { PromiseKind } from '../../model/conversion.ts';
import type { Language } from '../../model/localized.ts';
import type { Conversion } from './state.ts';

const kinds: Record<PromiseKind, Record<Language, string>> = {
  presentation: { fr: 'Présentation', en: 'Presentation' },
  'welcome-call': { fr: 'Appel d’accueil', en: 'Welcome call' },
  activation: { fr: 'Renvoyer le lien d’activation', en: 'Send the activation link again' },
  'use-cases': { fr: 'Retour sur les cas d’usage', en: 'Answer on the use cases' },
  'demo-meeting': { fr: 'Réunion de démonstration', en: 'Demonstration meeting' },
  'debrief-call': { fr: 'Appel de débrief', en: 'Debrief call' },
  tests: { fr: 'Retour sur les tests', en: 'Answer on the tests' },
  'tests-call': { fr: 'Appel sur les tests', en: 'Call about the tests' },
  'go-live': { fr: 'Mise en production', en: 'Go-live' },
  task: { fr: 'Relance', en: 'Follow-up' },
};

/** The name of a kind of promise. */
export function promiseKindText(kind: PromiseKind, language: Language): string {
  return kinds[kind][language];
}

/** What a promise says in the CRM: "Appel d’accueil : Mairie d’Exemple". */
export function promiseText(
  kind: PromiseKind,
  { organization, person, title }: Pick<Conversion, 'organization' | 'person' | 'title'>,
  { settings }: Company,
): string {
  const { locale } = settings;
  const whose = organization?.name || person?.name || title;
  return `${promiseKindText(kind, locale)}${locale === 'fr' ? ' : ' : ': '}${whose}`;
}
