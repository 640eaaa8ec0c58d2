import type { Localized } from './model/localized.ts';

/** What the service does for conversations of the help desk, for staff. */
export const conversationEffectWords = {
  'read-conversation': { fr: 'Lire la conversation', en: 'Read the conversation' },
  'follow-merge': { fr: 'Suivre la fusion de la conversation', en: 'Follow the merged conversation' },
  'link-conversation': {
    fr: 'Relier la conversation à sa demande',
    en: 'Link the conversation to its request',
  },
  'find-conversations': { fr: 'Chercher des conversations', en: 'Look for conversations' },
  'tell-conversation': { fr: 'Informer la conversation', en: 'Tell the conversation' },
  'tell-request': { fr: 'Informer la demande', en: 'Tell the request' },
  'tag-conversation': { fr: 'Étiqueter la conversation', en: 'Tag the conversation' },
  'note-on-conversation': { fr: 'Noter dans la conversation', en: 'Note on the conversation' },
  'place-draft': { fr: 'Placer la réponse', en: 'Place the reply' },
  'update-customer-properties': {
    fr: 'Mettre à jour le client Help Scout',
    en: 'Update the Help Scout customer',
  },
  'warn-of-waiting': { fr: 'Prévenir d’une réponse attendue', en: 'Warn that an answer is due' },
} satisfies Record<string, Localized>;

/** What happened to them, for staff. */
export const conversationEventWords = {
  'conversation-hinted': { fr: 'La conversation a changé', en: 'The conversation changed' },
  'conversation-recognised': { fr: 'Conversation sur un compte', en: 'Conversation about an account' },
  'conversation-link-requested': { fr: 'Demande choisie', en: 'Request chosen' },
  'request-told': { fr: 'La demande a changé', en: 'The request changed' },
  'saved-reply-requested': { fr: 'Réponse enregistrée placée', en: 'Saved reply placed' },
} satisfies Record<string, Localized>;
