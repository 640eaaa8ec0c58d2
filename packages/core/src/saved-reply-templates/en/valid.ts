import { replyOf } from '../reply-of.ts';

/** To somebody who asks for an account and may have one: the form (demarches-simplifiees.md 1.4). */
export const valid = replyOf([
  'Hello {%customer.firstName,fallback=%},',
  'Thank you for your message. To get an administrator account, fill in this form, it takes two minutes: {{formUrl}}',
  'Your request is examined within a few working days. If it is accepted, you get a link to activate your account at the address given in the form: use your professional address.',
  'Best regards,\n{%user.firstName,fallback=The team%}',
]);
