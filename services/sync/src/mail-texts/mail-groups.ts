import type { TemplateView } from '#core/contract/templates-view.ts';
import type { MailKey } from '#core/emails/index.ts';

export type MailGroup = TemplateView['group'];

const toTheTeam: readonly MailKey[] = [
  'answer-due',
  'promise-soon',
  'promise-late',
  'promise-escalated',
  'week-digest',
];
const toClients: readonly MailKey[] = [
  'presentation-invitation',
  'documentation',
  'demo-step-1',
  'step-2-new-procedure',
  'step-2-existing-procedure',
  'introduction',
  'go-live-question',
];

/** Beside which others a mail of the house is listed. */
export function groupOf(key: MailKey): MailGroup {
  if (toTheTeam.includes(key)) return 'team';
  if (toClients.includes(key)) return 'client';
  return key.startsWith('follow-up-') ? 'follow-up' : 'request';
}
