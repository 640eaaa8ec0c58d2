import { replyOf } from '../reply-of.ts';

/** To an organization without a public-service mission. */
export const noPublicService = replyOf([
  'Hello {%customer.firstName,fallback=%},',
  'Thank you for your message. Administrator accounts are reserved for bodies with a public-service mission, and nothing establishes it for yours so far.',
  'If you have one all the same, reply to this message with a document that establishes it (deliberation, order, agreement…): we will examine your request again.',
  'Best regards,\n{%user.firstName,fallback=The team%}',
]);
