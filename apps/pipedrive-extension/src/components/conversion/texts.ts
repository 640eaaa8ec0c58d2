import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';
import type { AskType, Channel, Path } from './ask.ts';

const fr = {
  title: 'Suivi commercial',
  loading: 'Chargement du suivi commercial…',
  away: 'Le suivi commercial ne peut pas être lu',
  since: (days: number) =>
    days === 0
      ? 'depuis aujourd’hui'
      : `depuis ${numberWords('fr', days)} ${plural('fr', days, { one: 'jour', other: 'jours' })}`,
  late: (count: number) => `${numberWords('fr', count)} en retard`,
  blockedMark: 'Bloqué',

  facts: 'Ce qu’on sait',
  organization: 'Organisation',
  contact: 'Contact',
  owner: 'Responsable',
  path: 'Parcours',
  pathName: {
    autonomous: 'Organisme autonome',
    'existing-procedure': 'Démarche existante',
    'new-procedure': 'Nouvelle démarche',
  } satisfies Record<Path, string>,
  procedure: 'Démarche',
  procedureOf: (name: string, administration: string) => `${name} (${administration})`,
  presentation: 'Présentation',
  presentationHeld: (day: string) => `faite le ${day}`,
  presentationBooked: (day: string) => `prévue le ${day}`,
  goLive: 'Production',
  goLiveOn: (day: string) => `prévue le ${day}`,
  account: 'Compte',
  lastSignIn: (age: string) => `Dernière connexion ${age}`,
  contacts: 'Échanges',
  contactCount: (count: number, channels: string) =>
    count === 0 ? 'Aucun pour le moment' : `${numberWords('fr', count)} : ${channels}`,
  channel: {
    mail: 'e-mail',
    mailing: 'e-mailing',
    call: 'appel',
    meeting: 'réunion',
    event: 'évènement',
    'help-desk': 'assistance',
    form: 'formulaire',
  } satisfies Record<Channel, string>,
  lastContact: (age: string) => `Le dernier ${age}`,
  lastHeard: (age: string) => `De la part du client ${age}`,
  completeness: 'Fiche',
  complete: (percent: number) => `Remplie à ${percent}\u00a0%`,
  missing: (what: string) => `Il manque : ${what}`,
  optedOut: 'Le client ne veut plus recevoir de mails : aucune relance ne part.',

  nextStep: 'Prochaine étape',
  willDo: 'Ce que cela fait',
  others: 'Autres actions',
  ask: {
    'record-contact': 'Noter un échange',
    'give-up': 'Abandonner ce qui a échoué',
    'invite-to-presentation': 'Proposer une présentation',
    'book-presentation': 'Fixer la présentation',
    'record-presentation': 'Présentation faite',
    'send-documentation': 'Envoyer la documentation',
    'welcome-client': 'Accueillir le client',
    'add-use-case': 'Ajouter un cas d’usage',
    'change-use-case': 'Modifier un cas d’usage',
    'validate-use-cases': 'Valider les cas d’usage',
    'choose-path': 'Choisir le parcours',
    'record-difficulty': 'Noter une difficulté',
    'record-tests': 'Point fait sur les tests',
    'plan-go-live': 'Planifier la mise en production',
    'record-go-live': 'Mise en production faite',
    block: 'Signaler un blocage',
    unblock: 'Lever le blocage',
    'keep-promise': 'Promesse tenue',
    'move-promise': 'Déplacer la promesse',
    'drop-promise': 'Abandonner la promesse',
    enrol: 'Relancer',
    'stop-follow-up': 'Arrêter la relance',
    'record-opt-out': 'Ne plus lui écrire',
    'undo-step': 'Annuler',
  } satisfies Record<AskType, string>,

  blocked: (reason: string) => `Bloqué : ${reason}`,
  blockedBy: (by: string, age: string) => `Signalé par ${by}, ${age}`,
  blockedOwner: (name: string) => `À lever par ${name}`,
  step: (name: string) => `Étape : ${name}`,
};

type Texts = typeof fr;

const en: Texts = {
  title: 'Customer follow-up',
  loading: 'Loading the customer follow-up…',
  away: 'The customer follow-up cannot be read',
  since: (days) =>
    days === 0
      ? 'since today'
      : `for ${numberWords('en', days)} ${plural('en', days, { one: 'day', other: 'days' })}`,
  late: (count) => `${numberWords('en', count)} late`,
  blockedMark: 'Blocked',

  facts: 'What is known',
  organization: 'Organization',
  contact: 'Person',
  owner: 'Owner',
  path: 'Path',
  pathName: {
    autonomous: 'Autonomous body',
    'existing-procedure': 'Existing procedure',
    'new-procedure': 'New procedure',
  },
  procedure: 'Procedure',
  procedureOf: (name, administration) => `${name}, of ${administration}`,
  presentation: 'Presentation',
  presentationHeld: (day) => `held on ${day}`,
  presentationBooked: (day) => `booked for ${day}`,
  goLive: 'Go-live',
  goLiveOn: (day) => `planned for ${day}`,
  account: 'Account',
  lastSignIn: (age) => `Last sign-in ${age}`,
  contacts: 'Contacts',
  contactCount: (count, channels) =>
    count === 0 ? 'None so far' : `${numberWords('en', count)}: ${channels}`,
  channel: {
    mail: 'mail',
    mailing: 'mailing',
    call: 'call',
    meeting: 'meeting',
    event: 'event',
    'help-desk': 'help desk',
    form: 'form',
  },
  lastContact: (age) => `The last ${age}`,
  lastHeard: (age) => `From the client ${age}`,
  completeness: 'Record',
  complete: (percent) => `${percent}% complete`,
  missing: (what) => `Missing: ${what}`,
  optedOut: 'The client wants no more mails: no follow-up leaves.',

  nextStep: 'Next step',
  willDo: 'What it does',
  others: 'Other actions',
  ask: {
    'record-contact': 'Record a contact',
    'give-up': 'Give up what failed',
    'invite-to-presentation': 'Offer a presentation',
    'book-presentation': 'Book the presentation',
    'record-presentation': 'Presentation held',
    'send-documentation': 'Send the documentation',
    'welcome-client': 'Welcome the client',
    'add-use-case': 'Add a use case',
    'change-use-case': 'Change a use case',
    'validate-use-cases': 'Validate the use cases',
    'choose-path': 'Choose the path',
    'record-difficulty': 'Record a difficulty',
    'record-tests': 'Tests talked through',
    'plan-go-live': 'Plan the go-live',
    'record-go-live': 'Gone live',
    block: 'Report a blocker',
    unblock: 'Lift the blocker',
    'keep-promise': 'Promise kept',
    'move-promise': 'Move the promise',
    'drop-promise': 'Drop the promise',
    enrol: 'Follow up',
    'stop-follow-up': 'Stop the follow-up',
    'record-opt-out': 'Write no more mails',
    'undo-step': 'Undo',
  },

  blocked: (reason) => `Blocked: ${reason}`,
  blockedBy: (by, age) => `Reported by ${by}, ${age}`,
  blockedOwner: (name) => `To be lifted by ${name}`,
  step: (name) => `Step: ${name}`,
};

export type ConversionTexts = Texts;

/** The words of the card of a customer on the way; those of its parts are in `part-texts.ts`, those of its forms in `forms/texts.ts`. */
export const conversionTexts: Record<Language, Texts> = { fr: withFrenchSpaces(fr), en };

/** "e-mail (3), appel (2)". */
export function channelWords(counted: readonly [Channel, number][], texts: Texts): string {
  return counted.map(([channel, count]) => `${texts.channel[channel]} (${count})`).join(', ');
}
