import { replyOf } from '../reply-of.ts';

/** To somebody who wants to fill in a form, not to publish one (demarches-simplifiees.md 1.5). */
export const formFiller = replyOf([
  'Bonjour {%customer.firstName,fallback=%},',
  'Merci pour votre message. Le compte administrateur sert aux administrations à publier leurs démarches ; vous n’en avez pas besoin pour en remplir une.',
  'Utilisez le lien fourni par l’administration qui en est chargée : il figure sur son site ou dans ses courriers. C’est elle aussi qui répond aux questions sur votre dossier.',
  'Cordialement,\n{%user.firstName,fallback=L’équipe%}',
]);
