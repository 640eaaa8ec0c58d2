import type { ConversionAskType } from '../../conversion-events.ts';
import { transitions } from './definition.ts';
import { activeMembership } from './follow-up.ts';
import type { Conversion } from './state.ts';

/** What is to be done next, by a person; null: nothing, or something that is waited for. */
export function nextStepOf(state: Conversion): ConversionAskType | null {
  if (state.blocked) return 'unblock';
  switch (state.step) {
    case 'identified':
      return isMailedFirst(state) ? 'invite-to-presentation' : 'book-presentation';
    case 'contacted':
      return state.presentation ? 'record-presentation' : 'book-presentation';
    case 'presented':
      return 'send-documentation';
    case 'documented':
      return activeMembership(state) ? null : 'record-contact';
    case 'account-created':
      return 'welcome-client';
    case 'collecting':
      return state.useCases.length === 0 ? 'add-use-case' : 'validate-use-cases';
    case 'validated':
      return 'choose-path';
    case 'testing':
      return state.testedAt === null ? 'record-tests' : 'plan-go-live';
    case 'planned':
      return 'record-go-live';
    case 'live':
    case 'ended':
      return null;
  }
}

/** By mail, where nobody chose another way and there is an address (DS-03). */
function isMailedFirst({ channel, person, optedOutAt, bouncedAt }: Conversion): boolean {
  const isByMail = channel === null || channel === 'mail' || channel === 'mailing';
  return isByMail && person?.emails[0] !== undefined && optedOutAt === null && bouncedAt === null;
}

/** What may be asked for as it stands now. */
export function allowedAsks(state: Conversion): ConversionAskType[] {
  const types = Object.keys(transitions) as ConversionAskType[];
  return types.filter((type) => transitions[type].from.includes(state.step) && makesSense(type, state));
}

function makesSense(type: ConversionAskType, state: Conversion): boolean {
  const isOpen = state.promises.some((promise) => promise.state === 'open');
  switch (type) {
    case 'block':
      return state.blocked === null;
    case 'unblock':
      return state.blocked !== null;
    case 'keep-promise':
    case 'move-promise':
    case 'drop-promise':
      return isOpen;
    case 'enrol':
      return !activeMembership(state) && state.optedOutAt === null;
    case 'stop-follow-up':
      return activeMembership(state) !== undefined;
    case 'change-use-case':
      return state.useCases.length > 0;
    case 'undo-step':
      return state.undo !== null;
    case 'give-up':
      return state.failedDecision !== null;
    case 'record-opt-out':
      return state.optedOutAt === null;
    default:
      return true;
  }
}
