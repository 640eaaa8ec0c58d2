import { composeMail } from '../layout.ts';
import { optOutLine, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** The first contact, to be given a moment for a presentation (DS-03). */
export const presentationInvitation = composeMail({
  language: 'en',
  subject: 'Putting your procedures online: a presentation in 30 minutes',
  blocks: [
    hello,
    {
      paragraph: `We help administrations to publish their procedures online by themselves: a form instead of paper, complete files, and a clear view of where each one stands, for your staff and for the people they serve. We would like to show you what this would look like${forOrganization}.`,
    },
    {
      paragraph:
        'A presentation takes 30 minutes, by video or by phone. We start from your own procedures, and you ask all your questions.',
    },
    {
      paragraph:
        'Which moment would suit you within the next two weeks? Just reply to this message, or tell us whom to talk to.',
    },
    signature,
    optOutLine,
  ],
  footer: suspectFooter,
});
