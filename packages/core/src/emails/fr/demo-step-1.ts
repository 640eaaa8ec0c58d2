import { composeMail } from '../layout.ts';
import { clientFooter, documentationLink } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** "Demande de démo, step 1": the first contact after the account (DS-30 to DS-35). */
export const demoStep1 = composeMail({
  language: 'fr',
  subject: 'Bienvenue\u00A0: parlons de vos démarches',
  blocks: [
    hello,
    {
      paragraph: `Votre compte administrateur${forOrganization} est ouvert, et nous sommes heureux de vous accompagner dans vos premiers pas.`,
    },
    {
      paragraph:
        'En quelques mots\u00A0: vous créez un formulaire, vous le publiez, vos usagers le remplissent en ligne, et vos agents instruisent les dossiers au même endroit, sans développement ni installation.',
    },
    documentationLink,
    {
      paragraph:
        'Pour la suite, nous avons besoin de vous\u00A0: pouvez-vous nous envoyer la liste des démarches que vous aimeriez mettre en ligne\u00A0? Pour chacune, une ligne suffit\u00A0: son nom, qui la remplit, et combien de dossiers par an environ.',
    },
    {
      when: 'answerBy',
      paragraph:
        'Nous étudions votre liste et revenons vers vous au plus tard le {{ answerBy }}, avec une proposition pour chaque démarche.',
    },
    { paragraph: 'D’ici là, nous restons à votre disposition\u00A0: répondez simplement à ce message.' },
    signature,
  ],
  footer: clientFooter,
});
