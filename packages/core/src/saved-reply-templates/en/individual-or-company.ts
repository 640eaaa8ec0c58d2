import { replyOf } from '../reply-of.ts';

/** To somebody who seems to be an individual or a company (demarches-simplifiees.md 1.5). */
export const individualOrCompany = replyOf([
  'Hello {%customer.firstName,fallback=%},',
  'Thank you for your message. Administrator accounts are reserved for administrations and public bodies that put their procedures online: we cannot open one for an individual or a company.',
  'To fill in a procedure you do not need this account: use the link given by the administration in charge of it.',
  'If you represent a body with a public-service mission, reply from your professional address or attach a document that establishes it (deliberation, order, agreement…), then fill in this form: {{formUrl}}',
  'Best regards,\n{%user.firstName,fallback=The team%}',
]);
