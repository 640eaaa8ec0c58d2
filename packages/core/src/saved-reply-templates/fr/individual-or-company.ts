import { replyOf } from '../reply-of.ts';

/** To somebody who seems to be an individual or a company (demarches-simplifiees.md 1.5). */
export const individualOrCompany = replyOf([
  'Bonjour {%customer.firstName,fallback=%},',
  'Merci pour votre message. Les comptes administrateur sont réservés aux administrations et aux organismes publics qui mettent leurs démarches en ligne : nous ne pouvons pas en ouvrir un à un particulier ni à une entreprise.',
  'Pour remplir une démarche, vous n’avez pas besoin de ce compte : utilisez le lien fourni par l’administration qui en est chargée.',
  'Si vous représentez un organisme chargé d’une mission de service public, répondez depuis votre adresse professionnelle ou joignez un document qui l’établit (délibération, arrêté, convention…), puis remplissez ce formulaire : {{formUrl}}',
  'Cordialement,\n{%user.firstName,fallback=L’équipe%}',
]);
