import type { MailKey } from '#core/emails/index.ts';
import type { MailVariable } from '#core/emails/variables.ts';
import type { Language } from '#core/model/localized.ts';

type Words = Record<Language, string>;

/** What each mail is called on the settings page; a new mail does not compile without its words. */
export const mailLabels: Record<MailKey, Words> = {
  welcome: { fr: 'Bienvenue : compte à activer', en: 'Welcome: account to activate' },
  'welcome-existing': { fr: 'Bienvenue : compte déjà actif', en: 'Welcome: account already active' },
  refusal: { fr: 'Refus', en: 'Refusal' },
  'refusal-form-filler': {
    fr: 'Refus : souhaite remplir un formulaire',
    en: 'Refusal: only wants to fill in a form',
  },
  'evidence-request': { fr: 'Demande de justificatif', en: 'Request for a document' },
  'evidence-reminder': { fr: 'Rappel du justificatif', en: 'Reminder of the document' },
  'activation-renewal': { fr: 'Lien d’activation, une nouvelle fois', en: 'Activation link, once more' },
  'presentation-invitation': { fr: 'Proposer une présentation', en: 'Offer a presentation' },
  documentation: { fr: 'Documentation après la présentation', en: 'Documentation after the presentation' },
  'demo-step-1': { fr: 'Demande de démo, step 1', en: 'Request for a demo, step 1' },
  'step-2-new-procedure': { fr: 'Step 2, nouvelle procédure', en: 'Step 2, new procedure' },
  'step-2-existing-procedure': { fr: 'Step 2, procédure existante', en: 'Step 2, existing procedure' },
  introduction: {
    fr: 'Mise en relation avec l’administration qui porte la démarche',
    en: 'Introduction to the administration that owns the procedure',
  },
  'go-live-question': { fr: 'Date de mise en production', en: 'Date of the go-live' },
  'follow-up-first': { fr: 'Relance : première', en: 'Follow-up: first' },
  'follow-up-second': { fr: 'Relance : deuxième', en: 'Follow-up: second' },
  'follow-up-last': { fr: 'Relance : dernière', en: 'Follow-up: last' },
  'promise-soon': { fr: 'À l’équipe : promesse à tenir bientôt', en: 'To the team: promise due soon' },
  'promise-late': { fr: 'À l’équipe : promesse en retard', en: 'To the team: promise late' },
  'promise-escalated': {
    fr: 'À l’équipe : promesse toujours en retard',
    en: 'To the team: promise still late',
  },
  'week-digest': { fr: 'À l’équipe : résumé de la semaine', en: 'To the team: digest of the week' },
  'answer-due': { fr: 'À l’équipe : réponse attendue', en: 'To the team: answer due' },
};

/** What each variable stands for; an empty one means that there is nothing to say. */
export const variableWords: Record<MailVariable, Words> = {
  personName: { fr: 'Nom de la personne', en: 'Name of the person' },
  organizationName: { fr: 'Nom de l’organisme', en: 'Name of the organization' },
  activationLink: {
    fr: 'Lien d’activation du compte ; lu à l’envoi, gardé nulle part',
    en: 'Activation link of the account; read when sending, kept nowhere',
  },
  expiresOn: {
    fr: 'Date limite, en toutes lettres ; vide s’il n’y en a pas',
    en: 'Last day, written out; empty if there is none',
  },
  ownerName: {
    fr: 'Nom du propriétaire de l’affaire ; vide s’il n’y en a pas',
    en: 'Name of the deal’s owner; empty if there is none',
  },
  replyTo: { fr: 'Adresse de réponse', en: 'Address for replies' },
  reasonLabel: { fr: 'Motif du refus', en: 'Reason of the refusal' },
  note: {
    fr: 'Mot ajouté par l’équipe ; vide s’il n’y en a pas',
    en: 'Note added by the team; empty if none',
  },
  document: { fr: 'Document demandé', en: 'Document asked for' },
  conversationNumber: { fr: 'Numéro de la conversation', en: 'Number of the conversation' },
  conversationSubject: { fr: 'Objet de la conversation', en: 'Subject of the conversation' },
  conversationUrl: { fr: 'Adresse de la conversation', en: 'Address of the conversation' },
  answerBy: {
    fr: 'Date annoncée pour notre retour, en toutes lettres',
    en: 'Day announced for our answer, written out',
  },
  attachments: {
    fr: 'Noms des pièces jointes ; vide s’il n’y en a pas',
    en: 'Names of the attached files; empty if none',
  },
  documentationUrl: {
    fr: 'Adresse de la documentation ; vide si elle n’est pas réglée',
    en: 'Address of the documentation; empty if it is not set',
  },
  optOutLink: {
    fr: 'Lien pour ne plus recevoir ces messages',
    en: 'Link to receive these messages no more',
  },
  documents: {
    fr: 'Documents demandés, un par ligne ; vide si on n’en demande pas',
    en: 'Documents asked for, one a line; empty if none is',
  },
  procedureName: { fr: 'Nom de la démarche existante', en: 'Name of the existing procedure' },
  administration: {
    fr: 'Administration qui porte la démarche',
    en: 'Administration that owns the procedure',
  },
  demoDay: {
    fr: 'Jour de la démonstration ; vide si elle n’est pas fixée',
    en: 'Day of the demonstration; empty if it is not fixed',
  },
  goLiveOn: {
    fr: 'Jour prévu de la mise en production ; vide s’il n’est pas fixé',
    en: 'Day the go-live is planned for; empty if it is not fixed',
  },
  dealTitle: { fr: 'Titre de l’affaire', en: 'Title of the deal' },
  dealUrl: { fr: 'Adresse de l’affaire dans Pipedrive', en: 'Address of the deal in Pipedrive' },
  promise: { fr: 'Ce qui a été promis, et à qui', en: 'What was promised, and to whom' },
  dueOn: { fr: 'Jour promis, en toutes lettres', en: 'Day it was promised for, written out' },
  lines: { fr: 'Promesses de la semaine, une par ligne', en: 'Promises of the week, one a line' },
  dueAt: { fr: 'Moment promis de la réponse', en: 'When the answer was promised' },
};
