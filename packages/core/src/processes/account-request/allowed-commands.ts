import type { CommandType } from '../../contract/commands.ts';
import type { Instant } from '../../kernel/instant.ts';
import { mayRenewActivation } from './activation.ts';
import { type Decider, isProposer } from './four-eyes.ts';
import { type AccountRequest, mayLinkExisting, type Step } from './state.ts';
import { mayUndo } from './undo.ts';

const byStep: Record<Step, CommandType[]> = {
  incomplete: ['refuse-request'],
  pending: ['accept-request', 'refuse-request', 'ask-for-evidence'],
  'awaiting-evidence': ['accept-request', 'refuse-request', 'record-evidence'],
  accepting: [],
  accepted: [],
  refusing: [],
  refused: ['reconsider-request'],
  withdrawn: [],
};

/**
 * What a decider may do with a request now.
 *
 * @param hasFailures some effect is retrying or gave up
 * @param reader who looks: nobody confirms their own proposal; null = anybody who did not propose
 */
export function allowedCommands(
  request: AccountRequest,
  now: Instant,
  hasFailures: boolean,
  reader: Decider | null = null,
): CommandType[] {
  const undo: CommandType[] = request.decision && mayUndo(request.decision, now) ? ['undo-decision'] : [];
  const link: CommandType[] = mayLinkExisting(request) ? ['accept-request', 'refuse-request'] : [];
  const retry: CommandType[] = hasFailures ? ['retry-effect'] : [];
  const renew: CommandType[] = mayRenewActivation(request, now) ? ['renew-activation'] : [];
  return [...withProposal(request, [...byStep[request.step], ...link], reader), ...undo, ...renew, ...retry];
}

/** Whoever proposed may withdraw, or propose the contrary; anybody else may confirm as well. */
function withProposal(
  { proposal }: AccountRequest,
  commands: CommandType[],
  reader: Decider | null,
): CommandType[] {
  if (!proposal) return commands;
  const own: CommandType = proposal.type === 'accept' ? 'accept-request' : 'refuse-request';
  if (reader && isProposer(proposal, reader)) {
    return [...commands.filter((command) => command !== own), 'withdraw-proposal'];
  }
  const confirm: CommandType[] = commands.includes(own) ? ['confirm-decision'] : [];
  return [...confirm, ...commands, 'withdraw-proposal'];
}
