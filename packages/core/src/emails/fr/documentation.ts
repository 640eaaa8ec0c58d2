import { composeMail } from '../layout.ts';
import { documentationLink, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** What was promised at the presentation: the documentation (DS-04). */
export const documentation = composeMail({
  language: 'fr',
  subject: 'La documentation, suite à notre présentation',
  blocks: [
    hello,
    {
      paragraph:
        'Merci du temps que vous nous avez accordé. Comme convenu, voici de quoi vous faire une idée précise et en parler autour de vous.',
    },
    { when: 'attachments', paragraph: 'En pièce jointe\u00A0: {{ attachments }}.' },
    documentationLink,
    {
      paragraph: `La prochaine étape est simple\u00A0: un compte administrateur${forOrganization}, avec lequel vous publiez votre première démarche. Répondez à ce message quand vous souhaitez l’ouvrir.`,
    },
    { paragraph: 'Une question, un point à préciser\u00A0? Nous sommes à votre disposition.' },
    signature,
  ],
  footer: suspectFooter,
});
