import { composeMail } from '../layout.ts';
import { inBrackets } from './conversion-phrases.ts';
import { signature } from './phrases.ts';

/**
 * Introduces a client to the administration that owns the procedure they want to use (DS-41): the person who is named
 * is the client, not the reader.
 */
export const introduction = composeMail({
  language: 'fr',
  subject: 'Mise en relation\u00A0: votre démarche «\u00A0{{ procedureName }}\u00A0»',
  blocks: [
    { paragraph: 'Bonjour,' },
    {
      paragraph:
        'Nous nous adressons à vous au sujet de la démarche «\u00A0{{ procedureName }}\u00A0»{% if administration != "" %} que porte {{ administration }}{% endif %}.',
    },
    {
      paragraph: `{% if personName != "" %}{{ personName }}{% else %}Une personne que nous accompagnons{% endif %}${inBrackets} souhaite l’utiliser pour ses propres dossiers, plutôt que d’en construire une autre.`,
    },
    {
      paragraph:
        'Pourriez-vous lui en ouvrir l’accès, ou nous dire comment procéder\u00A0? Répondez à ce message\u00A0: nous ferons le lien.',
    },
    { paragraph: 'Merci d’avance de votre aide.' },
    signature,
  ],
  footer:
    'Ce message vous est adressé parce que vous portez cette démarche. Pour nous écrire\u00A0: {{ replyTo }}',
});
