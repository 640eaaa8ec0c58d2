import type { ConversationMatch, ConversationView } from '#core/contract/conversation-view.ts';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { sampleChoices, sampleRequest } from '../pipedrive-extension/request-samples.ts';

/** A request beside a conversation, with whatever differs. */
export function sampleMatch(
  request: Partial<RequestDetails> = {},
  match: Partial<ConversationMatch> = {},
): ConversationMatch {
  return {
    person: { name: 'Accueil Mairie', emails: ['accueil@example.org'] },
    request: sampleRequest({ activationSentAgainAt: null, conversations: [], documents: [], ...request }),
    deal: { title: 'Mairie', url: 'https://example.pipedrive.com/deal/101', owner: 'Équipe vente' },
    account: null,
    isLinked: true,
    ...match,
  };
}

/** A conversation about one pending request, with whatever differs. */
export function sampleConversation(overrides: Partial<ConversationView> = {}): ConversationView {
  return {
    conversationId: 4201,
    number: 321,
    subject: 'Compte administrateur',
    webUrl: 'https://secure.helpscout.net/conversation/4201/321/?viewId=7',
    isAboutAccounts: true,
    customer: { name: 'Accueil', emails: ['accueil@example.org', 'mairie@example.org'] },
    matches: [sampleMatch()],
    prefilled: { name: 'Accueil', email: 'accueil@example.org' },
    replies: [
      { key: 'other', name: 'Autre demande', preview: 'Bonjour', isProposed: false, problem: null },
      {
        key: 'valid',
        name: 'Demande compte admin',
        preview: 'Bonjour,\n\nVoici le formulaire.',
        isProposed: true,
        problem: null,
      },
    ],
    placed: [],
    attachments: [],
    earlier: [],
    answer: { waitingSince: null, dueAt: null, isLate: false, tookMinutes: null },
    effects: [],
    choices: sampleChoices,
    sendsAtOnce: false,
    trouble: null,
    ...overrides,
  };
}
