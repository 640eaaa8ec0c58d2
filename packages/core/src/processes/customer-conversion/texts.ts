import type { ConversionAskType } from '../../conversion-events.ts';
import type { Reason } from '../../kernel/outcome.ts';
import type { ConversionStep } from '../../model/conversion.ts';
import type { Language } from '../../model/localized.ts';

type Words = Record<Language, string>;
type Values = Record<string, string>;
type Text = Record<Language, (values: Values) => string>;

const steps: Record<ConversionStep, Words> = {
  identified: { fr: 'Suspect identifié', en: 'Suspect identified' },
  contacted: { fr: 'Contacté', en: 'Contacted' },
  presented: { fr: 'Présentation faite', en: 'Presented' },
  documented: { fr: 'Doc envoyée', en: 'Documentation sent' },
  'account-created': { fr: 'Compte créé', en: 'Account created' },
  collecting: { fr: 'Recensement des usages', en: 'Use cases being collected' },
  validated: { fr: 'Usages validés', en: 'Use cases validated' },
  testing: { fr: 'En test', en: 'Testing' },
  planned: { fr: 'Mise en production planifiée', en: 'Go-live planned' },
  live: { fr: 'En production', en: 'Live' },
  ended: { fr: 'Terminé', en: 'Ended' },
};

const asks: Record<ConversionAskType, Words> = {
  'record-contact': { fr: 'Noter un contact', en: 'Record a contact' },
  'invite-to-presentation': { fr: 'Proposer une présentation', en: 'Offer a presentation' },
  'book-presentation': { fr: 'Fixer la présentation', en: 'Book the presentation' },
  'record-presentation': { fr: 'Présentation faite', en: 'Presentation held' },
  'send-documentation': { fr: 'Envoyer la documentation', en: 'Send the documentation' },
  'welcome-client': { fr: 'Accueillir le client', en: 'Welcome the client' },
  'add-use-case': { fr: 'Ajouter un cas d’usage', en: 'Add a use case' },
  'change-use-case': { fr: 'Modifier un cas d’usage', en: 'Change a use case' },
  'validate-use-cases': { fr: 'Valider les cas d’usage', en: 'Validate the use cases' },
  'choose-path': { fr: 'Choisir le parcours', en: 'Choose the path' },
  'record-difficulty': { fr: 'Noter une difficulté', en: 'Record a difficulty' },
  'record-tests': { fr: 'Faire le point sur les tests', en: 'Record the tests' },
  'plan-go-live': { fr: 'Planifier la mise en production', en: 'Plan the go-live' },
  'record-go-live': { fr: 'Mise en production faite', en: 'Gone live' },
  block: { fr: 'Signaler un blocage', en: 'Report a blocker' },
  unblock: { fr: 'Lever le blocage', en: 'Lift the blocker' },
  'keep-promise': { fr: 'Promesse tenue', en: 'Promise kept' },
  'move-promise': { fr: 'Déplacer la promesse', en: 'Move the promise' },
  'drop-promise': { fr: 'Abandonner la promesse', en: 'Drop the promise' },
  enrol: { fr: 'Relancer', en: 'Follow up' },
  'stop-follow-up': { fr: 'Arrêter la relance', en: 'Stop the follow-up' },
  'record-opt-out': { fr: 'Ne plus écrire', en: 'Write no more mails' },
  'give-up': { fr: 'Abandonner ce qui a échoué', en: 'Give up what failed' },
  'undo-step': { fr: 'Annuler', en: 'Undo' },
};

const by = ({ by: name }: Values, language: Language): string => {
  if (!name) return '';
  return language === 'fr' ? ` par ${name}` : ` by ${name}`;
};

/** Why something happened, ended or was refused. Those of ends are without a full stop: they stand in lists. */
const reasons = {
  'nothing-new': { fr: () => 'Rien de nouveau.', en: () => 'Nothing new.' },
  'not-in-this-step': {
    fr: () => 'Ce n’est pas possible à cette étape.',
    en: () => 'This is not possible in this step.',
  },
  'day-past': { fr: () => 'Ce jour est passé.', en: () => 'That day is past.' },
  'no-address': {
    fr: () => 'Le contact n’a pas d’adresse e-mail. Complétez sa fiche dans Pipedrive.',
    en: () => 'The contact has no e-mail address. Complete their record in Pipedrive.',
  },
  'opted-out': {
    fr: () => 'Le client ne veut plus recevoir de mails.',
    en: () => 'The client wants no more mails.',
  },
  'address-bounced': {
    fr: () => 'L’adresse du client ne reçoit pas de mails.',
    en: () => 'The client’s address takes no mails.',
  },
  'deal-coming': {
    fr: () => 'L’affaire est en cours de création. Réessayez dans un instant.',
    en: () => 'The deal is being made. Try again in a moment.',
  },
  'procedure-missing': {
    fr: () => 'Indiquez la démarche existante et l’administration qui la porte.',
    en: () => 'Name the existing procedure and the administration that owns it.',
  },
  'no-use-case': {
    fr: () => 'Aucun cas d’usage n’est recensé. Ajoutez-en un d’abord.',
    en: () => 'No use case is known. Add one first.',
  },
  'use-case-unknown': { fr: () => 'Ce cas d’usage n’existe plus.', en: () => 'That use case is gone.' },
  'promise-unknown': { fr: () => 'Cette promesse n’existe plus.', en: () => 'That promise is gone.' },
  'promise-ended': {
    fr: () => 'Cette promesse est déjà close.',
    en: () => 'That promise is closed already.',
  },
  'reason-unknown': {
    fr: () => 'Ce motif n’est pas dans les réglages.',
    en: () => 'That reason is not in the settings.',
  },
  'not-blocked': { fr: () => 'Rien ne bloque.', en: () => 'Nothing is blocked.' },
  'rule-unknown': {
    fr: () => 'Cette relance n’existe plus dans les réglages.',
    en: () => 'That follow-up is no longer in the settings.',
  },
  'followed-up-already': {
    fr: () => 'Une relance est déjà en cours.',
    en: () => 'A follow-up is running already.',
  },
  'followed-up-once': {
    fr: () => 'Ce client est déjà passé par cette relance.',
    en: () => 'This client went through that follow-up already.',
  },
  'not-followed-up': { fr: () => 'Aucune relance n’est en cours.', en: () => 'No follow-up is running.' },
  'nothing-failed': { fr: () => 'Rien n’a échoué.', en: () => 'Nothing has failed.' },
  'nothing-to-undo': { fr: () => 'Il n’y a rien à annuler.', en: () => 'There is nothing to undo.' },
  'undo-too-late': {
    fr: () => 'Trop tard pour annuler : l’exécution a commencé.',
    en: () => 'Too late to undo: it has begun.',
  },
  'nothing-to-retry': {
    fr: () => 'Il n’y a rien à réessayer.',
    en: () => 'There is nothing to retry.',
  },
  'place-unknown': {
    fr: (v) => `« ${v.name} » n’existe pas dans Pipedrive. Un administrateur corrige les réglages.`,
    en: (v) => `“${v.name}” does not exist in Pipedrive. An administrator corrects the settings.`,
  },
  undone: { fr: () => 'Annulé', en: () => 'Undone' },
  'suspect-entered': { fr: () => 'Suspect saisi', en: () => 'Suspect entered' },
  'deal-followed': {
    fr: (v) => `Affaire suivie${by(v, 'fr')}`,
    en: (v) => `Deal followed${by(v, 'en')}`,
  },
  'deal-won': { fr: (v) => `Affaire gagnée${by(v, 'fr')}`, en: (v) => `Deal won${by(v, 'en')}` },
  'deal-lost': { fr: (v) => `Affaire perdue${by(v, 'fr')}`, en: (v) => `Deal lost${by(v, 'en')}` },
  'deal-deleted': { fr: (v) => `Affaire supprimée${by(v, 'fr')}`, en: (v) => `Deal deleted${by(v, 'en')}` },
  'deal-merged': {
    fr: (v) => `Affaire fusionnée avec une autre${by(v, 'fr')}`,
    en: (v) => `Deal merged into another one${by(v, 'en')}`,
  },
  'deal-left': {
    fr: (v) => `Affaire sortie du pipeline des suspects${by(v, 'fr')}`,
    en: (v) => `Deal moved out of the pipeline of suspects${by(v, 'en')}`,
  },
  'deal-reopened': {
    fr: (v) => `Affaire rouverte${by(v, 'fr')}`,
    en: (v) => `Deal opened again${by(v, 'en')}`,
  },
  'stage-moved': {
    fr: (v) => `Affaire déplacée${by(v, 'fr')} : « ${stepText(v.step as ConversionStep, 'fr')} »`,
    en: (v) => `Deal moved${by(v, 'en')}: “${stepText(v.step as ConversionStep, 'en')}”`,
  },
  'stage-without-account': {
    fr: (v) => `Affaire déplacée${by(v, 'fr')}, mais aucun compte n’existe : l’étape ne change pas`,
    en: (v) => `Deal moved${by(v, 'en')}, but no account exists: the step stays`,
  },
  'deal-left-alone': {
    fr: () => 'Un collègue a déplacé l’affaire entre-temps : elle reste où elle est',
    en: () => 'A colleague moved the deal meanwhile: it stays where it is',
  },
  'owner-changed': {
    fr: (v) => `Affaire confiée à ${v.name || 'un collègue'}${by(v, 'fr')}`,
    en: (v) => `Deal given to ${v.name || 'a colleague'}${by(v, 'en')}`,
  },
  'account-found': {
    fr: () => 'Un compte administrateur existe',
    en: () => 'An administrator account exists',
  },
  'account-invited': { fr: () => 'Compte pas encore activé', en: () => 'Account not activated yet' },
  'account-active': { fr: () => 'Compte activé', en: () => 'Account activated' },
  'account-expired': {
    fr: () => 'Le lien d’activation du compte a expiré',
    en: () => 'The link to activate the account has expired',
  },
  'account-used': {
    fr: () => 'Le client commence à utiliser son compte',
    en: () => 'The client begins to use the account',
  },
  'account-gone': {
    fr: () => 'Le compte n’est plus dans l’annuaire',
    en: () => 'The account is no longer in the directory',
  },
  'request-joined': {
    fr: () => 'La demande de compte du même client a rejoint cette affaire',
    en: () => 'The account request of the same client joined this deal',
  },
  'activity-deleted': {
    fr: (v) => `Activité supprimée dans Pipedrive : ${v.text}. La promesse reste, sans activité`,
    en: (v) => `Activity deleted in Pipedrive: ${v.text}. The promise stays, without one`,
  },
  'activity-done': {
    fr: (v) => `Activité faite dans Pipedrive : ${v.text}`,
    en: (v) => `Activity done in Pipedrive: ${v.text}`,
  },
  'promise-moved-in-crm': {
    fr: (v) => `Activité déplacée dans Pipedrive : ${v.text}, au ${dayText(v.day, 'fr')}`,
    en: (v) => `Activity moved in Pipedrive: ${v.text}, to ${dayText(v.day, 'en')}`,
  },
  'next-step': { fr: () => 'étape suivante', en: () => 'next step' },
  'moved-by-hand': { fr: () => 'affaire déplacée à la main', en: () => 'deal moved by hand' },
  account: { fr: () => 'un compte existe', en: () => 'an account exists' },
  ended: { fr: () => 'suivi terminé', en: () => 'no longer followed' },
  blocked: { fr: () => 'blocage signalé', en: () => 'blocker reported' },
  reply: { fr: () => 'le client a répondu', en: () => 'the client replied' },
  meeting: { fr: () => 'réunion prévue ou tenue', en: () => 'meeting planned or held' },
  call: { fr: () => 'appel passé', en: () => 'call made' },
  bounce: { fr: () => 'l’adresse ne reçoit pas de mails', en: () => 'the address takes no mails' },
  'opt-out': { fr: () => 'le client ne veut plus de mails', en: () => 'the client wants no more mails' },
  'by-hand': { fr: () => 'par un collègue', en: () => 'by a colleague' },
  dropped: { fr: (v) => `abandonnée : ${v.why}`, en: (v) => `dropped: ${v.why}` },
  'path-changed': { fr: () => 'autre parcours choisi', en: () => 'another path was chosen' },
} satisfies Record<string, Text>;

/** The name of a step. */
export function stepText(step: ConversionStep, language: Language): string {
  return steps[step][language];
}

/** What a button says. */
export function askText(ask: ConversionAskType, language: Language): string {
  return asks[ask][language];
}

/** A reason in the reader's language; one that a newer release wrote is told by its key. */
export function reasonText({ key, values }: Reason, language: Language): string {
  const known: Record<string, Text> = reasons;
  const told = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return known[key]?.[language](told) ?? key;
}

/** A day for people: "3 juin 2026". */
export function dayText(day: string | undefined, language: Language): string {
  if (!day) return '';
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T12:00:00Z`));
}
