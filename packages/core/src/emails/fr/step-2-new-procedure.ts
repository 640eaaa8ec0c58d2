import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/**
 * "Step 2, nouvelle procédure": the client builds it (DS-38, DS-39), or we do it together and ask for what is needed
 * (DS-43, DS-45, DS-46).
 */
export const step2NewProcedure = composeMail({
  language: 'fr',
  subject: 'Votre nouvelle démarche en ligne\u00A0: à vous de jouer',
  blocks: [
    hello,
    {
      paragraph: `Vos cas d’usage sont validés\u00A0: vous pouvez construire votre démarche${forOrganization}. Connectez-vous à votre compte administrateur, créez le formulaire, puis testez-le de bout en bout avec quelques collègues avant de l’ouvrir à tous.`,
    },
    {
      when: 'documents',
      paragraph: 'Pour la préparer avec vous, il nous faut les éléments suivants\u00A0:',
    },
    { when: 'documents', lines: '{{ documents }}' },
    {
      when: 'documents',
      paragraph:
        'Envoyez-les en réponse à ce message, tels qu’ils sont aujourd’hui\u00A0: rien n’est à refaire.',
    },
    {
      when: 'answerBy',
      paragraph: 'Nous faisons le point sur vos tests au plus tard le {{ answerBy }}.',
    },
    {
      paragraph:
        'Si une partie du formulaire vous résiste, dites-le-nous sans attendre\u00A0: un appel suffit souvent.',
    },
    signature,
  ],
  footer: clientFooter,
});
