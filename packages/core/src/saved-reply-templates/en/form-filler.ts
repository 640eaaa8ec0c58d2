import { replyOf } from '../reply-of.ts';

/** To somebody who wants to fill in a form, not to publish one (demarches-simplifiees.md 1.5). */
export const formFiller = replyOf([
  'Hello {%customer.firstName,fallback=%},',
  'Thank you for your message. The administrator account lets administrations publish their procedures; you do not need one to fill one in.',
  'Use the link given by the administration in charge of it: it is on its website or in its letters. It also answers questions about your file.',
  'Best regards,\n{%user.firstName,fallback=The team%}',
]);
