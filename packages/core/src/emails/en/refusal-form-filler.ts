import { composeMail } from '../layout.ts';
import { footer, hello, signature } from './phrases.ts';

/** The person wanted to fill in a form, not to publish one (demarches-simplifiees.md 1.5). */
export const refusalFormFiller = composeMail({
  language: 'en',
  subject: 'Your request for an administrator account',
  blocks: [
    hello,
    {
      paragraph:
        'You asked for an administrator account. Administrations use these accounts to publish their procedures; you do not need one to fill in a procedure.',
    },
    {
      paragraph:
        'To fill in a procedure, use the link given by the administration in charge of it: you find it on its site or in its letters. It also answers the questions about your file.',
    },
    { when: 'note', quote: '{{ note }}' },
    {
      paragraph:
        'If you work for a public body and wish to publish a procedure, reply to this message from your professional address.',
    },
    signature,
  ],
  footer,
});
