import type { ProposalView } from '#core/contract/request-view.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import { actorText } from '#core/model/staff-member.ts';
import { type Decider, isProposer } from '#core/processes/account-request/four-eyes.ts';
import { refusalLabel } from '#core/processes/account-request/journal-texts.ts';
import type { AccountRequest, Proposal } from '#core/processes/account-request/state.ts';
import { surfaceText } from '#core/processes/account-request/texts.ts';
import { type Settings, targetsOf } from '#core/settings.ts';
import { actorOf, type Caller } from './authenticate-surface.ts';

/** The decision that waits for a second decider, as a surface shows it. */
export function presentProposal(
  { proposal }: AccountRequest,
  reader: Pick<Caller, 'company' | 'language' | 'staff' | 'standsInFor'>,
): ProposalView | null {
  if (!proposal) return null;
  const { company, language } = reader;
  const { by, at } = proposal;
  return {
    type: proposal.type === 'accept' ? 'accept-request' : 'refuse-request',
    by: actorText(by, language),
    from: surfaceText(by.surface, language),
    at,
    text: textOf(proposal, company.settings, language),
    note: proposal.type === 'refuse' ? proposal.note : null,
    mine: isProposer(proposal, deciderOf(reader)),
  };
}

/** Whose right a reader decides with. */
export function deciderOf(reader: Pick<Caller, 'staff' | 'standsInFor'>): Decider {
  const { staffId, email, standsInFor } = actorOf(reader);
  return { staffId, email, ...(standsInFor && { standsInFor }) };
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
