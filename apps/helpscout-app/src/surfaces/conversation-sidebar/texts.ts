import type { Text } from '../../words.ts';

/** What the sidebar says before it knows the conversation, and what all its parts say. */
export const texts = {
  loading: { fr: 'Chargement de la conversation…', en: 'Loading the conversation…' },
  retry: { fr: 'Réessayer', en: 'Try again' },
  copied: { fr: 'Texte copié', en: 'Text copied' },
  new_tab: { fr: '{title} (nouvel onglet)', en: '{title} (new tab)' },
  part_away: {
    fr: 'Cette partie n’a pas pu être chargée. Rouvrez la conversation.',
    en: 'This part could not be loaded. Open the conversation again.',
  },
  no_conversation: {
    fr: 'Cette conversation n’est pas encore enregistrée. Envoyez-la ou rouvrez-la.',
    en: 'This conversation is not saved yet. Send it or open it again.',
  },
} satisfies Record<string, Text>;
