import type { Helpscout } from '../connectors/helpscout/port.ts';
import { shadowId } from './rehearsal.ts';
import type { RecordWrite } from './shadow-pipedrive.ts';

/** The help desk with its writes taken out: conversations are read for real, nothing is written to them. */
export function shadowHelpscout(desk: Helpscout, record: RecordWrite): Helpscout {
  const note = (method: string, path: string, body: unknown): void =>
    record({ vendor: 'helpscout', method, path, body });
  const nothing = async (): Promise<void> => undefined;
  return {
    ...desk,
    async reply({ conversationId, customerId, html, send, status }) {
      const threadId = shadowId();
      note('POST', `/conversations/${conversationId}/reply`, {
        customer: { id: customerId },
        text: html,
        draft: !send,
        status,
      });
      return { threadId };
    },
    async note({ conversationId, html, status }) {
      const threadId = shadowId();
      note('POST', `/conversations/${conversationId}/notes`, { text: html, status });
      return { threadId };
    },
    async setTags(conversationId, tags) {
      note('PUT', `/conversations/${conversationId}/tags`, { tags });
    },
    async setCustomerProperties(customerId, values) {
      note('PATCH', `/customers/${customerId}/properties`, values);
    },
    // No effect makes these: whoever sets a company up does not in shadow mode.
    createSavedReply: nothing,
    createCustomerProperty: nothing,
    createWebhook: nothing,
    replaceWebhook: nothing,
  };
}
