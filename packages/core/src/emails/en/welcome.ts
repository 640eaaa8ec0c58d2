import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was accepted and an account waits to be activated (DS-15). */
export const welcome = composeMail({
  language: 'en',
  subject: 'Your administrator account is ready',
  blocks: [
    hello,
    { paragraph: `Your request for an administrator account${forOrganization} has been accepted.` },
    { paragraph: 'To activate your account and choose your password, follow this link:' },
    { button: { label: 'Activate my account', link: '{{ activationLink }}' } },
    {
      when: 'expiresOn',
      paragraph:
        'This link is valid until {{ expiresOn }}. After that date, reply to this message and we will send you a new one.',
    },
    { paragraph: 'Any question? Reply to this message, we will help you to get started.' },
    signature,
  ],
  footer,
});
