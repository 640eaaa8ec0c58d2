import type { CommandType } from '../../contract/commands.ts';
import type { Instant } from '../../kernel/instant.ts';
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

/** What a decider may do with a request now; `hasFailures` = some effect is retrying or gave up. */
export function allowedCommands(request: AccountRequest, now: Instant, hasFailures: boolean): CommandType[] {
  const undo: CommandType[] = request.decision && mayUndo(request.decision, now) ? ['undo-decision'] : [];
  const link: CommandType[] = mayLinkExisting(request) ? ['accept-request', 'refuse-request'] : [];
  return [...byStep[request.step], ...link, ...undo, ...(hasFailures ? (['retry-effect'] as const) : [])];
}
