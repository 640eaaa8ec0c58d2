import { composeMail } from '../layout.ts';
import { documentationLink, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** What was promised at the presentation: the documentation (DS-04). */
export const documentation = composeMail({
  language: 'en',
  subject: 'The documentation, after our presentation',
  blocks: [
    hello,
    {
      paragraph:
        'Thank you for the time you gave us. As agreed, here is what you need to form a precise idea and to talk about it with others.',
    },
    { when: 'attachments', paragraph: 'Attached: {{ attachments }}.' },
    documentationLink,
    {
      paragraph: `The next step is simple: an administrator account${forOrganization}, with which you publish your first procedure. Reply to this message when you wish to open it.`,
    },
    { paragraph: 'Any question, anything to make clearer? We are at your disposal.' },
    signature,
  ],
  footer: suspectFooter,
});
