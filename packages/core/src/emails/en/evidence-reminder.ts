import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** The document has not come yet. */
export const evidenceReminder = composeMail({
  language: 'en',
  subject: 'Reminder: your account request is waiting for a document',
  blocks: [
    hello,
    {
      paragraph: `We do not seem to have received the document we asked for your administrator account${forOrganization}:`,
    },
    { quote: '{{ document }}' },
    {
      paragraph:
        'Reply to this message with the document attached{% if expiresOn != "" %}, before {{ expiresOn }} if possible{% endif %}. If you do not have it, tell us: we will look for another way.',
    },
    signature,
  ],
  footer,
});
