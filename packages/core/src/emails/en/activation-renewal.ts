import { composeMail } from '../layout.ts';
import { footer, hello, signature } from './phrases.ts';

/** The link to activate an account, once more: it was not found, or has expired. */
export const activationRenewal = composeMail({
  language: 'en',
  subject: 'Your link to activate your administrator account',
  blocks: [
    hello,
    { paragraph: 'This is the link to activate your administrator account:' },
    { button: { label: 'Activate my account', link: '{{ activationLink }}' } },
    { when: 'expiresOn', paragraph: 'This link is valid until {{ expiresOn }}.' },
    signature,
  ],
  footer,
});
