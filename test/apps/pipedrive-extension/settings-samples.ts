import type {
  CatalogueView,
  HelpscoutSettingsView,
  SlackSettingsView,
} from '#core/contract/settings-view.ts';
import type { SettingsAnswer } from '../../../apps/pipedrive-extension/src/surfaces/settings/contract.ts';
import type { Vocabulary } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/words.ts';
import { fieldTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/fields.ts';
import { settingLabels } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/labels.ts';
import { pageTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/page.ts';

export const sampleCatalogue: CatalogueView = {
  pipelines: [
    {
      id: 1,
      name: 'Suspects',
      stages: [
        { id: 10, name: 'Potentiels identifiés' },
        { id: 11, name: 'Compte créé' },
      ],
    },
    { id: 2, name: 'Organismes', stages: [{ id: 20, name: 'Demande' }] },
    { id: 3, name: 'Organismes refusés', stages: [{ id: 30, name: 'Refusés' }] },
  ],
  staff: [
    { id: 11, name: 'Robot des formulaires', email: 'robot@example.org', active: true },
    { id: 21, name: 'Chargée de clientèle', email: 'vente@example.org', active: true },
    { id: 22, name: 'Responsable commercial', email: 'responsable@example.org', active: true },
    { id: 24, name: 'Ancienne collègue', email: 'ancienne@example.org', active: false },
  ],
  personFields: [{ name: 'État de la demande', type: 'varchar' }],
  dealFields: [{ name: 'Nombre de dossiers par an', type: 'double' }],
  activityTypes: [{ key: 'call', name: 'Appel' }],
  roles: [{ id: 5, name: 'Direction des ventes' }],
};

/** Settings as the service gives them: complete, so that every field has something to show. */
export const sampleSettings: SettingsAnswer['settings'] = {
  locale: 'fr',
  timeZone: 'Europe/Paris',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2026-12-25'],
  robotOwners: [11],
  deciders: ['vente@example.org', { role: 5 }],
  fourEyes: { accept: false, refuse: false },
  owners: { rule: 'decider' },
  pipelines: { suspects: 'Suspects', organizations: 'Organismes', refused: 'Organismes refusés' },
  stages: { accountCreated: 'Compte créé' },
  targets: [
    { key: 'suspect', label: 'Suspect', pipeline: 'Suspects', stage: 'Compte créé' },
    { key: 'later', label: 'Plus tard', pipeline: 'Suspects', stage: 'Potentiels identifiés' },
  ],
  undoSeconds: 10,
  refusalReasons: [
    { key: 'individual', label: { fr: 'Particulier ou entreprise', en: 'Individual or company' } },
    { key: 'other', label: { fr: 'Autre motif', en: 'Other reason' } },
  ],
  evidence: { remindAfterDays: 7, expireAfterDays: 21 },
  autoAccept: false,
  updateOrganizationOwner: false,
  duplicateDeal: 'delete',
  fields: { requestState: 'État de la demande' },
  requestFilter: 'Demandes à traiter',
  publicForm: {
    enabled: true,
    sources: [{ key: 'salon', label: { fr: 'Salon', en: 'Event' } }],
    submissionsPerHour: 10,
  },
  savedReplies: {
    valid: 'Demande compte admin',
    individualOrCompany: { fr: 'Compte admin particulier', en: 'Admin account individual' },
  },
  helpscout: {
    languages: {},
    tag: 'compte-admin',
    subjects: ['compte admin'],
    send: false,
    answerWithinHours: 24,
    warnBeforeHours: 4,
    openFrom: '09:00',
    openUntil: '18:00',
    properties: {
      requestState: 'passerelle-request',
      accountState: 'passerelle-account',
      dealOwner: 'passerelle-owner',
      link: 'passerelle-pipedrive',
    },
  },
  promises: { useCasesDays: 15 },
  conversion: {
    enabled: true,
    stages: { presented: 'Potentiels identifiés' },
    activities: { call: 'call', meeting: 'meeting', task: 'task' },
    sendFrom: '09:00',
    sendUntil: '17:30',
    replies: 'owner',
    gapDays: 3,
    escalateTo: 22,
    documentation: [{ name: 'Présentation.pdf', url: 'https://docs.example.org/presentation.pdf' }],
    documentationUrl: 'https://docs.example.org',
    documents: [{ fr: 'Les formulaires papier', en: 'The paper forms' }],
    blockedReasons: [{ key: 'other', label: { fr: 'Autre', en: 'Other' } }],
    digest: { weekday: 1, at: '08:30' },
  },
  followUps: [
    {
      key: 'silent',
      label: { fr: 'Sans nouvelles', en: 'Without news' },
      when: { steps: ['documented'], daysWithoutContact: 7, withoutNextActivity: false },
      once: true,
      steps: [
        { kind: 'mail', template: 'follow-up-first', afterDays: 0 },
        { kind: 'task', type: 'call', subject: { fr: 'Appeler', en: 'Call' }, afterDays: 3 },
      ],
    },
  ],
  templates: {},
  slack: { remindAfterDays: 1, escalateAfterDays: 2 },
};

/** A company that a workspace of Slack decides for. */
export const sampleSlack: SlackSettingsView = {
  workspace: 'Agence Exemple',
  channel: 'C0123456789',
  connectUrl: '/oauth/slack/start',
  problem: null,
};

/** A company with a help desk. */
export const sampleHelpscout: HelpscoutSettingsView = {
  inboxes: [{ name: 'Assistance' }, { name: 'Support (EN)' }],
  problem: null,
};

/** What `GET /api/settings` answers to an administrator. */
export function sampleAnswer(changes: Partial<SettingsAnswer> = {}): SettingsAnswer {
  return {
    companyId: '7001',
    revision: 3,
    source: 'page',
    mayEdit: true,
    settings: sampleSettings,
    catalogue: sampleCatalogue,
    problems: [],
    slack: null,
    helpscout: null,
    ...changes,
  };
}

export function sampleVocabulary(language: 'fr' | 'en' = 'fr'): Vocabulary {
  return {
    language,
    labels: settingLabels[language],
    page: pageTexts[language],
    fields: fieldTexts[language],
    catalogue: sampleCatalogue,
  };
}
