import type { ConversionAskType } from '../../conversion-events.ts';
import { ConversionStep, suspectSteps } from '../../model/conversion.ts';

/** Where something may be asked for, and the step it leads to; null: it stays where it is. */
export interface Transition {
  from: readonly ConversionStep[];
  to: ConversionStep | null;
  /** The only steps from which it leads there; from the others it leads nowhere. Left out: all of `from`. */
  leadsFrom?: readonly ConversionStep[];
}

/** Steps of clients with an account, before they are live. */
export const withAccount: readonly ConversionStep[] = [
  'account-created',
  'collecting',
  'validated',
  'testing',
  'planned',
];
/** Steps on the way, before its end. */
export const running: readonly ConversionStep[] = [...suspectSteps, ...withAccount];
const followed: readonly ConversionStep[] = [...running, 'live'];

/**
 * The process as it is: what may be asked where, and where it leads. Rules look here, and so does the picture of the
 * process that people see.
 */
export const transitions: Record<ConversionAskType, Transition> = {
  'record-contact': { from: followed, to: 'contacted', leadsFrom: ['identified'] },
  'invite-to-presentation': { from: ['identified', 'contacted'], to: 'contacted' },
  'book-presentation': { from: suspectSteps, to: 'contacted', leadsFrom: ['identified'] },
  'record-presentation': { from: ['identified', 'contacted'], to: 'presented' },
  'send-documentation': { from: suspectSteps, to: 'documented' },
  'welcome-client': { from: ['account-created'], to: 'collecting' },
  'add-use-case': { from: [...withAccount, 'live'], to: null },
  'change-use-case': { from: [...withAccount, 'live'], to: null },
  'validate-use-cases': { from: ['account-created', 'collecting'], to: 'validated' },
  'choose-path': { from: ['collecting', 'validated', 'testing'], to: 'testing' },
  'record-difficulty': { from: ['validated', 'testing', 'planned'], to: null },
  'record-tests': { from: ['testing'], to: null },
  'plan-go-live': { from: ['testing', 'planned', 'validated'], to: 'planned' },
  'record-go-live': { from: ['testing', 'planned'], to: 'live' },
  block: { from: withAccount, to: null },
  unblock: { from: withAccount, to: null },
  'keep-promise': { from: followed, to: null },
  'move-promise': { from: followed, to: null },
  'drop-promise': { from: followed, to: null },
  enrol: { from: running, to: null },
  'stop-follow-up': { from: followed, to: null },
  'record-opt-out': { from: ConversionStep.options, to: null },
  'give-up': { from: ConversionStep.options, to: null },
  'undo-step': { from: followed, to: null },
};

/** The step something leads to from another; the same where it leads nowhere. */
export function stepAfter(ask: ConversionAskType, step: ConversionStep): ConversionStep {
  const { from, to, leadsFrom = from } = transitions[ask];
  return to !== null && leadsFrom.includes(step) ? to : step;
}

/** Moves that nobody asks for: the account that a request brought, and what people do with the deal in the CRM. */
export const movesByThemselves: readonly { from: readonly ConversionStep[]; to: ConversionStep }[] = [
  { from: suspectSteps, to: 'account-created' },
  { from: followed, to: 'ended' },
];
