import type { TemplateView } from '#core/contract/templates-view.ts';
import { sampleAnswer } from '../apps/pipedrive-extension/settings-samples.ts';
import type { FakeSettings } from '../kit/fake-settings-api.ts';

const variables = [
  { name: 'personName', description: 'Nom de la personne', example: 'Camille Exemple' },
  { name: 'activationLink', description: 'Lien d’activation', example: 'https://comptes.example.org/a' },
];

function mail(
  key: string,
  label: string,
  language: 'fr' | 'en',
  group: TemplateView['group'] = 'request',
): TemplateView {
  const text = language === 'fr' ? 'Bonjour {{ personName }},' : 'Hello {{ personName }},';
  const words = { subject: `${label} (${language})`, text, html: `<p>${text}</p>` };
  const isForFollowUps = group === 'follow-up';
  return {
    key,
    label,
    group,
    isForFollowUps,
    language,
    ...words,
    isDefault: true,
    variables,
    original: words,
  };
}

/** Doors of the settings with something to show in every section. */
export function fakeSettings(changes: Partial<FakeSettings> = {}): FakeSettings {
  return {
    view: sampleAnswer(),
    judge: () => null,
    overtakenBy: null,
    history: {
      items: [
        {
          revision: 3,
          changedAt: '2026-11-20T09:00:00Z',
          changedBy: 'Responsable commercial',
          changes: [
            { path: 'undoSeconds', before: 5, after: 10 },
            { path: 'deciders', before: [], after: ['vente@example.org'] },
          ],
        },
      ],
      nextCursor: null,
    },
    templates: [
      mail('welcome', 'Bienvenue : compte à activer', 'fr'),
      mail('welcome', 'Bienvenue : compte à activer', 'en'),
      mail('refusal', 'Refus', 'fr'),
      mail('refusal', 'Refus', 'en'),
      mail('demo-step-1', 'Demande de démo, step 1', 'fr', 'client'),
      mail('follow-up-first', 'Relance : première', 'fr', 'follow-up'),
      mail('follow-up-last', 'Relance : dernière', 'fr', 'follow-up'),
      mail('week-digest', 'À l’équipe : résumé de la semaine', 'fr', 'team'),
    ],
    plan: {
      items: [
        { id: 'pipeline:suspects', what: 'pipeline', name: 'Suspects', state: 'present', detail: null },
        {
          id: 'stage:accountCreated',
          what: 'stage',
          name: 'Compte créé',
          state: 'missing',
          detail: 'Suspects',
        },
        { id: 'webhook:person', what: 'webhook', name: 'person', state: 'missing', detail: null },
      ],
      mayApply: true,
    },
    doctor: {
      checks: [
        { area: 'mail', name: 'SMTP', state: 'ok', detail: 'Répond.', fix: null, who: null },
        {
          area: 'pipedrive',
          name: 'Webhooks',
          state: 'wrong',
          detail: 'Un webhook a été retiré.',
          fix: 'Créez-le de nouveau avec le bouton ci-dessus.',
          who: 'admin',
        },
      ],
      at: '2026-11-22T03:00:00Z',
    },
    saves: [],
    previews: [],
    isAway: false,
    ...changes,
  };
}
