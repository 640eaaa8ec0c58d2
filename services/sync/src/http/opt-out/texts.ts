import type { Language } from '#core/model/localized.ts';

const fr = {
  title: 'Ne plus recevoir de relances',
  question: 'Nous n’enverrons plus de message de suivi à cette adresse\u00A0:',
  still: 'Vous pourrez toujours nous écrire\u00A0: nous vous répondrons.',
  confirm: 'Ne plus m’écrire',
  doneTitle: 'C’est noté',
  done: 'Nous n’enverrons plus de message de suivi à cette adresse\u00A0:',
  notFoundTitle: 'Lien inconnu',
  notFound:
    'Ce lien n’est pas complet, ou il n’est plus valable. Répondez simplement au message reçu\u00A0: nous cesserons de vous écrire.',
  brokenTitle: 'Ce n’est pas encore noté',
  broken: 'Un incident nous empêche de le noter. Essayez de nouveau dans quelques minutes.',
};

const en: typeof fr = {
  title: 'No more reminders',
  question: 'We will send no more follow-up messages to this address:',
  still: 'You can still write to us: we will answer.',
  confirm: 'Do not write to me any more',
  doneTitle: 'Noted',
  done: 'We will send no more follow-up messages to this address:',
  notFoundTitle: 'Unknown link',
  notFound:
    'This link is not complete, or no longer valid. Simply reply to the message you received: we will stop writing to you.',
  brokenTitle: 'Not noted yet',
  broken: 'An incident keeps us from noting it. Please try again in a few minutes.',
};

/** What the opt-out page says. */
export const optOutTexts: Record<Language, typeof fr> = { fr, en };
