import type { Confirmation, Host } from './host.ts';

/**
 * Asks before what was typed is lost. A host that cannot ask must not keep anybody from leaving.
 * @returns whether to go on
 */
export async function confirmLoss(host: Pick<Host, 'confirm'>, question: Confirmation): Promise<boolean> {
  try {
    return await host.confirm(question);
  } catch {
    return true;
  }
}

/** The question of a form that is closed with something typed in. */
export function leavingForm(
  texts: Record<'leaveTitle' | 'leave' | 'leaveYes' | 'leaveNo', string>,
): Confirmation {
  return {
    title: texts.leaveTitle,
    description: texts.leave,
    okText: texts.leaveYes,
    cancelText: texts.leaveNo,
  };
}
