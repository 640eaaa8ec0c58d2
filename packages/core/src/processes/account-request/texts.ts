import type { Reason } from '../../kernel/outcome.ts';
import type { Language } from '../../model/localized.ts';
import { inPlaceOf } from '../../model/staff-member.ts';
import { changeTexts, type Text } from './change-texts.ts';

type Values = Record<string, string>;

/** Why a command was ignored or refused, in staff words. `at` and `from` arrive already written out. */
const texts = {
  ...changeTexts,
  'nothing-new': { fr: () => 'Rien de nouveau.', en: () => 'Nothing new.' },
  'nothing-to-repair': {
    fr: () => 'Il n’y a plus rien à réparer ici.',
    en: () => 'There is nothing to repair here any more.',
  },
  'not-a-request': {
    fr: () => 'Cette personne n’a pas de demande de compte.',
    en: () => 'This person has no account request.',
  },
  'already-decided': {
    fr: (v) => `${decidersText(v, 'fr')} a déjà ${v.what} cette demande depuis ${v.from}, ${v.at}.`,
    en: (v) => `${decidersText(v, 'en')} already ${v.what} this request from ${v.from}, ${v.at}.`,
  },
  'decision-proposed': {
    fr: () => 'Rien n’est encore fait : un autre décideur doit confirmer.',
    en: () => 'Nothing is done yet: another decider has to confirm.',
  },
  'decision-proposed-instead': {
    fr: (v) =>
      `Remplace la proposition de ${v.by}. Rien n’est encore fait : un autre décideur doit confirmer.`,
    en: (v) => `Replaces the proposal of ${v.by}. Nothing is done yet: another decider has to confirm.`,
  },
  'proposal-of': {
    fr: (v) => `${v.noun} par ${v.by} depuis ${v.from}, ${v.at}.`,
    en: (v) => `${v.noun} by ${v.by} from ${v.from}, ${v.at}.`,
  },
  'own-proposal': {
    fr: (v) => `${v.noun} par vous ${v.at} : un autre décideur doit confirmer.`,
    en: (v) => `${v.noun} by you ${v.at}: another decider has to confirm.`,
  },
  'same-right': {
    fr: (v) =>
      `${v.noun} par ${v.by} ${v.at}, avec le même droit que le vôtre : un autre décideur doit confirmer.`,
    en: (v) => `${v.noun} by ${v.by} ${v.at}, with the same right as yours: another decider has to confirm.`,
  },
  'nothing-proposed': {
    fr: () => 'Aucune décision n’attend de confirmation.',
    en: () => 'No decision waits for a confirmation.',
  },
  'email-missing': {
    fr: () => 'La personne n’a pas d’adresse e-mail utilisable : ajoutez-la dans Pipedrive, puis décidez.',
    en: () => 'The person has no usable e-mail address: add one in Pipedrive, then decide.',
  },
  'request-withdrawn': {
    fr: (v) => `Cette demande n’est plus à traiter : ${v.why}.`,
    en: (v) => `This request needs no decision any more: ${v.why}.`,
  },
  'target-unknown': {
    fr: (v) =>
      `La destination « ${v.target} » n’existe pas dans les réglages. Choisissez-en une de la liste.`,
    en: (v) => `The target “${v.target}” is not in the settings. Choose one of the list.`,
  },
  'reason-unknown': {
    fr: (v) => `Le motif « ${v.reason} » n’existe pas dans les réglages. Choisissez-en un de la liste.`,
    en: (v) => `The reason “${v.reason}” is not in the settings. Choose one of the list.`,
  },
  'place-missing': {
    fr: (v) =>
      `${v.what === 'pipeline' ? 'Le pipeline' : 'L’étape'} « ${v.name} » n’existe pas dans Pipedrive${v.nearest ? ` (le plus proche : « ${v.nearest} »)` : ''}. Un administrateur doit corriger les réglages de Passerelle.`,
    en: (v) =>
      `The ${v.what} “${v.name}” does not exist in Pipedrive${v.nearest ? ` (nearest: “${v.nearest}”)` : ''}. An administrator has to correct the settings of Passerelle.`,
  },
  'attach-to-own-deal': {
    fr: () =>
      'Cette affaire est celle de la demande : choisissez l’affaire d’origine, ou acceptez sans rattacher.',
    en: () => 'This deal is the request’s own: choose the original deal, or accept without attaching.',
  },
  'robot-owner-missing': {
    fr: () =>
      'Aucun propriétaire robot n’est réglé : un administrateur doit compléter les réglages de Passerelle.',
    en: () => 'No robot owner is set: an administrator has to complete the settings of Passerelle.',
  },
  'nothing-to-undo': {
    fr: () => 'Il n’y a aucune décision à annuler.',
    en: () => 'There is no decision to undo.',
  },
  'undo-too-late': {
    fr: () => 'Trop tard pour annuler : la décision est en cours d’exécution.',
    en: () => 'Too late to undo: the decision is being carried out.',
  },
  'nothing-to-reconsider': {
    fr: () => 'Seule une demande refusée se réexamine.',
    en: () => 'Only a refused request can be reconsidered.',
  },
  'no-evidence-expected': {
    fr: () => 'Aucun justificatif n’est attendu pour cette demande.',
    en: () => 'No evidence is expected for this request.',
  },
  'document-known': {
    fr: (v) => `« ${v.name} » est déjà le justificatif de cette demande.`,
    en: (v) => `“${v.name}” is a document of this request already.`,
  },
  'no-account': {
    fr: () => 'Il n’y a pas encore de compte à activer pour cette demande.',
    en: () => 'There is no account to activate for this request yet.',
  },
  'account-active': {
    fr: () => 'Le compte est déjà activé : aucun lien n’est nécessaire.',
    en: () => 'The account is active already: no link is needed.',
  },
  'activation-just-sent': {
    fr: (v) =>
      `Le lien d’activation vient d’être renvoyé (${v.at}) : attendez dix minutes avant d’en envoyer un autre.`,
    en: (v) =>
      `The activation link was just sent again (${v.at}): wait ten minutes before sending another one.`,
  },
  'conversation-unread': {
    fr: () => 'La conversation n’a pas encore été lue dans Help Scout : réessayez dans un instant.',
    en: () => 'The conversation has not been read from Help Scout yet: try again in a moment.',
  },
  'draft-waits': {
    fr: (v) => `« ${v.name} » est déjà en brouillon dans cette conversation.`,
    en: (v) => `“${v.name}” is a draft of this conversation already.`,
  },
  'nothing-to-retry': {
    fr: () => 'Cette action n’est pas en échec : il n’y a rien à réessayer.',
    en: () => 'This action has not failed: there is nothing to retry.',
  },
} satisfies Record<string, Text>;

export type ReasonKey = keyof typeof texts;

const decisionWords: Record<string, Record<Language, string>> = {
  accept: { fr: 'accepté', en: 'accepted' },
  refuse: { fr: 'refusé', en: 'refused' },
  'ask-for-evidence': { fr: 'demandé un justificatif pour', en: 'asked for evidence for' },
  reconsider: { fr: 'remis à l’examen', en: 'reopened' },
};

const proposalWords: Record<string, Record<Language, string>> = {
  accept: { fr: 'Acceptation proposée', en: 'Acceptance proposed' },
  refuse: { fr: 'Refus proposé', en: 'Refusal proposed' },
};

const surfaceWords: Record<string, Record<Language, string>> = {
  pipedrive: { fr: 'Pipedrive', en: 'Pipedrive' },
  slack: { fr: 'Slack', en: 'Slack' },
  helpscout: { fr: 'Help Scout', en: 'Help Scout' },
  console: { fr: 'la console', en: 'the console' },
  service: { fr: 'Passerelle', en: 'Passerelle' },
};

const withdrawalWords: Record<string, Record<Language, string>> = {
  'person-deleted': {
    fr: 'la personne a été supprimée de Pipedrive',
    en: 'the person was deleted from Pipedrive',
  },
  'taken-by-staff': {
    fr: 'un collègue s’en occupe dans Pipedrive',
    en: 'a colleague handles it in Pipedrive',
  },
  'account-exists': { fr: 'un compte administrateur existe déjà', en: 'an admin account exists already' },
};

/** The sentence of a reason. `timeZone` (IANA name) is the one instants are written in. */
export function reasonText(reason: Reason, language: Language, timeZone: string): string {
  const text = texts[reason.key as ReasonKey] as Text | undefined;
  return text ? text[language](wordsOf(reason, language, timeZone)) : reason.key;
}

/** "Pipedrive", "la console": a surface in a sentence. */
export function surfaceText(surface: string, language: Language): string {
  return surfaceWords[surface]?.[language] ?? surface;
}

/** "Refus proposé": a decision that waits for a second decider. */
export function proposalText(type: string, language: Language): string {
  return proposalWords[type]?.[language] ?? type;
}

/** "Camille (avec Dominique)": who decided, and who agreed where two were needed. */
export function decidersText({ by, and }: { by?: string; and?: string }, language: Language): string {
  if (!and) return by ?? '';
  return language === 'fr' ? `${by} (avec ${and})` : `${by} (with ${and})`;
}

/** "la personne a été supprimée de Pipedrive": why a request needs no decision any more. */
export function withdrawalText(why: string, language: Language): string {
  return withdrawalWords[why]?.[language] ?? why;
}

/** "le 22 nov. à 14:03" in a company's time zone. */
export function instantText(instant: string, language: Language, timeZone: string): string {
  const written = mediumFormat(language, timeZone).format(new Date(instant));
  return `${language === 'fr' ? 'le ' : 'on '}${written}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes fifty times as long as using it. */
function mediumFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  formats.set(key, made);
  return made;
}

function wordsOf(reason: Reason, language: Language, timeZone: string): Values {
  const values = Object.fromEntries(
    Object.entries(reason.values).map(([key, value]) => [key, String(value)]),
  );
  return {
    ...values,
    ...(values.absent && { by: inPlaceOf(values.by ?? '', values.absent, language) }),
    ...(values.andAbsent && { and: inPlaceOf(values.and ?? '', values.andAbsent, language) }),
    ...(values.from && { from: surfaceText(values.from, language) }),
    ...(values.at && { at: instantText(values.at, language, timeZone) }),
    ...(values.decision && { what: decisionWords[values.decision]?.[language] ?? values.decision }),
    ...(values.decision && { noun: proposalText(values.decision, language) }),
    ...(values.why && { why: withdrawalText(values.why, language) }),
  };
}
