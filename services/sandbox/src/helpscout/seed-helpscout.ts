import type { HelpscoutMemory } from './memory.ts';
import type { Agent, Customer, Inbox, Limits, SavedReply, Settings } from './records.ts';

/** The ids of the seed that tests, pages and the service's environment name. */
export const helpscoutIds = {
  /** "Support", French. */
  inbox: 301,
  /** "Support EN", English. */
  englishInbox: 302,
  /** The user behind the app: what it writes is theirs unless it says otherwise. */
  integration: 401,
  /** `vente@example.org`, user 21 of the Pipedrive stand-in. */
  sales: 421,
  /** `responsable@example.org`, user 22. */
  manager: 422,
  /** `stagiaire@example.org`, user 23: may not decide. */
  trainee: 423,
  /** An agent whom Pipedrive does not know. */
  stranger: 431,
  /** "Demande compte admin" and the other one, in "Support". */
  valid: 501,
  individual: 502,
  /** The same in "Support EN". */
  validEnglish: 511,
  individualEnglish: 512,
  /** A saved reply that has nothing to do with accounts. */
  thanks: 503,
} as const;

/** The sidebar app as it stands in the query of its frame. */
export const sidebarApp = {
  installationId: '6021',
  applicationId: '7031',
  slug: 'passerelle',
} as const;

/** What the vendor does by default, as far as it is known; doubtful things are left off. */
export const usualSettings: Settings = {
  hasCustomerProperties: true,
  doesTokenKillOlder: false,
  hasBogusNext: false,
  pageSize: 25,
  tellsSavedReplyId: false,
  refusesStatusAllWithQuery: false,
  publishesUnscheduled: false,
  publishesByConversation: false,
  rewritesHtml: true,
  searchLagMs: 1000,
  keepsSavedReplyId: false,
};

/** Numbers of plans are not documented (helpscout.md 5): the smallest that was seen. */
const usualLimits: Limits = { isOn: true, perMinute: 200 };

/** Ten retries (helpscout.md 3); their pauses are not documented. */
const usualRetryMs = [3, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600].map((seconds) => seconds * 1000);
const instantRetryMs = [10, 20];

const begun = '2025-01-06T08:00:00Z';

function inbox(id: number, name: string, slug: string, email: string): Inbox {
  return { id, name, slug, email, createdAt: begun, updatedAt: begun };
}

function agent(id: number, name: [string, string], email: string, role: Agent['role'] = 'user'): Agent {
  const [firstName, lastName] = name;
  const times = { createdAt: begun, updatedAt: begun };
  return { id, firstName, lastName, email, role, timezone: 'Europe/Paris', isActive: true, ...times };
}

function seedAgents(): Agent[] {
  const ids = helpscoutIds;
  return [
    agent(ids.integration, ['Passerelle', 'Intégration'], 'passerelle@example.org', 'admin'),
    agent(ids.sales, ['Chargée', 'de clientèle'], 'vente@example.org', 'admin'),
    agent(ids.manager, ['Responsable', 'commercial'], 'responsable@example.org', 'owner'),
    agent(ids.trainee, ['Stagiaire', 'Accueil'], 'stagiaire@example.org'),
    agent(ids.stranger, ['Renfort', 'Support'], 'renfort@example.org'),
  ];
}

function reply(id: number, mailboxId: number, name: string, lines: string[]): SavedReply {
  return { id, mailboxId, name, text: lines.join('<br /><br />'), chatText: '' };
}

const hello = {
  fr: 'Bonjour {%customer.firstName,fallback=Madame, Monsieur%},',
  en: 'Hello {%customer.firstName,fallback=there%},',
};
const sign = {
  fr: 'Bien cordialement,<br />{%user.firstName%}',
  en: 'Kind regards,<br />{%user.firstName%}',
};

function seedSavedReplies(): SavedReply[] {
  const ids = helpscoutIds;
  return [
    reply(ids.valid, ids.inbox, 'Demande compte admin', [
      hello.fr,
      'Pour ouvrir un compte administrateur, remplissez ce formulaire : <a href="{{formUrl}}">demander un compte administrateur</a>.',
      sign.fr,
    ]),
    reply(ids.individual, ids.inbox, 'Demande compte admin particulier / entreprise', [
      hello.fr,
      'Les comptes administrateurs sont réservés aux organismes publics. Si vous agissez pour l’un d’eux, remplissez ce formulaire : <a href="{{formUrl}}">demander un compte administrateur</a>.',
      sign.fr,
    ]),
    reply(ids.thanks, ids.inbox, 'Merci de votre retour', [hello.fr, 'Merci de votre retour.', sign.fr]),
    reply(ids.validEnglish, ids.englishInbox, 'Demande compte admin (EN)', [
      hello.en,
      'To open an administrator account, please fill in this form: <a href="{{formUrl}}">ask for an administrator account</a>.',
      sign.en,
    ]),
    reply(ids.individualEnglish, ids.englishInbox, 'Demande compte admin particulier / entreprise (EN)', [
      hello.en,
      'Administrator accounts are for public bodies only. If you act for one, please fill in this form: <a href="{{formUrl}}">ask for an administrator account</a>.',
      sign.en,
    ]),
  ];
}

/** Somebody who once wrote, so that customers are no empty list. */
function seedCustomers(): Customer[] {
  return [
    {
      id: 601,
      firstName: 'Accueil',
      lastName: 'Valmont',
      jobTitle: 'Accueil',
      organization: 'Mairie de Valmont',
      background: '',
      emails: [{ id: 602, value: 'mairie@valmont.example.org', type: 'work' }],
      properties: {},
      mergedIntoId: null,
      createdAt: begun,
      updatedAt: begun,
    },
  ];
}

/**
 * The account on its first day: two inboxes, five agents, saved replies in two languages, one customer, no conversation.
 * @param isInstant for tests: no rate limit, no search lag, webhooks are retried at once and twice only
 */
export function seedHelpscoutMemory(isInstant = false): HelpscoutMemory {
  return {
    inboxes: [
      inbox(helpscoutIds.inbox, 'Support', 'support', 'support@example.org'),
      inbox(helpscoutIds.englishInbox, 'Support EN', 'support-en', 'support-en@example.org'),
    ],
    agents: seedAgents(),
    customers: seedCustomers(),
    conversations: [],
    threads: [],
    savedReplies: seedSavedReplies(),
    propertyDefinitions: [],
    tags: [],
    webhooks: [],
    accessTokens: [],
    refreshTokens: [],
    codes: [],
    mailsSent: [],
    settings: { ...usualSettings, ...(isInstant ? { searchLagMs: 0 } : {}) },
    limits: { ...usualLimits, isOn: !isInstant },
    webhookSettings: {
      retryMs: isInstant ? [...instantRetryMs] : [...usualRetryMs],
      timeoutMs: 10_000,
      droppedCountMax: 10,
    },
    lastId: 100_000,
    lastNumber: 1000,
  };
}
