import type { ConversationFacts } from '#core/model/conversation.ts';
import type { AdminAccounts } from '../../connectors/admin-accounts/client.ts';
import type { Helpscout } from '../../connectors/helpscout/port.ts';
import { createGlance } from './glance.ts';
import type { Outside } from './options.ts';

/** How the sidebar's reads are made. */
export interface OutsideOptions {
  helpscout: Pick<Helpscout, 'conversationsOf'>;
  accountsOf(companyId: string): Pick<AdminAccounts, 'get'>;
  /** Null: the conversation is gone. */
  readFacts(conversationId: number): Promise<ConversationFacts | null>;
}

/** Nobody waits longer for what only completes the sidebar, */
const longestMs = 400;
/** nor for the conversation itself. */
const conversationLongestMs = 2_000;
const accountFreshMs = 10_000;
const conversationFreshMs = 5_000;
/** Open sidebars look again and again. */
const earlierFreshMs = 600_000;

/** The few reads of the sidebar; the help desk's limit is shared with everybody: each thing is asked seldom. */
export function lookOutside({ helpscout, accountsOf, readFacts }: OutsideOptions): Outside {
  const account = createGlance<string, Awaited<ReturnType<AdminAccounts['get']>>>({
    ask: (key) => {
      const [companyId = '', , ...accountId] = key.split(' ');
      return accountsOf(companyId).get(accountId.join(' '));
    },
    freshMs: accountFreshMs,
    longestMs,
  });
  const earlier = createGlance({
    ask: (customerId: number) => helpscout.conversationsOf(customerId),
    freshMs: earlierFreshMs,
    longestMs,
  });
  const conversation = createGlance({
    ask: readFacts,
    freshMs: conversationFreshMs,
    longestMs: conversationLongestMs,
  });
  return {
    // What the request knows after a change is newer than an answer from before it.
    account: (companyId, accountId, revision) => account(`${companyId} ${revision} ${accountId}`),
    conversationsOf: earlier,
    conversation,
  };
}
