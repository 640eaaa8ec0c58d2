import type { Reason } from '../../kernel/outcome.ts';
import type { Language } from '../../model/localized.ts';

type Values = Record<string, string>;
type Text = Record<Language, (values: Values) => string>;

/** What changed in the CRM: the text of a journal line, so without a full stop. */
const changes = {
  'request-received': { fr: () => 'Demande reçue', en: () => 'Request received' },
  'address-appeared': {
    fr: (v) => `Adresse ajoutée : ${v.address}`,
    en: (v) => `Address added: ${v.address}`,
  },
  'address-changed': {
    fr: (v) => `Adresse modifiée : ${v.address}`,
    en: (v) => `Address changed: ${v.address}`,
  },
  'address-gone': { fr: () => 'Adresse retirée de la fiche', en: () => 'Address removed from the record' },
  'deal-known': { fr: (v) => `Affaire : ${v.title}`, en: (v) => `Deal: ${v.title}` },
  'deal-changed': { fr: (v) => `Nouvelle affaire : ${v.title}`, en: (v) => `New deal: ${v.title}` },
  'deal-gone': {
    fr: (v) => `Affaire fermée ou supprimée : ${v.title}`,
    en: (v) => `Deal closed or deleted: ${v.title}`,
  },
  'deal-taken': {
    fr: (v) => `Affaire reprise par un collègue : ${v.title}`,
    en: (v) => `Deal taken over by a colleague: ${v.title}`,
  },
  'organization-known': { fr: () => 'Organisation reliée', en: () => 'Organization linked' },
  'organization-named': { fr: (v) => `Organisation : ${v.name}`, en: (v) => `Organization: ${v.name}` },
  'organization-changed': {
    fr: (v) => `Organisation modifiée : ${v.name}`,
    en: (v) => `Organization changed: ${v.name}`,
  },
  'organization-gone': {
    fr: (v) => `Organisation détachée${v.name ? ` : ${v.name}` : ''}`,
    en: (v) => `Organization removed${v.name ? `: ${v.name}` : ''}`,
  },
  'person-renamed': { fr: (v) => `Nom modifié : ${v.name}`, en: (v) => `Name changed: ${v.name}` },
  'phone-changed': {
    fr: (v) => (v.phone ? `Téléphone : ${v.phone}` : 'Téléphone retiré'),
    en: (v) => (v.phone ? `Phone: ${v.phone}` : 'Phone removed'),
  },
  'taken-over': {
    fr: (v) => `Prise en charge dans Pipedrive par ${v.by || 'un collègue'}`,
    en: (v) => `Taken over in Pipedrive by ${v.by || 'a colleague'}`,
  },
  'person-gone': { fr: () => 'Personne supprimée dans Pipedrive', en: () => 'Person deleted in Pipedrive' },
  'given-back': {
    fr: () => 'Personne rendue au propriétaire robot',
    en: () => 'Person given back to the robot owner',
  },
  'submitted-again': { fr: () => 'Formulaire envoyé à nouveau', en: () => 'Form sent again' },
  'account-found': {
    fr: (v) => `Un compte existe déjà pour ${v.address}`,
    en: (v) => `An account exists already for ${v.address}`,
  },
  'priority-found': { fr: () => 'Demande prioritaire', en: () => 'Priority request' },
  'priority-gone': { fr: () => 'Demande plus prioritaire', en: () => 'No longer a priority request' },
  'facts-changed': { fr: () => 'Fiche mise à jour dans Pipedrive', en: () => 'Record updated in Pipedrive' },
} satisfies Record<string, Text>;

/** Why a command was ignored or refused, in staff words. `at` and `from` arrive already written out. */
const texts = {
  ...changes,
  'nothing-new': { fr: () => 'Rien de nouveau.', en: () => 'Nothing new.' },
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
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return `${language === 'fr' ? 'le ' : 'on '}${written.format(new Date(instant))}`;
}

function wordsOf(reason: Reason, language: Language, timeZone: string): Values {
  const values = Object.fromEntries(
    Object.entries(reason.values).map(([key, value]) => [key, String(value)]),
  );
  return {
    ...values,
    ...(values.from && { from: surfaceText(values.from, language) }),
    ...(values.at && { at: instantText(values.at, language, timeZone) }),
    ...(values.decision && { what: decisionWords[values.decision]?.[language] ?? values.decision }),
    ...(values.decision && { noun: proposalText(values.decision, language) }),
    ...(values.why && { why: withdrawalText(values.why, language) }),
  };
}
