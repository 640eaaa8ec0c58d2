import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was accepted, and the person already has an account: no new password (E-34). */
export const welcomeExisting = composeMail({
  language: 'fr',
  subject: 'Vous avez déjà un compte administrateur',
  blocks: [
    hello,
    { paragraph: `Votre demande de compte administrateur${forOrganization} est acceptée.` },
    {
      paragraph:
        'Un compte existe déjà à votre adresse\u00A0: rien à activer, connectez-vous comme d’habitude avec votre mot de passe actuel.',
    },
    {
      paragraph:
        'Si vous l’avez oublié, choisissez «\u00A0Mot de passe oublié\u00A0» sur la page de connexion. Si la connexion ne fonctionne pas, répondez à ce message.',
    },
    signature,
  ],
  footer,
});
