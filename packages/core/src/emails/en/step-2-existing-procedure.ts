import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** "Step 2, existing procedure": somebody else owns the procedure already (DS-40 to DS-42). */
export const step2ExistingProcedure = composeMail({
  language: 'en',
  subject: 'A procedure exists already: {{ procedureName }}',
  blocks: [
    hello,
    {
      paragraph: `Good news: the procedure “{{ procedureName }}” exists already{% if administration != "" %}, owned by {{ administration }}{% endif %}. You can use it${forOrganization} without building anything again.`,
    },
    {
      paragraph:
        'We put you in touch with the administration in charge of it, by a separate message. Your administrator account will let you handle your files there.',
    },
    {
      when: 'demoDay',
      paragraph: 'Our demonstration meeting about this procedure takes place on {{ demoDay }}.',
    },
    {
      when: 'answerBy',
      paragraph: 'Try it with some files: we go through your tests with you by {{ answerBy }} at the latest.',
    },
    { paragraph: 'Any question until then? Reply to this message.' },
    signature,
  ],
  footer: clientFooter,
});
