import type { Command } from '#core/contract/commands.ts';
import { actionIds } from '../connectors/slack/messages/ids.ts';
import { endDelegation } from '../store/delegations.ts';
import type { Acting, ActingOptions, Tell } from './acting.ts';
import { carryOut } from './carry-out.ts';
import { commandIdOf } from './command-id.ts';
import { commandOfPress, isDeciding } from './command-of-press.ts';
import { isOpening, openModal } from './open-modal.ts';
import { pressTexts } from './press-texts.ts';
import { channelOf, isHome, pressedValue } from './pressed-value.ts';
import type { Press } from './slack-payloads.ts';

/** Does what a press asks for; whatever comes of it that is not what the person wanted is told to them. */
export async function actOnPress(
  options: ActingOptions,
  acting: Acting,
  press: Press,
  tell: Tell,
): Promise<void> {
  const actionId = press.actions[0]?.action_id ?? '';
  if (isDeciding(actionId)) return decide(options, acting, press, tell);
  if (isOpening(actionId)) return openModal(options, acting, press, tell);
  if (actionId === actionIds.delegationEnd) return endAbsence(options, acting);
  if (actionId === actionIds.homeSection || actionId === actionIds.homePage)
    return turnHome(options, acting, press);
}

async function decide(options: ActingOptions, acting: Acting, press: Press, tell: Tell): Promise<void> {
  const { caller } = acting;
  const value = await pressedValue(options, press);
  const wanted = value && commandOfPress(press, value);
  if (!wanted) return void (await tell(pressTexts.notOurs[caller.language]));
  const command: Command = { ...wanted, commandId: pressId(acting, press) };
  const { told } = await carryOut(options, caller, value, command);
  options.poke(value.requestId);
  const isTold = told === null || (await tell(told));
  if (!isHome(press)) return;
  await options.showHome(acting.workspace, acting.person, { notice: isTold ? null : told });
}

/** The same press, however often it arrives, is one command. */
function pressId({ workspace, person }: Acting, press: Press): string {
  const { message, view, actions } = press;
  const [action] = actions;
  const place = message ? `${channelOf(press)} ${message.ts}` : (view?.id ?? '');
  const what = [action?.action_id ?? '', action?.block_id ?? '', action?.action_ts ?? ''];
  return commandIdOf('press', workspace.companyId, person.team_id, person.user_id, place, ...what);
}

async function endAbsence(options: ActingOptions, { workspace, caller, person }: Acting): Promise<void> {
  await endDelegation(options.db, caller.company.id, caller.staff.id);
  await options.showHome(workspace, person, { notice: null });
}

/** A section by its key, or a page of one as `pending:2`. */
async function turnHome(options: ActingOptions, { workspace, person }: Acting, press: Press): Promise<void> {
  const [section = '', page = '1'] = (press.actions[0]?.value ?? '').split(':');
  const wanted = { section, page: Number.parseInt(page, 10) || 1, notice: null };
  await options.showHome(workspace, person, wanted);
}
