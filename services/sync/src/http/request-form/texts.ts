import type { Language } from '#core/model/localized.ts';

const fr = {
  title: 'Demande de compte administrateur',
  lead: 'Vous représentez un organisme public ou une association et souhaitez proposer vos démarches en ligne\u00A0? Dites-nous qui vous êtes\u00A0: notre équipe étudie chaque demande.',
  otherLanguage: 'English',
  errorTitle: 'Erreur\u00A0: ',
  toCorrect: 'Votre demande n’est pas encore envoyée. À corriger\u00A0:',
  required: 'obligatoire',
  optional: 'facultatif',
  name: 'Prénom et nom',
  email: 'E-mail professionnel',
  organization: 'Organisme',
  siren: 'SIREN ou SIRET',
  sirenHint: '9 ou 14 chiffres. Il nous aide à vous répondre plus vite.',
  phone: 'Téléphone',
  need: 'Votre besoin',
  needHint: 'Les démarches que vous voulez mettre en ligne, le nombre de dossiers par an, l’échéance…',
  website: 'Laissez ce champ vide',
  send: 'Envoyer la demande',
  privacy: 'Vos données personnelles',
  'problem-missing': 'Remplissez ce champ.',
  'problem-too-long': 'Ce texte est trop long\u00A0: raccourcissez-le.',
  'problem-not-an-address': 'Indiquez une adresse e-mail, par exemple nom@example.org.',
  'problem-not-a-siren':
    'Indiquez les 9 chiffres du SIREN ou les 14 chiffres du SIRET, ou laissez ce champ vide.',
  'problem-not-empty': 'Videz ce champ\u00A0: il sert à reconnaître les robots.',
  awayTitle: 'Votre demande n’a pas pu être enregistrée',
  away: 'Le service est indisponible pour un instant. Rien n’est perdu\u00A0: ce que vous avez écrit est ci-dessous. Envoyez-le à nouveau dans une minute.',
  notFoundTitle: 'Page introuvable',
  notFound:
    'Cette adresse n’existe pas. Vérifiez qu’elle est entière, ou revenez au formulaire qui vous a été indiqué.',
  tooManyTitle: 'Trop de demandes en peu de temps',
  tooMany:
    'Votre demande n’est pas envoyée. Ce que vous avez écrit est ci-dessous\u00A0: envoyez-le à nouveau ',
  brokenTitle: 'La page n’a pas pu être affichée',
  broken: 'Revenez en arrière et réessayez dans une minute. Rien de ce qui était enregistré n’est perdu.',
  unreadable: 'Votre envoi n’a pas pu être lu. Revenez au formulaire et envoyez-le à nouveau.',
  pageTitle: 'Suivi de votre demande',
  pageFor: 'Demande de compte administrateur pour ',
  keepAddress:
    'Gardez l’adresse de cette page\u00A0: elle seule permet d’y revenir. Rechargez-la pour voir où en est votre demande.',
  steps: 'Étapes de votre demande',
  current: 'en ce moment',
  'step-received': 'Demande reçue',
  'step-examined': 'Demande étudiée par notre équipe',
  'step-answered': 'Réponse',
  'now-received': 'Votre demande est bien reçue',
  'now-received-more': 'Elle est enregistrée et va être transmise à notre équipe.',
  'now-examined': 'Votre demande est à l’étude',
  'now-examined-more': 'Notre équipe la regarde. Vous recevrez la réponse par e-mail.',
  'now-document': 'Un document vous est demandé',
  'now-document-more': 'Répondez à l’e-mail que nous vous avons envoyé en joignant le document.',
  'now-accepted': 'Votre demande est acceptée',
  'now-accepted-more':
    'Consultez votre boîte aux lettres électronique\u00A0: un e-mail vous explique comment accéder à votre compte. Pensez à regarder dans les indésirables.',
  'now-refused': 'Votre demande n’a pas été acceptée',
  'now-refused-more': 'Un e-mail vous explique pourquoi et comment nous écrire.',
  'now-closed': 'Votre demande est close ici',
  'now-closed-more':
    'Notre équipe vous répond directement. Si vous avez déjà un compte, connectez-vous avec votre adresse habituelle.',
  document: 'Document demandé',
  reason: 'Motif',
  note: 'Précision',
};

export type TextKey = keyof typeof fr;

const en: Record<TextKey, string> = {
  title: 'Request for an administrator account',
  lead: 'You represent a public body or an association and would like to offer your procedures online? Tell us who you are: our team looks at every request.',
  otherLanguage: 'Français',
  errorTitle: 'Error: ',
  toCorrect: 'Your request is not sent yet. To be corrected:',
  required: 'required',
  optional: 'optional',
  name: 'First and last name',
  email: 'Work e-mail',
  organization: 'Organization',
  siren: 'SIREN or SIRET',
  sirenHint: '9 or 14 digits. It helps us to answer sooner.',
  phone: 'Phone',
  need: 'What you need',
  needHint: 'The procedures you want to put online, the number of files a year, your deadline…',
  website: 'Leave this field empty',
  send: 'Send the request',
  privacy: 'Your personal data',
  'problem-missing': 'Fill this field in.',
  'problem-too-long': 'This text is too long: shorten it.',
  'problem-not-an-address': 'Give an e-mail address, for example name@example.org.',
  'problem-not-a-siren':
    'Give the 9 digits of the SIREN or the 14 digits of the SIRET, or leave this field empty.',
  'problem-not-empty': 'Empty this field: it is there to tell robots.',
  awayTitle: 'Your request could not be recorded',
  away: 'The service is away for a moment. Nothing is lost: what you wrote is below. Send it again in a minute.',
  notFoundTitle: 'Page not found',
  notFound:
    'This address does not exist. Check that it is complete, or go back to the form you were told of.',
  tooManyTitle: 'Too many requests in a short time',
  tooMany: 'Your request is not sent. What you wrote is below: send it again ',
  brokenTitle: 'The page could not be shown',
  broken: 'Go back and try again in a minute. Nothing that was recorded is lost.',
  unreadable: 'What you sent could not be read. Go back to the form and send it again.',
  pageTitle: 'Your request, step by step',
  pageFor: 'Request for an administrator account for ',
  keepAddress:
    'Keep the address of this page: it alone leads back here. Reload it to see how far your request is.',
  steps: 'Steps of your request',
  current: 'now',
  'step-received': 'Request received',
  'step-examined': 'Our team looks at the request',
  'step-answered': 'Answer',
  'now-received': 'We have received your request',
  'now-received-more': 'It is recorded and about to be passed on to our team.',
  'now-examined': 'Your request is being looked at',
  'now-examined-more': 'Our team is on it. You will get the answer by e-mail.',
  'now-document': 'A document is asked for',
  'now-document-more': 'Answer the e-mail we sent you, with the document attached.',
  'now-accepted': 'Your request is accepted',
  'now-accepted-more':
    'Look at your mailbox: an e-mail tells you how to get into your account. Look among the unwanted mail too.',
  'now-refused': 'Your request was not accepted',
  'now-refused-more': 'An e-mail tells you why, and how to write to us.',
  'now-closed': 'Your request is closed here',
  'now-closed-more':
    'Our team answers you directly. If you have an account already, sign in with your usual address.',
  document: 'Document asked for',
  reason: 'Reason',
  note: 'Note',
};

/** Every sentence of the public form and the requester’s page. */
export const formTexts: Record<Language, Record<TextKey, string>> = { fr, en };

/** "dans 3 minutes": a number of seconds in words, rounded up. */
export function waitText(seconds: number, language: Language): string {
  const minutes = Math.ceil(seconds / 60);
  const written = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return minutes < 60 ? written.format(minutes, 'minute') : written.format(Math.ceil(minutes / 60), 'hour');
}
