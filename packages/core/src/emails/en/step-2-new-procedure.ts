import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/**
 * "Step 2, new procedure": the client builds it (DS-38, DS-39), or we do it together and ask for what is needed
 * (DS-43, DS-45, DS-46).
 */
export const step2NewProcedure = composeMail({
  language: 'en',
  subject: 'Your new procedure online: over to you',
  blocks: [
    hello,
    {
      paragraph: `Your use cases are validated: you can build your procedure${forOrganization}. Sign in to your administrator account, make the form, then test it from beginning to end with some colleagues before you open it to everybody.`,
    },
    { when: 'documents', paragraph: 'To prepare it with you, we need the following:' },
    { when: 'documents', lines: '{{ documents }}' },
    {
      when: 'documents',
      paragraph: 'Send them in reply to this message, as they are today: nothing has to be redone.',
    },
    {
      when: 'answerBy',
      paragraph: 'We go through your tests with you by {{ answerBy }} at the latest.',
    },
    {
      paragraph: 'If a part of the form resists, tell us without delay: one call is often enough.',
    },
    signature,
  ],
  footer: clientFooter,
});
