import type { Language } from '#core/model/localized.ts';
import { plural } from './dates.ts';
import { withFrenchSpaces } from './french-spaces.ts';

const fr = {
  close: 'Fermer',

  refuseTitle: 'Refuser la demande',
  refuseSend: 'Refuser la demande',
  refuseCancel: 'Ne pas refuser',
  reason: 'Motif du refus',
  reasonChoose: 'Choisissez un motif',
  noReasons:
    'Aucun motif de refus n’est réglé : un administrateur doit compléter les réglages de Passerelle.',
  note: 'Note pour le demandeur',
  noteHint: 'Ajoutée au mail, telle quelle.',
  undo: (seconds: number) =>
    `Vous aurez ${seconds} ${plural('fr', seconds, { one: 'seconde', other: 'secondes' })} pour annuler.`,
  preview: 'Aperçu du mail',
  previewEmpty: 'Choisissez un motif pour voir le mail qui partira.',
  previewNone: 'Aucun mail ne partira.',
  previewFailed: 'L’aperçu n’est pas disponible pour le moment. Vous pouvez refuser sans lui.',
  to: 'À',
  subject: 'Objet',

  evidenceTitle: 'Demander un justificatif',
  evidenceSend: 'Envoyer la demande',
  evidenceDocument: 'Document demandé',
  evidenceExample: 'Par exemple : arrêté de nomination',
  evidenceHint: 'La personne reçoit un mail qui lui demande ce document.',

  newTitle: 'Nouvelle demande',
  newLead: 'Pour une personne au téléphone, à un évènement, ou venue par un lien court.',
  newSend: 'Enregistrer la demande',
  newCancel: 'Ne pas enregistrer',
  name: 'Prénom et nom',
  email: 'Adresse e-mail',
  emailMissing: 'Adresse manquante',
  emailUnknown: 'Adresse inconnue pour le moment',
  emailUnknownHint: 'La demande reste incomplète jusqu’à ce que l’adresse soit ajoutée à la personne.',
  phone: 'Téléphone',
  organization: 'Organisation',
  need: 'Besoin exprimé',
  source: 'Origine de la demande',

  delegationTitle: 'Déléguer mes décisions',
  delegationLead: 'Pendant votre absence, cette personne décide pour vous. L’historique nomme les deux.',
  delegationSend: 'Déléguer',
  delegate: 'Qui décide pour vous',
  delegateChoose: 'Choisissez une personne',
  from: 'Premier jour',
  until: 'Dernier jour (compris)',
};

const en: typeof fr = {
  close: 'Close',

  refuseTitle: 'Refuse the request',
  refuseSend: 'Refuse the request',
  refuseCancel: 'Do not refuse',
  reason: 'Reason for the refusal',
  reasonChoose: 'Choose a reason',
  noReasons: 'No refusal reason is set: an administrator has to complete the settings of Passerelle.',
  note: 'Note to the requester',
  noteHint: 'Added to the mail as it is.',
  undo: (seconds) =>
    `You will have ${seconds} ${plural('en', seconds, { one: 'second', other: 'seconds' })} to undo.`,
  preview: 'Preview of the mail',
  previewEmpty: 'Choose a reason to see the mail that will leave.',
  previewNone: 'No mail will leave.',
  previewFailed: 'The preview is not available at the moment. You can refuse without it.',
  to: 'To',
  subject: 'Subject',

  evidenceTitle: 'Ask for evidence',
  evidenceSend: 'Send the request',
  evidenceDocument: 'Document asked for',
  evidenceExample: 'For example: letter of appointment',
  evidenceHint: 'The person gets a mail that asks for this document.',

  newTitle: 'New request',
  newLead: 'For somebody on the phone, at an event, or who came by a short link.',
  newSend: 'Save the request',
  newCancel: 'Do not save',
  name: 'First and last name',
  email: 'E-mail address',
  emailMissing: 'Missing address',
  emailUnknown: 'Address not known yet',
  emailUnknownHint: 'The request stays incomplete until the address is added to the person.',
  phone: 'Phone',
  organization: 'Organization',
  need: 'Need, in their words',
  source: 'Where the request comes from',

  delegationTitle: 'Delegate my decisions',
  delegationLead: 'While you are away, this person decides for you. The history names both.',
  delegationSend: 'Delegate',
  delegate: 'Who decides for you',
  delegateChoose: 'Choose a person',
  from: 'First day',
  until: 'Last day (included)',
};

/** The words of modals; titles and buttons have 24 characters (slack.md 8). Slack itself says which fields are optional. */
export const modalTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
