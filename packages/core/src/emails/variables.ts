import type { Language } from '../model/localized.ts';
import type { MailTemplate } from './layout.ts';

/** Everything a mail may use, with an example. All are texts; an empty one means that there is nothing to say. */
export const variableExamples = {
  personName: { fr: 'Camille Exemple', en: 'Camille Exemple' },
  organizationName: { fr: 'Mairie d’Exemple', en: 'Exemple town hall' },
  activationLink: {
    fr: 'https://comptes.example.org/activer/abc123',
    en: 'https://comptes.example.org/activer/abc123',
  },
  expiresOn: { fr: '3 juin 2026', en: '3 June 2026' },
  ownerName: { fr: 'Équipe vente', en: 'Sales team' },
  replyTo: { fr: 'contact@example.org', en: 'contact@example.org' },
  reasonLabel: { fr: 'Particulier ou entreprise', en: 'Individual or company' },
  note: { fr: 'L’adresse indiquée est personnelle.', en: 'The address given is a personal one.' },
  conversationNumber: { fr: '1234', en: '1234' },
  conversationSubject: { fr: 'Un compte pour notre mairie ?', en: 'An account for our town hall?' },
  conversationUrl: {
    fr: 'https://secure.helpscout.net/conversation/55/1234/',
    en: 'https://secure.helpscout.net/conversation/55/1234/',
  },
  dueAt: { fr: '3 juin 2026 à 17:00', en: '3 June 2026 at 17:00' },
  answerBy: { fr: '18 juin 2026', en: '18 June 2026' },
  attachments: { fr: 'Présentation.pdf', en: 'Presentation.pdf' },
  documentationUrl: { fr: 'https://docs.example.org', en: 'https://docs.example.org' },
  optOutLink: {
    fr: 'https://passerelle.example.org/opt-out/abc123',
    en: 'https://passerelle.example.org/opt-out/abc123',
  },
  documents: {
    fr: '- Les formulaires papier\n- Les modèles d’attestation',
    en: '- The paper forms\n- The models of certificates',
  },
  procedureName: { fr: 'Demande de subvention', en: 'Application for a grant' },
  administration: { fr: 'Département d’Exemple', en: 'Exemple county council' },
  demoDay: { fr: '10 juin 2026', en: '10 June 2026' },
  goLiveOn: { fr: '1 juillet 2026', en: '1 July 2026' },
  dealTitle: { fr: 'Affaire Mairie d’Exemple', en: 'Exemple town hall deal' },
  dealUrl: {
    fr: 'https://societe.pipedrive.com/deal/1234',
    en: 'https://societe.pipedrive.com/deal/1234',
  },
  promise: { fr: 'Appel d’accueil\u00A0: Mairie d’Exemple', en: 'Welcome call: Exemple town hall' },
  dueOn: { fr: '3 juin 2026', en: '3 June 2026' },
  lines: {
    fr: 'lundi 1 juin\u00A0: Appel d’accueil, Mairie d’Exemple\nmardi 2 juin\u00A0: Retour sur les tests, Département d’Exemple',
    en: 'Monday 1 June: Welcome call, Exemple town hall\nTuesday 2 June: Answer on the tests, Exemple county council',
  },
  document: { fr: 'Une délibération ou un arrêté', en: 'A deliberation or an order' },
} as const satisfies Record<string, Record<Language, string>>;

export type MailVariable = keyof typeof variableExamples;

export interface MailEntry {
  /** What must be given to render it; a company's own text may use these and no others. */
  variables: readonly MailVariable[];
  templates: Record<Language, MailTemplate>;
}

/** What every mail to a client may use. */
export const everyMail = ['personName', 'ownerName', 'replyTo'] as const satisfies readonly MailVariable[];
