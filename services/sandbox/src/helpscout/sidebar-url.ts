import type { HelpscoutContext } from './helpscout-context.ts';
import { openConversation } from './lookup.ts';
import { sidebarApp } from './seed-helpscout.ts';
import { querySignature } from './signatures.ts';

export interface SidebarAsked {
  conversationId: number;
  /** The agent who looks. */
  userId: number;
  /** Base address instead of the one the frame is loaded from, for example of a second node. */
  base?: string;
  /** Names of parameters that are not sent (helpscout.md 4.2: some are missing in other places of the product). */
  without?: string[];
  /** Signed with another secret. */
  secret?: string;
}

const sidebarPath = '/surfaces/helpscout/sidebar';

/**
 * The callback URL with its signed query, as Help Scout makes it (helpscout.md 4.2): parameters in this order, values as
 * texts, the signature last and percent-encoded.
 */
export function sidebarUrl(context: HelpscoutContext, asked: SidebarAsked): string {
  const base = (asked.base ?? context.frameUrl()).replace(/\/$/, '');
  const signed = parametersOf(context, asked).filter(([name]) => !asked.without?.includes(name));
  const signature = querySignature(signed, asked.secret ?? context.app.sidebarSecret);
  const query = [...signed, ['X-HelpScout-Signature', signature] as const].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${base}${sidebarPath}?${query.join('&')}`;
}

function parametersOf(
  context: HelpscoutContext,
  { conversationId, userId }: SidebarAsked,
): [string, string][] {
  const { number, customerId, mailboxId } = openConversation(context, conversationId);
  return [
    ['conversation-id', String(conversationId)],
    ['conversation-number', String(number)],
    ...(customerId === null ? [] : [['customer-id', String(customerId)] satisfies [string, string]]),
    ['mailbox-id', String(mailboxId)],
    ['user-id', String(userId)],
    ['installation-ids', sidebarApp.installationId],
    ['application-id', sidebarApp.applicationId],
    ['application-slug', sidebarApp.slug],
  ];
}
