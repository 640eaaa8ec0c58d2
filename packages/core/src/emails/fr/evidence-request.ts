import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** A document is missing before the request can be decided. */
export const evidenceRequest = composeMail({
  language: 'fr',
  subject: 'Votre demande de compte\u00A0: un document à nous envoyer',
  blocks: [
    hello,
    {
      paragraph: `Pour étudier votre demande de compte administrateur${forOrganization}, il nous manque un document\u00A0:`,
    },
    { quote: '{{ document }}' },
    { when: 'note', paragraph: '{{ note }}' },
    {
      paragraph:
        'Répondez à ce message en le joignant{% if expiresOn != "" %}, avant le {{ expiresOn }} si possible{% endif %}. Votre demande reste ouverte.',
    },
    signature,
  ],
  footer,
});
