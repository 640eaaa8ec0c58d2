import { composeMail } from '../layout.ts';
import { clientFooter, documentationLink } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** "Request for a demo, step 1": the first contact after the account (DS-30 to DS-35). */
export const demoStep1 = composeMail({
  language: 'en',
  subject: 'Welcome: let us talk about your procedures',
  blocks: [
    hello,
    {
      paragraph: `Your administrator account${forOrganization} is open, and we are glad to go with you through the first steps.`,
    },
    {
      paragraph:
        'In a few words: you build a form, you publish it, people fill it in online, and your staff handle the files in the same place, with nothing to develop or install.',
    },
    documentationLink,
    {
      paragraph:
        'For what comes next we need you: could you send us the list of the procedures you would like to put online? One line each is enough: its name, who fills it in, and about how many files a year.',
    },
    {
      when: 'answerBy',
      paragraph:
        'We study your list and come back to you by {{ answerBy }} at the latest, with a proposal for each procedure.',
    },
    { paragraph: 'Until then we are at your disposal: just reply to this message.' },
    signature,
  ],
  footer: clientFooter,
});
