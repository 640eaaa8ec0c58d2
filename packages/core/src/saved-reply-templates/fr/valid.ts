import { replyOf } from '../reply-of.ts';

/** To somebody who asks for an account and may have one: the form (demarches-simplifiees.md 1.4). */
export const valid = replyOf([
  'Bonjour {%customer.firstName,fallback=%},',
  'Merci pour votre message. Pour obtenir un compte administrateur, remplissez ce formulaire, cela prend deux minutes : {{formUrl}}',
  'Votre demande est étudiée sous quelques jours ouvrés. Si elle est acceptée, vous recevez un lien pour activer votre compte à l’adresse indiquée dans le formulaire : utilisez votre adresse professionnelle.',
  'Cordialement,\n{%user.firstName,fallback=L’équipe%}',
]);
