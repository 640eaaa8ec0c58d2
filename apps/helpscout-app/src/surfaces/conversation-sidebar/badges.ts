import type { AccountView, PlacedReplyView } from '#core/contract/conversation-view.ts';
import type { RequestView, Step } from '#core/contract/request-view.ts';
import type { Text } from '../../words.ts';

/** The four colours of Help Scout's badges, and none. */
export type Status = 'info' | 'success' | 'warning' | 'error' | 'neutral';

type Badges<Key extends string> = Record<Key, { status: Status; text: Text }>;

export const stepBadges: Badges<Step> = {
  withdrawn: { status: 'neutral', text: { fr: 'Sans suite', en: 'Withdrawn' } },
  refused: { status: 'error', text: { fr: 'Refusée', en: 'Refused' } },
  refusing: { status: 'error', text: { fr: 'Refus en cours', en: 'Being refused' } },
  accepted: { status: 'success', text: { fr: 'Acceptée', en: 'Accepted' } },
  accepting: { status: 'success', text: { fr: 'Acceptation en cours', en: 'Being accepted' } },
  'awaiting-evidence': { status: 'warning', text: { fr: 'Justificatif attendu', en: 'Awaiting evidence' } },
  pending: { status: 'info', text: { fr: 'À décider', en: 'To decide' } },
  incomplete: { status: 'warning', text: { fr: 'Incomplète', en: 'Incomplete' } },
};

export const verdictBadges: Badges<RequestView['verdict']> = {
  unknown: { status: 'neutral', text: { fr: 'Rien de vérifié', en: 'Nothing checked' } },
  'not-eligible': { status: 'error', text: { fr: 'Non éligible', en: 'Not eligible' } },
  'needs-evidence': { status: 'warning', text: { fr: 'Justificatif conseillé', en: 'Evidence advised' } },
  eligible: { status: 'success', text: { fr: 'Éligible', en: 'Eligible' } },
};

export const accountStatus: Record<AccountView['state'], Status> = {
  gone: 'error',
  expired: 'error',
  reminded: 'warning',
  invited: 'info',
  active: 'success',
};

export const placedStatus: Record<PlacedReplyView['state'], Status> = {
  failed: 'error',
  discarded: 'neutral',
  placing: 'info',
  draft: 'warning',
  sent: 'success',
};
