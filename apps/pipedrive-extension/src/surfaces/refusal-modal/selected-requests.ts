import type { RequestView } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import type { Answer } from '../../service/answer.ts';
import { isPassing } from '../../service/failures.ts';
import { organizationRequests } from '../../work-calls.ts';

export type SelectedResource = 'deal' | 'person' | 'organization';

/** How many records are asked for at a time. */
const besideMax = 4;

/**
 * The requests of the records that were selected in the host, each once, in the order of the selection. Records
 * without a request, or that the reader may not see, are left out; a service that is away is a problem.
 */
export async function selectedRequests(
  api: Pick<Api, 'ask' | 'panel'>,
  resource: SelectedResource,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<Answer<RequestView[]>> {
  const found = new Map<string, RequestView>();
  for (let start = 0; start < ids.length; start += besideMax) {
    const some = ids.slice(start, start + besideMax);
    const answers = await Promise.all(some.map((id) => requestsOf(api, resource, id, signal)));
    for (const answer of answers) {
      if (!answer.ok && isPassing(answer.problem)) return answer;
      for (const request of answer.ok ? answer.value : []) found.set(request.id, request);
    }
  }
  return { ok: true, value: [...found.values()] };
}

async function requestsOf(
  api: Pick<Api, 'ask' | 'panel'>,
  resource: SelectedResource,
  id: number,
  signal: AbortSignal,
): Promise<Answer<RequestView[]>> {
  if (resource === 'organization') {
    const answer = await organizationRequests(api, id, signal);
    return answer.ok ? { ok: true, value: answer.value.requests } : answer;
  }
  const answer = await api.panel(resource, id, signal);
  if (!answer.ok) return answer;
  return { ok: true, value: answer.value.request ? [answer.value.request] : [] };
}
