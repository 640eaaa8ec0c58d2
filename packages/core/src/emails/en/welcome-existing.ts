import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was accepted, and the person already has an account: no new password (E-34). */
export const welcomeExisting = composeMail({
  language: 'en',
  subject: 'You already have an administrator account',
  blocks: [
    hello,
    { paragraph: `Your request for an administrator account${forOrganization} has been accepted.` },
    {
      paragraph:
        'An account already exists for your address: there is nothing to activate, sign in as usual with your current password.',
    },
    {
      paragraph:
        'If you have forgotten it, choose “Forgotten password” on the sign-in page. If you cannot sign in, reply to this message.',
    },
    signature,
  ],
  footer,
});
