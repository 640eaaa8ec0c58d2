import type { ProposalView } from '#core/contract/request-view.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import { isProposer } from '#core/processes/account-request/four-eyes.ts';
import { refusalLabel } from '#core/processes/account-request/journal-texts.ts';
import type { AccountRequest, Proposal } from '#core/processes/account-request/state.ts';
import { surfaceText } from '#core/processes/account-request/texts.ts';
import { type Settings, targetsOf } from '#core/settings.ts';
import type { Caller } from './authenticate-surface.ts';

/** The decision that waits for a second decider, as a surface shows it. */
export function presentProposal(
  { proposal }: AccountRequest,
  { company, language, staff }: Pick<Caller, 'company' | 'language' | 'staff'>,
): ProposalView | null {
  if (!proposal) return null;
  const { by, at } = proposal;
  return {
    type: proposal.type === 'accept' ? 'accept-request' : 'refuse-request',
    by: by.name,
    from: surfaceText(by.surface, language),
    at,
    text: textOf(proposal, company.settings, language),
    note: proposal.type === 'refuse' ? proposal.note : null,
    mine: isProposer(proposal, { staffId: staff.id, email: staff.email }),
  };
}

function textOf(proposal: Proposal, settings: Settings, language: Language): string {
  const fr = language === 'fr';
  if (proposal.type === 'refuse') {
    return `${fr ? 'Refuser : ' : 'Refuse: '}${refusalLabel(settings, proposal.reason, language)}`;
  }
  const word = fr ? 'Accepter' : 'Accept';
  if (proposal.attachToDealId !== null) return `${word}${fr ? ', à rattacher' : ', to be attached'}`;
  const target = targetsOf(settings).find(({ key }) => key === proposal.target);
  return target ? `${word} → ${inLanguage(target.label, language)}` : word;
}
