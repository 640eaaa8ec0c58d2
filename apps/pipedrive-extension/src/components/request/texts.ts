import type { EffectView, RequestView, Step } from '#core/contract/request-view.ts';
import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, plural } from '../../language.ts';

const fr = {
  step: {
    incomplete: 'Incomplète',
    pending: 'À décider',
    'awaiting-evidence': 'Justificatif attendu',
    accepting: 'Acceptation en cours',
    accepted: 'Acceptée',
    refusing: 'Refus en cours',
    refused: 'Refusée',
    withdrawn: 'Sans suite',
  } satisfies Record<Step, string>,
  verdict: {
    eligible: 'Éligible',
    'needs-evidence': 'Justificatif conseillé',
    'not-eligible': 'Non éligible',
    unknown: 'Aucune vérification automatique',
  } satisfies Record<RequestView['verdict'], string>,
  verdictUnknown: 'Vérifiez l’organisme avant de décider.',
  account: {
    invited: 'Compte créé, lien d’activation pas encore utilisé',
    active: 'Compte actif',
    expired: 'Lien d’activation expiré',
    gone: 'Compte supprimé',
  } satisfies Record<NonNullable<RequestView['account']>['state'], string>,
  effectState: {
    waiting: 'En attente',
    running: 'En cours',
    done: 'Fait',
    retrying: 'Nouvel essai prévu',
    'dead-letter': 'En échec',
    cancelled: 'Annulé',
  } satisfies Record<EffectView['state'], string>,
  from: {
    pipedrive: 'Pipedrive',
    slack: 'Slack',
    helpscout: 'Help Scout',
    console: 'la console',
    service: 'Passerelle',
  },

  priority: 'Prioritaire',
  noOrganization: 'Organisation non renseignée',
  organizationUnread: 'Organisation en cours de lecture…',
  siren: (number: string) => `SIREN ${number}`,
  received: (age: string) => `Reçue ${age}`,
  noEmail: 'Aucune adresse e-mail utilisable',
  noEmailHint:
    'Ajoutez une adresse e-mail à la personne dans Pipedrive : la demande se complète toute seule.',
  otherEmails: (emails: string) => `Autres adresses : ${emails}`,
  openPerson: (name: string) => `Ouvrir la fiche : ${name}`,
  openDeal: (title: string) => `Ouvrir l’affaire ${title}`,
  person: 'Personne',
  email: 'E-mail',
  phone: 'Téléphone',
  deal: 'Affaire',
  accountLabel: 'Compte',
  warnings: 'À vérifier avant de décider',

  actions: 'Décider',
  decision: 'Décision prise',
  accept: 'Accepter',
  refuse: 'Refuser…',
  askForEvidence: 'Demander un justificatif…',
  recordEvidence: 'Justificatif reçu',
  reconsider: 'Réexaminer',
  destination: 'Destination de l’affaire',
  attachTo: (title: string) => `Rattacher à l’affaire ${title}`,
  because: {
    organization: 'Second administrateur : même organisation',
    domain: 'Second administrateur : même domaine e-mail',
  },
  attachOther: 'Rattacher à une autre affaire',
  dealNumber: 'Numéro de l’affaire',
  dealNumberHint: 'Le numéro à la fin de l’adresse de l’affaire dans Pipedrive.',
  dealNumberWrong: 'Indiquez le numéro de l’affaire, par exemple 1042.',
  willAccept: (target: string | null) =>
    `Crée le compte, classe l’affaire${target === null ? '' : ` dans « ${target} »`} et envoie le mail de bienvenue.`,
  willAttach: 'Crée le compte, ajoute la personne à cette affaire et retire l’affaire en double.',
  evidenceDocument: 'Document demandé',
  evidenceExample: 'Par exemple : arrêté de nomination',
  evidenceMissing: 'Indiquez le document à demander.',
  evidenceSend: 'Envoyer la demande',
  cancel: 'Fermer',
  onlyDeciders: (names: string) =>
    `Vous consultez cette demande sans pouvoir la décider.${names && ` Décideurs : ${names}.`} Un administrateur peut vous ajouter.`,

  decidedBy: (by: string, from: string, at: string) => `par ${by} depuis ${from}, ${at}`,
  decidedAlone: (by: string, at: string) => `par ${by}, ${at}`,
  undoLeft: (wait: string) => `Annulable encore ${wait}`,
  undo: 'Annuler',

  effects: 'Exécution',
  effectsDone: (done: number, all: number) => `${done} sur ${all}`,
  attempts: (count: number) => `${count} ${plural('fr', count, { one: 'tentative', other: 'tentatives' })}`,
  nextTry: (wait: string) => `nouvel essai dans ${wait}`,
  nextTryNow: 'nouvel essai imminent',
  retry: 'Réessayer',
  retryEffect: (label: string) => `Réessayer : ${label}`,
  shadowWrites: (count: number) =>
    `Ce qui aurait été écrit (${count} ${plural('fr', count, { one: 'envoi', other: 'envois' })})`,

  journal: (count: number) => `Historique (${count})`,
  journalOutcome: { ignored: 'Sans effet', refused: 'Refusé' },
  byFrom: (by: string, from: string) => `${by}, depuis ${from}`,

  notDone: 'Votre clic n’a rien changé',
  tryAgain: 'Réessayer',
  close: 'Fermer',
};

const en: typeof fr = {
  step: {
    incomplete: 'Incomplete',
    pending: 'To decide',
    'awaiting-evidence': 'Awaiting evidence',
    accepting: 'Being accepted',
    accepted: 'Accepted',
    refusing: 'Being refused',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
  },
  verdict: {
    eligible: 'Eligible',
    'needs-evidence': 'Evidence advised',
    'not-eligible': 'Not eligible',
    unknown: 'No automatic check',
  },
  verdictUnknown: 'Check the organization before deciding.',
  account: {
    invited: 'Account created, activation link not used yet',
    active: 'Account active',
    expired: 'Activation link expired',
    gone: 'Account deleted',
  },
  effectState: {
    waiting: 'Waiting',
    running: 'In progress',
    done: 'Done',
    retrying: 'Will be retried',
    'dead-letter': 'Failed',
    cancelled: 'Cancelled',
  },
  from: {
    pipedrive: 'Pipedrive',
    slack: 'Slack',
    helpscout: 'Help Scout',
    console: 'the console',
    service: 'Passerelle',
  },

  priority: 'Priority',
  noOrganization: 'No organization given',
  organizationUnread: 'Reading the organization…',
  siren: (number) => `SIREN ${number}`,
  received: (age) => `Received ${age}`,
  noEmail: 'No usable e-mail address',
  noEmailHint: 'Add an e-mail address to the person in Pipedrive: the request completes itself.',
  otherEmails: (emails) => `Other addresses: ${emails}`,
  openPerson: (name) => `Open the person ${name}`,
  openDeal: (title) => `Open the deal ${title}`,
  person: 'Person',
  email: 'E-mail',
  phone: 'Phone',
  deal: 'Deal',
  accountLabel: 'Account',
  warnings: 'Check before deciding',

  actions: 'Decide',
  decision: 'Decision taken',
  accept: 'Accept',
  refuse: 'Refuse…',
  askForEvidence: 'Ask for evidence…',
  recordEvidence: 'Evidence received',
  reconsider: 'Reconsider',
  destination: 'Where the deal goes',
  attachTo: (title) => `Attach to the deal ${title}`,
  because: {
    organization: 'Second administrator: same organization',
    domain: 'Second administrator: same e-mail domain',
  },
  attachOther: 'Attach to another deal',
  dealNumber: 'Deal number',
  dealNumberHint: 'The number at the end of the deal’s address in Pipedrive.',
  dealNumberWrong: 'Give the number of the deal, for example 1042.',
  willAccept: (target) =>
    `Creates the account, files the deal${target === null ? '' : ` under “${target}”`} and sends the welcome mail.`,
  willAttach: 'Creates the account, adds the person to that deal and removes the duplicate deal.',
  evidenceDocument: 'Document asked for',
  evidenceExample: 'For example: letter of appointment',
  evidenceMissing: 'Name the document to ask for.',
  evidenceSend: 'Send the request',
  cancel: 'Close',
  onlyDeciders: (names) =>
    `You can read this request, not decide it.${names && ` Deciders: ${names}.`} An administrator can add you.`,

  decidedBy: (by, from, at) => `by ${by} from ${from}, ${at}`,
  decidedAlone: (by, at) => `by ${by}, ${at}`,
  undoLeft: (wait) => `Can be undone for ${wait}`,
  undo: 'Undo',

  effects: 'Progress',
  effectsDone: (done, all) => `${done} of ${all}`,
  attempts: (count) => `${count} ${plural('en', count, { one: 'attempt', other: 'attempts' })}`,
  nextTry: (wait) => `next try in ${wait}`,
  nextTryNow: 'next try any moment',
  retry: 'Retry',
  retryEffect: (label) => `Retry: ${label}`,
  shadowWrites: (count) =>
    `What would have been written (${count} ${plural('en', count, { one: 'write', other: 'writes' })})`,

  journal: (count) => `History (${count})`,
  journalOutcome: { ignored: 'No effect', refused: 'Refused' },
  byFrom: (by, from) => `${by}, from ${from}`,

  notDone: 'Your click changed nothing',
  tryAgain: 'Try again',
  close: 'Close',
};

export type RequestTexts = typeof fr;

/** Every word of the components that show a request. A key missing in a language does not compile. */
export const requestTexts: Record<Language, RequestTexts> = { fr: withFrenchSpaces(fr), en };
