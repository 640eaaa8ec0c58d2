import type { ConversationStatus } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import type { Desk } from './desk.ts';

/** What a status is called. */
export function statusName({ context: { t } }: Desk, status: ConversationStatus): string {
  const names: Record<ConversationStatus, string> = {
    active: t('Active', 'Active'),
    pending: t('En attente', 'Pending'),
    closed: t('Close', 'Closed'),
    spam: t('Indésirable', 'Spam'),
  };
  return names[status];
}

export function statusBadge(desk: Desk, status: ConversationStatus): Html {
  const tones: Record<ConversationStatus, string> = {
    active: 'good',
    pending: 'warn',
    closed: '',
    spam: 'bad',
  };
  return html`<span class="badge ${tones[status]}">${statusName(desk, status)}</span>`;
}

export function tagList(tags: readonly string[]): Html[] {
  return tags.map((tag) => html`<span class="hs-tag">${tag}</span>`);
}
