import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The request was refused: why, and how to come back (DS-18; demarches-simplifiees.md 1.5). */
export const refusal = composeMail({
  language: 'en',
  subject: 'Your request for an administrator account',
  blocks: [
    hello,
    {
      paragraph: `We have examined your request for an administrator account${forOrganization}. We cannot accept it.`,
    },
    { paragraph: 'Reason: {{ reasonLabel }}.' },
    { when: 'note', quote: '{{ note }}' },
    {
      paragraph:
        'These accounts are reserved for administrations and public bodies that put their procedures online.',
    },
    {
      paragraph:
        'If this is your case, reply to this message from your professional address, or attach a document that establishes your mission (deliberation, order, agreement…): we will examine your request again.',
    },
    { paragraph: 'To fill in a procedure, use the link given by the administration in charge of it.' },
    signature,
  ],
  footer,
});
