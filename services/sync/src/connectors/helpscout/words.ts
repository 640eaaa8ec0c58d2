import type { Problem } from '#core/model/problem.ts';

/** Help Scout refuses a token it has just given (helpscout.md 1). */
export const accessRefused: Problem = {
  word: 'sign-in-again',
  title: { fr: 'Help Scout refuse notre accès', en: 'Help Scout refuses our access' },
  detail: {
    fr: 'La personne à qui appartient l’application Help Scout a sans doute été désactivée, ou n’a plus le droit d’utiliser l’API. Un administrateur de Help Scout la réactive, ou crée l’application au nom de quelqu’un d’autre (Your Profile > My Apps) et met à jour HELPSCOUT_APP_ID et HELPSCOUT_APP_SECRET. Le travail reprend ensuite tout seul.',
    en: 'The person who owns the Help Scout app was probably deactivated, or may not use the API any more. A Help Scout administrator reactivates them, or creates the app under somebody else (Your Profile > My Apps) and updates HELPSCOUT_APP_ID and HELPSCOUT_APP_SECRET. The work then goes on by itself.',
  },
};

/** Help Scout gives no token for the app's id and secret. */
export const appUnknown: Problem = {
  word: 'sign-in-again',
  title: { fr: 'Help Scout ne reconnaît pas notre application', en: 'Help Scout does not recognise our app' },
  detail: {
    fr: 'L’équipe qui exploite Passerelle corrige HELPSCOUT_APP_ID et HELPSCOUT_APP_SECRET d’après Your Profile > My Apps, et vérifie que la personne à qui appartient l’application est active.',
    en: 'The team that operates Passerelle corrects HELPSCOUT_APP_ID and HELPSCOUT_APP_SECRET from Your Profile > My Apps, and makes sure that the person who owns the app is active.',
  },
};

/** A token has the rights of the person behind the app, and no others (helpscout.md 1). */
export const rightMissing: Problem = {
  word: 'sign-in-again',
  title: {
    fr: 'Help Scout ne permet pas cette action à Passerelle',
    en: 'Help Scout does not let Passerelle do this',
  },
  detail: {
    fr: 'La personne à qui appartient l’application Help Scout n’a pas ce droit : un administrateur de Help Scout lui donne accès à la boîte de réception et à l’API, puis relancez.',
    en: 'The person who owns the Help Scout app lacks this right: a Help Scout administrator gives them access to the inbox and to the API, then retry.',
  },
};

/** A write into a conversation that is not there under this id any more (helpscout.md 2.1). */
export const conversationMoved: Problem = {
  word: 'not-found',
  title: {
    fr: 'La conversation Help Scout a été fusionnée avec une autre',
    en: 'The Help Scout conversation was merged into another one',
  },
  detail: {
    fr: 'Ouvrez la conversation qui reste et recommencez là.',
    en: 'Open the conversation that is left and do it there.',
  },
};

/** A reply was taken, but not under which id: the next try finds it in the conversation. */
export const replyUnnamed: Problem = {
  word: 'retry-later',
  title: {
    fr: 'Help Scout n’a pas dit quelle réponse il a enregistrée',
    en: 'Help Scout did not say which reply it kept',
  },
  detail: {
    fr: 'Rien à faire : Passerelle la cherche dans la conversation avant de la refaire.',
    en: 'Nothing to do: Passerelle looks for it in the conversation before it repeats it.',
  },
};
