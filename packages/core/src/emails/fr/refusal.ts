import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was refused: why, and how to come back (DS-18; demarches-simplifiees.md 1.5). */
export const refusal = composeMail({
  language: 'fr',
  subject: 'Votre demande de compte administrateur',
  blocks: [
    hello,
    {
      paragraph: `Nous avons étudié votre demande de compte administrateur${forOrganization}. Nous ne pouvons pas y donner suite.`,
    },
    { paragraph: 'Motif\u00A0: {{ reasonLabel }}.' },
    { when: 'note', quote: '{{ note }}' },
    {
      paragraph:
        'Ces comptes sont réservés aux administrations et aux organismes publics qui mettent leurs démarches en ligne.',
    },
    {
      paragraph:
        'Si c’est votre cas, répondez à ce message depuis votre adresse professionnelle, ou joignez un document qui établit votre mission (délibération, arrêté, convention…)\u00A0: nous réexaminerons votre demande.',
    },
    {
      paragraph:
        'Pour remplir une démarche, utilisez le lien fourni par l’administration qui en est chargée.',
    },
    signature,
  ],
  footer,
});
