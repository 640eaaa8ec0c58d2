import { describe, expect, it } from 'vitest';
import type { PanelView, RequestView } from '#core/contract/request-view.ts';
import type { Answer } from '../../../apps/pipedrive-extension/src/service/answer.ts';
import { selectedRequests } from '../../../apps/pipedrive-extension/src/surfaces/refusal-modal/selected-requests.ts';
import { sampleChoices, sampleRequest } from './request-samples.ts';

const { signal } = new AbortController();
const problem = (status: number) => ({
  ok: false as const,
  problem: { type: 'about:blank', title: 'Ailleurs', detail: '', instance: '', status },
});

/** A service that knows some requests by record; asking is never about more than four records at a time. */
function service(requests: Record<number, RequestView | Answer<PanelView> | null>) {
  let [asking, besideMax] = [0, 0];
  const api: Parameters<typeof selectedRequests>[0] = {
    async panel(_resource, id) {
      asking += 1;
      besideMax = Math.max(besideMax, asking);
      await Promise.resolve();
      asking -= 1;
      const known = requests[id] ?? null;
      if (known !== null && 'ok' in known) return known;
      const request = known && { ...known, journal: [], attachProposals: [] };
      return { ok: true, value: { request, choices: sampleChoices } };
    },
    ask: async () => problem(404),
  };
  return { api, besideMax: () => besideMax };
}

describe('selectedRequests', () => {
  it('gives each request once, in the order of the selection, and passes over records without one', async () => {
    const [a, b] = [sampleRequest({ id: 'a' }), sampleRequest({ id: 'b' })];
    const { api, besideMax } = service({ 1: b, 2: null, 3: a, 4: b, 5: null, 6: a });
    const found = await selectedRequests(api, 'deal', [1, 2, 3, 4, 5, 6], signal);
    expect(found.ok && found.value.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(besideMax()).toBe(4);
  });

  it('passes over what the reader may not see, but not over a service that is away', async () => {
    const a = sampleRequest({ id: 'a' });
    const hidden = await selectedRequests(service({ 1: problem(403), 2: a }).api, 'person', [1, 2], signal);
    expect(hidden.ok && hidden.value.map(({ id }) => id)).toEqual(['a']);
    expect(
      await selectedRequests(service({ 1: problem(503), 2: a }).api, 'deal', [1, 2], signal),
    ).toMatchObject({
      ok: false,
      problem: { status: 503 },
    });
  });

  it('asks for all the requests of an organization', async () => {
    const requests = [sampleRequest({ id: 'a' }), sampleRequest({ id: 'b' })];
    const paths: string[] = [];
    const api: Parameters<typeof selectedRequests>[0] = {
      ...service({}).api,
      ask: async ({ path }) => {
        paths.push(path);
        return { ok: true, value: { requests } as never };
      },
    };
    const found = await selectedRequests(api, 'organization', [9], signal);
    expect(found.ok && found.value.length).toBe(2);
    expect(paths).toEqual(['/api/organizations/9']);
  });
});
