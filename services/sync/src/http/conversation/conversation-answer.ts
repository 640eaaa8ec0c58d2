import type { ConversationAnswer, ConversationView } from '#core/contract/conversation-view.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import type { AdvanceResult } from '../../engine/advance.ts';
import type { Store } from '../../store/instances.ts';
import { type Caller, readerOf } from '../authenticate-surface.ts';
import type { Looked } from './look.ts';
import type { ConversationOptions } from './options.ts';
import { readConversationView } from './read-conversation-view.ts';

/** With what a command about a conversation is answered, in its own transaction. */
export interface Answering {
  store: Store;
  options: ConversationOptions;
  caller: Caller;
  looked: Looked;
}

/** What is answered once the conversation heard of it. */
export async function answerFrom(
  results: readonly AdvanceResult[],
  answering: Answering,
): Promise<ConversationAnswer> {
  const { company, language } = answering.caller;
  const last = results.at(-1);
  const reason = last?.reason && reasonText(last.reason, language, company.settings.timeZone);
  return { outcome: last?.outcome ?? 'ignored', reason: reason ?? null, view: await viewOf(answering, last) };
}

/** What is answered when it was not even asked. */
export async function refusedBecause(reason: string, answering: Answering): Promise<ConversationAnswer> {
  return { outcome: 'refused', reason, view: await viewOf(answering) };
}

function viewOf(
  { store, options, caller, looked }: Answering,
  result?: AdvanceResult,
): Promise<ConversationView> {
  return readConversationView(store, options, result ? afterwards(looked, result) : looked, readerOf(caller));
}

/** What was read a moment ago is shown until the conversation has read it itself. */
function afterwards(looked: Looked, { instance }: AdvanceResult): Looked {
  const state = readConversation(instance.state, instance.version);
  return {
    ...looked,
    state: { ...state, facts: state.facts ?? looked.state.facts },
    instanceId: instance.id,
  };
}
