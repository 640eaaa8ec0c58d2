import { OutsideError } from '../../connectors/errors.ts';

/** How often it is looked whether follow-ups are switched on again. */
const switchedOffRetryMs = 60 * 60_000;

/** The client asked for no mails: a colleague who writes one hears of it. */
export function wantsNoMails(to: string): OutsideError {
  return new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: { fr: `${to} ne veut plus recevoir de mails`, en: `${to} wants no more mails` },
    detail: {
      fr: 'Le client l’a demandé : le mail n’est pas parti. Appelez-le, ou écrivez-lui vous-même s’il vous a sollicité ; annulez ensuite cette étape.',
      en: 'The client asked for it: the mail was not sent. Call them, or write yourself if they contacted you; then undo this step.',
    },
  });
}

/** The deal of a follow-up is gone: nobody is written to about it. */
export function dealGone(): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'not-found',
    title: { fr: 'L’affaire n’existe plus dans Pipedrive', en: 'The deal no longer exists in Pipedrive' },
    detail: {
      fr: 'La relance n’est pas partie. Rétablissez l’affaire dans Pipedrive puis réessayez, ou arrêtez la relance.',
      en: 'The follow-up was not sent. Restore the deal in Pipedrive and retry, or stop the follow-up.',
    },
  });
}

/** A follow-up waits for the hours in which mails leave. */
export function outsideHours(retryAfterMs: number): OutsideError {
  return new OutsideError({
    vendor: 'mail',
    word: 'retry-later',
    heldBack: true,
    retryAfterMs,
    title: { fr: 'La relance attend les heures d’envoi', en: 'The follow-up waits for the hours of mails' },
    detail: {
      fr: 'Rien à faire : elle part toute seule dans les prochaines heures d’envoi, sauf si le client répond d’ici là.',
      en: 'Nothing to do: it leaves by itself in the next hours of mails, unless the client answers before.',
    },
  });
}

/** The company follows no deals any more, or not now: its follow-ups stay here. */
export function switchedOff(): OutsideError {
  return new OutsideError({
    vendor: 'mail',
    word: 'retry-later',
    heldBack: true,
    retryAfterMs: switchedOffRetryMs,
    title: { fr: 'Le suivi commercial est désactivé', en: 'Following deals is switched off' },
    detail: {
      fr: 'La relance n’est pas partie. Elle attend qu’un administrateur active de nouveau le suivi commercial dans les réglages (« conversion.enabled »).',
      en: 'The follow-up was not sent. It waits until an administrator switches following deals on again in the settings (“conversion.enabled”).',
    },
  });
}
