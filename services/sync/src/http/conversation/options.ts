import type { Kysely } from 'kysely';
import type { AdminAccount } from '#core/model/admin-account.ts';
import type { ConversationFacts } from '#core/model/conversation.ts';
import type { Companies } from '../../company/companies.ts';
import type { DeskConversation } from '../../connectors/helpscout/port.ts';
import type { Bell } from '../../engine/bell.ts';
import type { Schema } from '../../store/schema.ts';
import type { AskAgain } from '../ask-again.ts';

/** What the doors of the sidebar need. */
export interface ConversationOptions {
  db: Kysely<Schema>;
  bell: Bell;
  companies: Companies;
  askAgain: AskAgain;
  /** Where the public form of a company is. */
  formUrlOf(companyId: string): string;
  outside: Outside;
  /** Somebody looks at the saved replies of an inbox: they are read again soon. */
  repliesWanted(companyId: string, mailboxId: number): void;
}

/** What is asked of the outside while somebody waits for the sidebar. */
export interface Outside {
  /** An account as the directory has it now; undefined when it did not say in time. @param revision of its request */
  account(companyId: string, accountId: string, revision: number): Promise<AdminAccount | null | undefined>;
  /** The newest conversations of a customer of the help desk; undefined when it did not say in time. */
  conversationsOf(customerId: number): Promise<DeskConversation[] | undefined>;
  /** A conversation as it is now; undefined when Help Scout did not say in time, null when it is gone. */
  conversation(id: number): Promise<ConversationFacts | null | undefined>;
}
