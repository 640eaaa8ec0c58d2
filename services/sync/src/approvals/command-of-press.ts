import { PreviewedCommand } from '#core/contract/commands.ts';
import { actionIds } from '../connectors/slack/messages/ids.ts';
import type { ButtonValue } from './button-value.ts';
import { inputOf, type Press } from './slack-payloads.ts';

/** Buttons that say everything at once. */
const plain: readonly string[] = [
  actionIds.recordEvidence,
  actionIds.reconsider,
  actionIds.undo,
  actionIds.confirm,
  actionIds.withdraw,
];

/** What a press asks for, without its id; undefined when it asks for nothing we could do. */
export function commandOfPress(press: Press, value: ButtonValue): PreviewedCommand | undefined {
  const type = press.actions[0]?.action_id ?? '';
  const { requestId, effectId } = value;
  if (type === actionIds.retry) return parsed({ type, effectId });
  if (type === actionIds.accept) return parsed({ type, requestId, ...chosenPlace(press) });
  return plain.includes(type) ? parsed({ type, requestId }) : undefined;
}

/** Whether a press decides something by itself. */
export function isDeciding(actionId: string): boolean {
  return actionId === actionIds.retry || actionId === actionIds.accept || plain.includes(actionId);
}

/** Where the deal goes, as chosen beside the button; nothing when there was no choice. */
function chosenPlace(press: Press): { target?: string; attachToDealId?: number } {
  const block = press.actions[0]?.block_id;
  const all = press.state?.values ?? press.view?.state?.values;
  const beside = block && all?.[block] ? { [block]: all[block] } : {};
  const chosen = inputOf(beside, actionIds.target)?.selected_option?.value ?? '';
  if (chosen.startsWith('target:')) return { target: chosen.slice('target:'.length) };
  if (chosen.startsWith('deal:')) return { attachToDealId: Number(chosen.slice('deal:'.length)) };
  return {};
}

function parsed(command: object): PreviewedCommand | undefined {
  return PreviewedCommand.safeParse(command).data;
}
