import { normaliseEmail } from './model/email-address.ts';
import type { Settings } from './settings.ts';

/** What staff may be allowed to do; seeing is for everybody of the company. */
export type Action = 'decide' | 'see';

/** Whether somebody with this address may do it, by the settings of the company. */
export function can(settings: Settings, email: string, action: Action): boolean {
  if (action === 'see') return true;
  const address = normaliseEmail(email);
  return address !== null && settings.deciders.includes(address);
}
