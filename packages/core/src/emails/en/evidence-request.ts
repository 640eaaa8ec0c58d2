import { composeMail } from '../layout.ts';
import { footer, forOrganization, hello, signature } from './phrases.ts';

/** A document is missing before the request can be decided. */
export const evidenceRequest = composeMail({
  language: 'en',
  subject: 'Your account request: a document to send us',
  blocks: [
    hello,
    {
      paragraph: `To examine your request for an administrator account${forOrganization}, we need one more document:`,
    },
    { quote: '{{ document }}' },
    { when: 'note', paragraph: '{{ note }}' },
    {
      paragraph:
        'Reply to this message with the document attached{% if expiresOn != "" %}, before {{ expiresOn }} if possible{% endif %}. Your request stays open.',
    },
    signature,
  ],
  footer,
});
