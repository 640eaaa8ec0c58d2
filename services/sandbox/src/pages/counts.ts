import { accountState } from '../accounts/account.ts';
import { memoryOf, type SandboxParts } from './parts.ts';

/** The figures of the start page for one company, kept up to date by browser/live.ts. */
export function countAll(parts: SandboxParts, companyId: number): Record<string, number> {
  const { deals, persons, organizations } = memoryOf(parts, companyId);
  const now = parts.directory.now();
  const states = parts.directory.memory.accounts.map((account) => accountState(account, now));
  return {
    revision: parts.revision(),
    deals: deals.filter((deal) => !deal.is_deleted).length,
    persons: persons.filter((person) => !person.is_deleted).length,
    organizations: organizations.filter((organization) => !organization.is_deleted).length,
    mails: parts.mailbox.memory.mails.length,
    slackMessages: parts.slack.memory.messages.length,
    conversations: parts.helpscout.memory.conversations.filter(
      ({ state, mergedIntoId }) => state !== 'deleted' && mergedIntoId === null,
    ).length,
    accounts: states.length,
    activeAccounts: states.filter((state) => state === 'active').length,
    calls: parts.calls.count(),
    tokens: parts.calls.tokensSpent(),
    rules: parts.rules.list().length,
  };
}
