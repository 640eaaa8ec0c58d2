import { composeMail } from '../layout.ts';
import { optOutLine, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** The first contact, to be given a moment for a presentation (DS-03). */
export const presentationInvitation = composeMail({
  language: 'fr',
  subject: 'Mettre vos démarches en ligne\u00A0: une présentation de 30 minutes',
  blocks: [
    hello,
    {
      paragraph: `Nous aidons les administrations à publier elles-mêmes leurs démarches en ligne\u00A0: un formulaire à la place du papier, des dossiers complets, et un suivi clair pour vos agents comme pour vos usagers. Nous aimerions vous montrer ce que cela donnerait${forOrganization}.`,
    },
    {
      paragraph:
        'Une présentation prend 30 minutes, en visioconférence ou par téléphone. Nous partons de vos démarches, et vous posez toutes vos questions.',
    },
    {
      paragraph:
        'Quel moment vous conviendrait dans les deux prochaines semaines\u00A0? Répondez simplement à ce message, ou indiquez-nous la personne à qui en parler.',
    },
    signature,
    optOutLine,
  ],
  footer: suspectFooter,
});
