import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The document has not come yet. */
export const evidenceReminder = composeMail({
  language: 'fr',
  subject: 'Rappel\u00A0: votre demande de compte attend un document',
  blocks: [
    hello,
    {
      paragraph: `Sauf erreur de notre part, nous n’avons pas encore reçu le document demandé pour votre compte administrateur${forOrganization}\u00A0:`,
    },
    { quote: '{{ document }}' },
    {
      paragraph:
        'Répondez à ce message en le joignant{% if expiresOn != "" %}, avant le {{ expiresOn }} si possible{% endif %}. Si vous ne l’avez pas, dites-le-nous\u00A0: nous chercherons une autre solution.',
    },
    signature,
  ],
  footer,
});
