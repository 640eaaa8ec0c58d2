import type { PageContext } from './page-context.ts';

const words: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  base: ['Savoir qui l’installe', 'Know who installs it'],
  'deals:full': ['Lire et modifier les affaires', 'Read and change deals'],
  'contacts:full': [
    'Lire et modifier les personnes et les organismes',
    'Read and change people and organizations',
  ],
  'activities:full': ['Lire et modifier les activités', 'Read and change activities'],
  'users:read': ['Lire les utilisateurs', 'Read the users'],
  'recents:read': ['Lire les changements récents', 'Read recent changes'],
  'search:read': ['Chercher partout', 'Search everywhere'],
  'deal-fields:full': ['Créer des champs d’affaire', 'Create deal fields'],
  'contact-fields:full': ['Créer des champs de contact', 'Create contact fields'],
  admin: ['Créer des pipelines et des étapes', 'Create pipelines and stages'],
  'webhooks:full': ['Être prévenu des changements', 'Be told of changes'],
};

/** What a scope (pipedrive.md 1.3) allows, as a person would say it; an unknown one as it is. */
export function scopeWords({ t }: PageContext, scope: string): string {
  const known = words[scope];
  return known ? t(...known) : scope;
}
