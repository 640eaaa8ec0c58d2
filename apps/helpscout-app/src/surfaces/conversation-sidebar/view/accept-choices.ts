import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { Draft } from '../../../service/presses.ts';

/** A way for the deal of an accepted request; `label` null is another deal, named by its number. */
export interface AcceptChoice {
  value: string;
  label: string | null;
  isExistingDeal: boolean;
}

/**
 * Every way for the deal: the settings' targets first, of which the first is chosen, then the deals that are proposed,
 * then any other. None where the settings name no target: attaching to a deal is never chosen by itself.
 */
export function acceptChoices(
  { targets }: Pick<DecisionChoices, 'targets'>,
  { attachProposals }: Pick<RequestDetails, 'attachProposals'>,
): AcceptChoice[] {
  if (targets.length === 0) return [];
  return [
    ...targets.map(({ key, label }) => ({ value: `target:${key}`, label, isExistingDeal: false })),
    ...attachProposals.map(({ dealId, title }) => ({
      value: `deal:${dealId}`,
      label: title,
      isExistingDeal: true,
    })),
    { value: 'other', label: null, isExistingDeal: true },
  ];
}

/** The command of "Accept"; null when the number of the other deal is not one. `value` empty: as the settings say. */
export function acceptDraft(requestId: string, value: string, otherDeal: string): Draft | null {
  const accept = { type: 'accept-request', requestId } as const;
  if (value.startsWith('target:')) return { ...accept, target: value.slice('target:'.length) };
  if (value === '') return accept;
  const dealId = value === 'other' ? dealNumber(otherDeal) : Number(value.slice('deal:'.length));
  return dealId === null ? null : { ...accept, attachToDealId: dealId };
}

/** "1042", "n° 1 042" or the deal's whole address. */
export function dealNumber(text: string): number | null {
  const digits = (/\/deal\/(\d+)/.exec(text)?.[1] ?? text).replace(/^\s*(n°|#)|\s/g, '');
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null;
}
