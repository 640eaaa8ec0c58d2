import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** "Step 2, procédure existante": somebody else owns the procedure already (DS-40 to DS-42). */
export const step2ExistingProcedure = composeMail({
  language: 'fr',
  subject: 'Une démarche existe déjà\u00A0: {{ procedureName }}',
  blocks: [
    hello,
    {
      paragraph: `Bonne nouvelle\u00A0: la démarche «\u00A0{{ procedureName }}\u00A0» existe déjà{% if administration != "" %}, portée par {{ administration }}{% endif %}. Vous pouvez vous en servir${forOrganization} sans rien reconstruire.`,
    },
    {
      paragraph:
        'Nous vous mettons en relation avec l’administration qui en est chargée, par un message séparé. Votre compte administrateur vous permettra d’y instruire vos dossiers.',
    },
    {
      when: 'demoDay',
      paragraph: 'Notre réunion de démonstration sur cette démarche a lieu le {{ demoDay }}.',
    },
    {
      when: 'answerBy',
      paragraph:
        'Essayez-la avec quelques dossiers\u00A0: nous faisons le point sur vos tests au plus tard le {{ answerBy }}.',
    },
    { paragraph: 'Une question d’ici là\u00A0? Répondez à ce message.' },
    signature,
  ],
  footer: clientFooter,
});
