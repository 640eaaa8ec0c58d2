import type { MailKey, MailVariable } from '#core/emails/index.ts';
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
};
