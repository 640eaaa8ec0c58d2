import type { FindingsView } from '#core/contract/findings-view.ts';
import type { Api } from '../../api.ts';
import type { Answer } from '../../service/answer.ts';

/** How often a surface looks whether something was put right, or came up. */
export const findingsEveryMs = 60_000;

/** What has to be put right; the service answers from what it keeps, and asks nobody. */
export function readFindings(api: Pick<Api, 'ask'>, signal: AbortSignal): Promise<Answer<FindingsView>> {
  return api.ask({ path: '/api/findings', signal });
}
