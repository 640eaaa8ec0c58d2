import type { Text } from '../../../words.ts';

/** What the forms say. */
export const formTexts = {
  close: { fr: 'Fermer', en: 'Close' },
  reason: { fr: 'Motif', en: 'Reason' },
  note: { fr: 'Mot ajouté au mail (facultatif)', en: 'Words added to the mail (optional)' },
  refuse_now: { fr: 'Refuser la demande', en: 'Refuse the request' },
  mail: { fr: 'Mail qui partira', en: 'Mail that will leave' },
  mail_to: { fr: 'À : {to}', en: 'To: {to}' },
  mail_none: { fr: 'Aucun mail : la personne n’a pas d’adresse.', en: 'No mail: the person has no address.' },
  mail_loading: { fr: 'Préparation du mail…', en: 'Preparing the mail…' },
  document: { fr: 'Document à demander', en: 'Document to ask for' },
  document_missing: { fr: 'Indiquez le document à demander.', en: 'Say which document to ask for.' },
  ask_now: { fr: 'Demander ce document', en: 'Ask for this document' },
  which_file: { fr: 'Quel fichier de la conversation ?', en: 'Which file of the conversation?' },
  no_file: { fr: 'Aucun : reçu autrement', en: 'None: received another way' },
  record_now: { fr: 'Enregistrer le justificatif', en: 'Record the evidence' },
  open_hint: {
    fr: 'La personne et l’affaire sont créées dans Pipedrive après la recherche de doublons.',
    en: 'The person and the deal are made in Pipedrive after the search for duplicates.',
  },
  open_now: { fr: 'Ouvrir la demande', en: 'Open the request' },
  name: { fr: 'Nom', en: 'Name' },
  name_missing: { fr: 'Indiquez le nom de la personne.', en: 'Give the name of the person.' },
  email: { fr: 'Adresse e-mail', en: 'E-mail address' },
  phone: { fr: 'Téléphone (facultatif)', en: 'Phone (optional)' },
  organization_optional: { fr: 'Organisme (facultatif)', en: 'Organization (optional)' },
  need: { fr: 'Besoin (facultatif)', en: 'Need (optional)' },
} satisfies Record<string, Text>;
