import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was accepted and an account waits to be activated (DS-15). */
export const welcome = composeMail({
  language: 'fr',
  subject: 'Votre compte administrateur est prêt',
  blocks: [
    hello,
    { paragraph: `Votre demande de compte administrateur${forOrganization} est acceptée.` },
    { paragraph: 'Pour activer votre compte et choisir votre mot de passe, suivez ce lien\u00A0:' },
    { button: { label: 'Activer mon compte', link: '{{ activationLink }}' } },
    {
      when: 'expiresOn',
      paragraph:
        'Ce lien est valable jusqu’au {{ expiresOn }}. Passé cette date, répondez à ce message\u00A0: nous vous en enverrons un nouveau.',
    },
    { paragraph: 'Une question\u00A0? Répondez à ce message, nous vous aiderons à démarrer.' },
    signature,
  ],
  footer,
});
