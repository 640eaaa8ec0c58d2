import { composeMail } from '../layout.ts';
import { footer, hello, signature } from './phrases.ts';

/** The link to activate an account, once more: it was not found, or has expired. */
export const activationRenewal = composeMail({
  language: 'fr',
  subject: 'Votre lien pour activer votre compte administrateur',
  blocks: [
    hello,
    { paragraph: 'Voici le lien pour activer votre compte administrateur\u00A0:' },
    { button: { label: 'Activer mon compte', link: '{{ activationLink }}' } },
    { when: 'expiresOn', paragraph: 'Ce lien est valable jusqu’au {{ expiresOn }}.' },
    signature,
  ],
  footer,
});
