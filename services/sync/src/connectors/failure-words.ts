import type { Problem, ProblemWord } from '#core/model/problem.ts';
import type { Vendor } from './errors.ts';

/** What went wrong at the outside, before it is put into words. */
export type Situation =
  | 'unreachable'
  | 'overloaded'
  | 'down'
  | 'credentials'
  | 'unpaid'
  | 'scope'
  | 'missing-scope'
  | 'blocked'
  | 'missing'
  | 'refused'
  | 'moved'
  | 'unreadable';

interface Name {
  fr: string;
  en: string;
}

const names: Record<Vendor, Name> = {
  pipedrive: { fr: 'Pipedrive', en: 'Pipedrive' },
  accounts: { fr: 'l’annuaire des comptes', en: 'the account directory' },
  mail: { fr: 'le serveur de mail', en: 'the mail server' },
  slack: { fr: 'Slack', en: 'Slack' },
  helpscout: { fr: 'Help Scout', en: 'Help Scout' },
};

interface Wording {
  word: ProblemWord;
  title: (name: Name) => Name;
  detail: Name;
}

const waiting: Name = {
  fr: 'Rien à faire : Passerelle réessaie toute seule.',
  en: 'Nothing to do: Passerelle tries again by itself.',
};

const wordings: Record<Situation, Wording> = {
  unreachable: {
    word: 'retry-later',
    title: (name) => ({ fr: `${name.fr} ne répond pas`, en: `${name.en} does not answer` }),
    detail: waiting,
  },
  overloaded: {
    word: 'retry-later',
    title: (name) => ({ fr: `${name.fr} demande d’attendre`, en: `${name.en} asks to wait` }),
    detail: {
      fr: `La limite d’appels est atteinte. ${waiting.fr}`,
      en: `The limit of calls is reached. ${waiting.en}`,
    },
  },
  down: {
    word: 'retry-later',
    title: (name) => ({ fr: `${name.fr} est en panne`, en: `${name.en} is down` }),
    detail: waiting,
  },
  credentials: {
    word: 'sign-in-again',
    title: (name) => ({ fr: `${name.fr} refuse notre accès`, en: `${name.en} refuses our access` }),
    detail: {
      fr: 'Un administrateur doit renouveler le jeton ou la connexion, puis relancer.',
      en: 'An administrator has to renew the token or the connection, then retry.',
    },
  },
  unpaid: {
    word: 'sign-in-again',
    title: (name) => ({ fr: `${name.fr} a suspendu le compte`, en: `${name.en} has suspended the account` }),
    detail: {
      fr: 'Un administrateur doit rétablir l’abonnement, puis relancer.',
      en: 'An administrator has to restore the subscription, then retry.',
    },
  },
  scope: {
    word: 'sign-in-again',
    title: (name) => ({
      fr: `${name.fr} ne nous permet pas cette action`,
      en: `${name.en} does not allow this action`,
    }),
    detail: {
      fr: 'Un administrateur doit donner ce droit à Passerelle, puis relancer.',
      en: 'An administrator has to give Passerelle this right, then retry.',
    },
  },
  'missing-scope': {
    // Not `rejected`: the work waits and goes on when the app has been installed with the permission.
    word: 'sign-in-again',
    title: (name) => ({
      fr: `Une autorisation manque à Passerelle dans ${name.fr}`,
      en: `Passerelle lacks a permission in ${name.en}`,
    }),
    detail: {
      fr: 'Il manque une autorisation (scope) à l’application. Un administrateur de Pipedrive doit l’installer de nouveau avec toutes les autorisations (npm run doctor les liste) ; le travail reprend ensuite tout seul.',
      en: 'The app lacks a permission (scope). A Pipedrive administrator has to install it again with all of its permissions (npm run doctor lists them); the work then goes on by itself.',
    },
  },
  blocked: {
    word: 'retry-later',
    title: (name) => ({
      fr: `${name.fr} nous bloque pour un moment`,
      en: `${name.en} blocks us for a while`,
    }),
    detail: waiting,
  },
  missing: {
    word: 'not-found',
    title: (name) => ({ fr: `Introuvable dans ${name.fr}`, en: `Not found in ${name.en}` }),
    detail: {
      fr: 'L’enregistrement n’existe plus, ou Passerelle ne peut pas le voir. Retrouvez-le ou restaurez-le, puis relancez.',
      en: 'The record does not exist any more, or Passerelle cannot see it. Find or restore it, then retry.',
    },
  },
  refused: {
    word: 'rejected',
    title: (name) => ({ fr: `${name.fr} a refusé la demande`, en: `${name.en} refused the request` }),
    detail: {
      fr: 'Corrigez la fiche concernée, puis relancez.',
      en: 'Correct the record concerned, then retry.',
    },
  },
  moved: {
    word: 'broken',
    title: (name) => ({
      fr: `L’adresse réglée ne mène pas à ${name.fr}`,
      en: `The address set is not ${name.en}`,
    }),
    detail: {
      fr: 'Un administrateur doit corriger l’adresse dans la configuration.',
      en: 'An administrator has to correct the address in the configuration.',
    },
  },
  unreadable: {
    word: 'broken',
    title: (name) => ({
      fr: `${name.fr} a donné une réponse illisible`,
      en: `${name.en} gave an unreadable answer`,
    }),
    detail: {
      fr: 'Prévenez l’équipe technique de Passerelle : la réponse n’a pas la forme attendue.',
      en: 'Tell the technical team of Passerelle: the answer does not have the expected form.',
    },
  },
};

const unclearWords: Name = {
  fr: 'L’action a peut-être eu lieu : Passerelle vérifie avant de la refaire.',
  en: 'The action may have been carried out: Passerelle looks before it repeats it.',
};

/**
 * Puts a situation into staff words: who failed, and who has to do what.
 *
 * @param said what the vendor said itself, quoted; empty or null when it said nothing
 * @param unclear whether a write may have been carried out all the same
 */
export function inStaffWords(
  vendor: Vendor,
  situation: Situation,
  said: string | null,
  unclear: boolean,
): Problem {
  const wording = wordings[situation];
  const { fr, en } = wording.title(names[vendor]);
  const quoted = said ? { fr: `« ${said} » `, en: `“${said}” ` } : { fr: '', en: '' };
  const tail = unclear ? { fr: ` ${unclearWords.fr}`, en: ` ${unclearWords.en}` } : { fr: '', en: '' };
  return {
    word: wording.word,
    title: { fr: startingWithCapital(fr), en: startingWithCapital(en) },
    detail: {
      fr: `${quoted.fr}${wording.detail.fr}${tail.fr}`,
      en: `${quoted.en}${wording.detail.en}${tail.en}`,
    },
  };
}

function startingWithCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
