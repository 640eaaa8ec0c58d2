import type { Receive } from './deliveries/receive.ts';
import { createOurReplies } from './effect-handlers/helpscout/our-replies.ts';
import { readFacts } from './effect-handlers/helpscout/read-conversation.ts';
import type { AskAgain } from './http/ask-again.ts';
import type { ConversationOptions } from './http/conversation/options.ts';
import { lookOutside } from './http/conversation/outside.ts';
import { type AgentOf, createAgents } from './http/helpscout-agents.ts';
import type { HelpscoutWebhooksOptions } from './http/helpscout-webhooks.ts';
import type { HelpscoutParts } from './open-helpscout.ts';
import { accountsOf, type Parts } from './parts.ts';

/** What Help Scout, and agents in it, call; null without Help Scout. */
export interface HelpscoutDoors {
  webhooks: HelpscoutWebhooksOptions | null;
  sidebar: { agentOf: AgentOf; conversations: ConversationOptions } | null;
}

/** The pages of Help Scout alone may show the sidebar (helpscout.md 4.4). */
export const helpscoutFrameAncestors = ['https://secure.helpscout.net'];

/** Puts them together. No call leaves before somebody calls. */
export function helpscoutDoors(
  parts: Parts,
  shared: { receive: Receive; askAgain: AskAgain; formUrlOf(companyId: string): string },
): HelpscoutDoors {
  const { helpscout, companies, database, bell, log } = parts;
  if (!helpscout) return { webhooks: null, sidebar: null };
  const { companyId, interactive, webhookSecrets, sidebarSecrets, replyReading } = helpscout;
  const { receive, askAgain, formUrlOf } = shared;
  const outside = lookOutside({
    helpscout: interactive,
    accountsOf: (id) => accountsOf(parts, id),
    readFacts: (id) => factsNow(parts, helpscout, id),
  });
  return {
    webhooks: { secrets: webhookSecrets, companyId, receive, log },
    sidebar: {
      agentOf: createAgents({ sidebarSecrets, companyId, helpscout: interactive, companies }),
      conversations: {
        db: database.db,
        bell,
        companies,
        askAgain,
        formUrlOf,
        outside,
        repliesWanted: replyReading.soon,
      },
    },
  };
}

/** As it is now, or as the one it was merged into is; null when it is gone. */
async function factsNow(
  { database, companies }: Parts,
  { interactive, companyId }: HelpscoutParts,
  conversationId: number,
) {
  const company = companies.find(companyId() ?? '');
  const ourReplies = createOurReplies(database.db);
  const oursIn = async (mailboxId: number) =>
    company ? ourReplies(companies.companyOf(company.id), mailboxId) : new Set<number>();
  const { facts, mergedIntoId } = await readFacts(interactive, conversationId, oursIn);
  return mergedIntoId === null ? facts : (await readFacts(interactive, mergedIntoId, oursIn)).facts;
}
