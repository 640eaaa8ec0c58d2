import { replyOf } from '../reply-of.ts';

/** To an organization without a public-service mission. */
export const noPublicService = replyOf([
  'Bonjour {%customer.firstName,fallback=%},',
  'Merci pour votre message. Les comptes administrateur sont réservés aux organismes chargés d’une mission de service public, et rien ne l’établit à ce jour pour le vôtre.',
  'Si c’est pourtant le cas, répondez à ce message en joignant un document qui l’établit (délibération, arrêté, convention…) : nous réexaminerons votre demande.',
  'Cordialement,\n{%user.firstName,fallback=L’équipe%}',
]);
