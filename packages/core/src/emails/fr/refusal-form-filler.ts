import { composeMail } from '../layout.ts';
import { footer, hello, signature } from './phrases.ts';

/** The person wanted to fill in a form, not to publish one (demarches-simplifiees.md 1.5). */
export const refusalFormFiller = composeMail({
  language: 'fr',
  subject: 'Votre demande de compte administrateur',
  blocks: [
    hello,
    {
      paragraph:
        'Vous avez demandé un compte administrateur. Ces comptes servent aux administrations à publier leurs démarches\u00A0; vous n’en avez pas besoin pour en remplir une.',
    },
    {
      paragraph:
        'Pour remplir une démarche, utilisez le lien fourni par l’administration qui en est chargée\u00A0: il figure sur son site ou dans ses courriers. C’est elle aussi qui répond aux questions sur votre dossier.',
    },
    { when: 'note', quote: '{{ note }}' },
    {
      paragraph:
        'Si vous travaillez pour un organisme public et souhaitez publier une démarche, répondez à ce message depuis votre adresse professionnelle.',
    },
    signature,
  ],
  footer,
});
