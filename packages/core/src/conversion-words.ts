import type { ConversionEffectKind } from './conversion-effects.ts';
import type { ConversionEvent } from './conversion-events.ts';
import type { Language } from './model/localized.ts';

/** What the effects of conversions do, for staff; the same for all of a kind. */
export const conversionEffectWords: Record<ConversionEffectKind, Record<Language, string>> = {
  'ensure-suspect': { fr: 'Créer le suspect dans Pipedrive', en: 'Create the suspect in Pipedrive' },
  'ensure-deal-stage': { fr: 'Déplacer l’affaire', en: 'Move the deal' },
  'send-client-mail': { fr: 'Envoyer le mail au client', en: 'Send the mail to the client' },
  'ensure-promise-activity': { fr: 'Tenir l’activité à jour', en: 'Keep the activity up to date' },
  'end-promise-activity': { fr: 'Clore l’activité', en: 'Close the activity' },
  'remind-of-promise': { fr: 'Rappeler une promesse', en: 'Remind of a promise' },
  'look-at-account': { fr: 'Regarder l’état du compte', en: 'Look at the account' },
};

/** What a conversion hears, for staff. */
export const conversionEventWords: Record<ConversionEvent['type'], Record<Language, string>> = {
  'suspect-requested': { fr: 'Suspect saisi', en: 'Suspect entered' },
  'deal-observed': { fr: 'Affaire mise à jour dans Pipedrive', en: 'Deal updated in Pipedrive' },
  'activity-observed': { fr: 'Activité mise à jour dans Pipedrive', en: 'Activity updated in Pipedrive' },
  'client-heard': { fr: 'Le client a écrit', en: 'The client wrote' },
  'mail-bounced': { fr: 'Un mail est revenu', en: 'A mail came back' },
  'client-opted-out': { fr: 'Le client ne veut plus de mails', en: 'The client wants no more mails' },
  'request-joined': {
    fr: 'Une demande de compte a rejoint l’affaire',
    en: 'An account request joined the deal',
  },
  'conversion-asked': { fr: 'Étape demandée', en: 'Step asked for' },
  'rules-changed': { fr: 'Les relances ont changé', en: 'Follow-ups changed' },
};
