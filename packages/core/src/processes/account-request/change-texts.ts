import type { Language } from '../../model/localized.ts';

/** A sentence in both languages, with the values it mentions. */
export type Text = Record<Language, (values: Record<string, string>) => string>;

/** What changed in the CRM and in the help desk: the text of a journal line, so without a full stop. */
export const changeTexts = {
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
  'conversation-linked': {
    fr: (v) => `Conversation Help Scout${v.number ? ` n° ${v.number}` : ''}`,
    en: (v) => `Help Scout conversation${v.number ? ` no. ${v.number}` : ''}`,
  },
  'requester-replied': {
    fr: (v) =>
      v.count === '0' ? 'Réponse reçue, sans pièce jointe' : `Réponse reçue, pièces jointes : ${v.count}`,
    en: (v) =>
      v.count === '0' ? 'Reply received, nothing attached' : `Reply received, attachments: ${v.count}`,
  },
  'reply-as-proposed': {
    fr: (v) => `« ${v.name} », comme proposé`,
    en: (v) => `“${v.name}”, as proposed`,
  },
  'reply-chosen': { fr: (v) => `« ${v.name} »`, en: (v) => `“${v.name}”` },
  'reply-sent': { fr: (v) => `« ${v.name} » envoyée`, en: (v) => `“${v.name}” sent` },
  'document-kept': { fr: (v) => `Pièce jointe : ${v.name}`, en: (v) => `Attachment: ${v.name}` },
  'facts-changed': { fr: () => 'Fiche mise à jour dans Pipedrive', en: () => 'Record updated in Pipedrive' },
} satisfies Record<string, Text>;
