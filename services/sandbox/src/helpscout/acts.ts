import {
  type Arriving,
  type CustomerReply,
  customerReplies,
  type MailArrived,
  mailArrives,
} from './act-arrive.ts';
import {
  addCustomerEmail,
  authorize,
  deactivateUser,
  deleteCustomer,
  deleteSavedReply,
  editSavedReply,
  mergeCustomers,
  renameSavedReply,
} from './act-manage.ts';
import {
  type AgentReply,
  agentDiscardsDraft,
  agentEditsDraft,
  agentNotes,
  agentReplies,
  agentSendsDraft,
  insertSavedReply,
} from './act-reply.ts';
import {
  addTag,
  assign,
  deleteConversation,
  mergeConversations,
  moveConversation,
  removeTag,
  setStatus,
} from './act-sort.ts';
import type { HelpscoutContext } from './helpscout-context.ts';
import type { ConversationStatus } from './records.ts';
import { type SidebarAsked, sidebarUrl } from './sidebar-url.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** What people do in Help Scout. All of them throw HelpscoutActError for what the screen would not allow. */
export type HelpscoutActs = ReturnType<typeof createHelpscoutActs>;

/** `userId`: the agent who acts; left out, the sales person of the seed. */
type ByAgent = { userId?: number };

/** The acts over one stand-in. Each tells the webhooks what the real one would. */
export function createHelpscoutActs(context: HelpscoutContext, sender: WebhookSender) {
  return {
    /** A mail comes in: customer and conversation are made where they are new; `replyTo` continues a conversation. */
    mailArrives: (asked: Arriving): MailArrived => mailArrives(context, asked),
    /** The customer of a conversation answers: it is active again. */
    customerReplies: (asked: CustomerReply): MailArrived => customerReplies(context, asked),
    /** "Send" on a draft, changed in the editor where `html` is given; the status stays unless told. The mail leaves. */
    agentSendsDraft: (
      asked: ByAgent & { threadId: number; html?: string; status?: ConversationStatus },
    ): void => agentSendsDraft(context, asked),
    /** Changes a draft without sending it. */
    agentEditsDraft: (asked: { threadId: number; html: string }): void => agentEditsDraft(context, asked),
    agentDiscardsDraft: (asked: { threadId: number }): void => agentDiscardsDraft(context, asked),
    /** An agent answers by hand: the mail leaves. Gives the thread's id. */
    agentReplies: (asked: AgentReply): number => agentReplies(context, asked),
    /** An agent writes an internal note. Gives the thread's id. */
    agentNotes: (asked: ByAgent & { conversationId: number; html: string }): number =>
      agentNotes(context, asked),
    /** What stands in the editor after an agent chose a saved reply: its variables are filled in. */
    insertSavedReply: (asked: ByAgent & { conversationId: number; savedReplyId: number }): string =>
      insertSavedReply(context, asked),
    setStatus: (asked: ByAgent & { conversationId: number; status: ConversationStatus }): void =>
      setStatus(context, asked),
    addTag: (asked: { conversationId: number; tag: string }): void => addTag(context, asked),
    removeTag: (asked: { conversationId: number; tag: string }): void => removeTag(context, asked),
    /** `assigneeId` null: nobody's any more. */
    assign: (asked: { conversationId: number; assigneeId: number | null }): void => assign(context, asked),
    moveConversation: (asked: { conversationId: number; mailboxId: number }): void =>
      moveConversation(context, asked),
    /** The first goes into the second: its entries move, its address answers 301. */
    mergeConversations: (asked: ByAgent & { fromId: number; intoId: number }): void =>
      mergeConversations(context, asked),
    deleteConversation: (asked: { conversationId: number }): void => deleteConversation(context, asked),
    /** The first goes into the second: addresses and conversations move. */
    mergeCustomers: (asked: { fromId: number; intoId: number }): void => mergeCustomers(context, asked),
    /** Their conversations go with them, as the vendor does it, unless `keepsConversations`. */
    deleteCustomer: (asked: { customerId: number; keepsConversations?: boolean }): void =>
      deleteCustomer(context, asked),
    /** One more address of a customer; `isDefault`: mails go there from now on. */
    addCustomerEmail: (asked: { customerId: number; email: string; isDefault?: boolean }): void =>
      addCustomerEmail(context, asked),
    editSavedReply: (asked: { id: number; text: string }): void => editSavedReply(context, asked),
    renameSavedReply: (asked: { id: number; name: string }): void => renameSavedReply(context, asked),
    deleteSavedReply: (asked: { id: number }): void => deleteSavedReply(context, asked),
    /** The account of an agent is closed; tokens behind it are refused. */
    deactivateUser: (asked: { userId: number }): void => deactivateUser(context, asked),
    /** An agent lets the app in: gives the code that comes back with the browser. */
    authorize: (asked: { userId: number }): string => authorize(context, asked),
    /** The address the sidebar's frame is opened with, signed. */
    sidebarUrl: (asked: SidebarAsked): string => sidebarUrl(context, asked),
    /** "Send a test" on a webhook: `helpscout.test`. Resolves with the status, null where nothing came back. */
    testWebhook: (asked: { webhookId: number }): Promise<number | null> => sender.test(asked.webhookId),
  };
}
