import { withFrenchSpaces } from '../../../french-spaces.ts';
import { type Language, plural } from '../../../language.ts';
import type { Section } from '../model/sections.ts';

const fr = {
  title: 'Réglages',
  loading: 'Chargement des réglages…',
  nav: 'Sections des réglages',
  section: {
    general: 'Général',
    people: 'Personnes',
    pipelines: 'Pipelines et étapes',
    decisions: 'Décisions',
    evidence: 'Justificatifs',
    fields: 'Champs',
    form: 'Formulaire public',
    conversion: 'Suivi commercial',
    followUps: 'Relances',
    mails: 'Textes des mails',
    slack: 'Slack',
    helpscout: 'Help Scout',
    other: 'Délais',
    history: 'Historique',
    transfer: 'Export et import',
    installation: 'Installation',
  } satisfies Record<Section, string>,
  firstSteps: (left: number) =>
    left === 1 ? 'Premiers pas : encore une étape' : `Premiers pas : encore ${left} étapes`,
  firstStepsDone: 'Tout est prêt pour la première demande',
  firstStep: {
    people: {
      title: 'Dire au nom de qui les demandes arrivent, et qui décide',
      detail: 'Ajoutez un propriétaire robot et au moins un décideur, puis enregistrez.',
    },
    installation: {
      title: 'Créer ce qui manque dans Pipedrive',
      detail: 'Pipelines, étapes et filtre, d’un seul clic. Rien de ce qui existe ne change.',
    },
    form: {
      title: 'Ouvrir le formulaire public',
      detail:
        'Cochez la case et enregistrez. Passez cette étape si vos demandes arrivent par vos propres formulaires.',
    },
  },
  stepDone: 'fait',
  firstRequest:
    'Envoyez une demande : elle devient une affaire dans Pipedrive, où le panneau Passerelle attend votre décision.',
  unsaved: 'modifications non enregistrées',
  problemMark: 'à corriger',
  unsavedIn: (sections: string) => `Modifications non enregistrées : ${sections}`,
  save: 'Enregistrer',
  discard: 'Abandonner',
  discardTitle: 'Abandonner les modifications ?',
  discardText: 'Ce que vous avez changé depuis le dernier enregistrement sera perdu.',
  discardNo: 'Continuer',
  savedMessage: 'Réglages enregistrés.',
  toCorrectTitle: 'À corriger ou à vérifier',
  toCorrect: (count: number) =>
    `${count} ${plural('fr', count, { one: 'point à corriger', other: 'points à corriger' })}`,
  toCheck: (count: number) =>
    `${count} ${plural('fr', count, { one: 'point', other: 'points' })} à vérifier (n’${plural('fr', count, { one: 'empêche', other: 'empêchent' })} pas d’enregistrer)`,
  replaceBy: (name: string) => `Remplacer par « ${name} »`,
  createMissing: 'Enregistrer, puis créer ce qui manque',
  readOnlyTitle: 'Lecture seule',
  fromFile:
    'Ces réglages viennent d’un fichier (SETTINGS_FILE) : changez-le, puis redémarrez le service. Export donne un fichier complet.',
  notAdmin: 'Seuls les administrateurs de Pipedrive peuvent changer les réglages. Demandez à l’un d’eux.',
  yes: 'Oui',
  no: 'Non',
  nothing: 'rien',
  changedFrom: 'de',
  changedTo: 'à',
  numbered: (number: number) => `n° ${number}`,
  conflictTitle: 'Les réglages ont changé entre-temps',
  conflictBy: (who: string, at: string) => `${who} les a enregistrés (${at}) pendant que vous les modifiiez.`,
  conflictUnknown: 'Quelqu’un les a enregistrés pendant que vous les modifiiez.',
  conflictChoose: 'Vous avez tous deux changé ceci. Que garder ?',
  conflictNone:
    'Vos modifications et les siennes ne se touchent pas : les unes et les autres seront gardées.',
  before: (value: string) => `Avant : ${value}`,
  keepMine: 'Garder la mienne :',
  takeTheirs: 'Prendre la sienne :',
  alsoChanged: 'Changé aussi, et gardé :',
  chooseEach: 'Choisissez une version pour chaque réglage.',
  saveChoices: 'Enregistrer ainsi',
  backToEdit: 'Revenir à mes modifications',
};

const en: typeof fr = {
  title: 'Settings',
  loading: 'Loading the settings…',
  nav: 'Sections of the settings',
  section: {
    general: 'General',
    people: 'People',
    pipelines: 'Pipelines and stages',
    decisions: 'Decisions',
    evidence: 'Evidence',
    fields: 'Fields',
    form: 'Public form',
    conversion: 'Following clients',
    followUps: 'Follow-ups',
    mails: 'Mail texts',
    slack: 'Slack',
    helpscout: 'Help Scout',
    other: 'Delays',
    history: 'History',
    transfer: 'Export and import',
    installation: 'Installation',
  },
  firstSteps: (left) => (left === 1 ? 'First steps: one more' : `First steps: ${left} more`),
  firstStepsDone: 'All is ready for the first request',
  firstStep: {
    people: {
      title: 'Say in whose name requests arrive, and who decides',
      detail: 'Add a robot owner and at least one decider, then save.',
    },
    installation: {
      title: 'Create what is missing in Pipedrive',
      detail: 'Pipelines, stages and the filter, with one click. Nothing that exists changes.',
    },
    form: {
      title: 'Open the public form',
      detail: 'Tick the box and save. Skip this when your requests come by forms of your own.',
    },
  },
  stepDone: 'done',
  firstRequest:
    'Send a request: it becomes a deal in Pipedrive, where Passerelle’s panel awaits your decision.',
  unsaved: 'unsaved changes',
  problemMark: 'to be corrected',
  unsavedIn: (sections) => `Unsaved changes: ${sections}`,
  save: 'Save',
  discard: 'Discard',
  discardTitle: 'Discard the changes?',
  discardText: 'What you changed since the last save will be lost.',
  discardNo: 'Carry on',
  savedMessage: 'Settings saved.',
  toCorrectTitle: 'To correct or to check',
  toCorrect: (count) => `${count} ${plural('en', count, { one: 'point', other: 'points' })} to correct`,
  toCheck: (count) =>
    `${count} ${plural('en', count, { one: 'point', other: 'points' })} to check (saving remains possible)`,
  replaceBy: (name) => `Replace by “${name}”`,
  createMissing: 'Save, then create what is missing',
  readOnlyTitle: 'Read only',
  fromFile:
    'These settings come from a file (SETTINGS_FILE): change it, then restart the service. Export gives a complete file.',
  notAdmin: 'Only administrators of Pipedrive can change the settings. Ask one of them.',
  yes: 'Yes',
  no: 'No',
  nothing: 'nothing',
  changedFrom: 'from',
  changedTo: 'to',
  numbered: (number) => `no. ${number}`,
  conflictTitle: 'The settings changed meanwhile',
  conflictBy: (who, at) => `${who} saved them (${at}) while you were editing.`,
  conflictUnknown: 'Somebody saved them while you were editing.',
  conflictChoose: 'Both of you changed this. Which one stays?',
  conflictNone: 'Your changes and theirs do not touch: all of them are kept.',
  before: (value) => `Before: ${value}`,
  keepMine: 'Keep mine:',
  takeTheirs: 'Take theirs:',
  alsoChanged: 'Also changed, and kept:',
  chooseEach: 'Choose a version for each setting.',
  saveChoices: 'Save like this',
  backToEdit: 'Back to my changes',
};

export type PageTexts = typeof fr;

/** The words around the sections: navigation, saving, problems, conflicts. */
export const pageTexts: Record<Language, PageTexts> = { fr: withFrenchSpaces(fr), en };
