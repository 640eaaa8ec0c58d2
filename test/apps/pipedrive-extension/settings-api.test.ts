import { describe, expect, it } from 'vitest';
import { createApi } from '../../../apps/pipedrive-extension/src/api.ts';
import { createServerClock } from '../../../apps/pipedrive-extension/src/service/server-clock.ts';
import { readSave } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/read-save.ts';
import { createSettingsApi } from '../../../apps/pipedrive-extension/src/surfaces/settings/settings-api.ts';

/** The calls over a service that answers as told; `sent` is what it heard after the session was opened. */
function over(answer: () => Response) {
  const sent: { path: string; method: string | undefined; body: unknown }[] = [];
  const localNowMs = () => Date.now();
  const api = createApi({
    fetch: async (path, init) => {
      if (path === '/api/sessions') return Response.json({ token: 'session', locale: 'fr' });
      sent.push({
        path: String(path),
        method: init?.method,
        body: init?.body === undefined ? undefined : JSON.parse(String(init.body)),
      });
      return answer();
    },
    localNowMs,
    clock: createServerClock(localNowMs),
    language: () => 'fr',
    firstToken: 'signed',
    signedToken: async () => 'signed',
  });
  return { settings: createSettingsApi(api), sent };
}

describe('the calls of the settings page', () => {
  it('save what was edited on top of the revision it was read at', async () => {
    const { settings, sent } = over(() => Response.json({ revision: 4, settings: {}, problems: [] }));
    expect(readSave(await settings.save(3, { undoSeconds: 5 }, false)).kind).toBe('saved');
    expect(sent).toEqual([
      {
        path: '/api/settings',
        method: 'PUT',
        body: { revision: 3, settings: { undoSeconds: 5 }, allowMissing: false },
      },
    ]);
  });

  it('hand on what a refused save says beside its title', async () => {
    const conflict = { title: 'Trop tard', changedBy: 'Équipe vente', changedAt: '2026-11-22T04:00:00Z' };
    const { settings } = over(() => Response.json(conflict, { status: 409 }));
    expect(readSave(await settings.save(3, {}, false))).toEqual({
      kind: 'overtaken',
      changedBy: 'Équipe vente',
      changedAt: '2026-11-22T04:00:00Z',
    });
  });

  it('read the exported file as a text, and a failure as a problem', async () => {
    const { settings } = over(() => new Response('undoSeconds: 10\n'));
    expect(await settings.exported()).toEqual({ ok: true, value: 'undoSeconds: 10\n' });
    const refused = over(() => Response.json({ title: 'Non' }, { status: 403 }));
    expect(await refused.settings.exported()).toMatchObject({ ok: false, problem: { status: 403 } });
  });

  it('ask for the next page of the history by its cursor', async () => {
    const { settings, sent } = over(() => Response.json({ items: [], nextCursor: null }));
    await settings.history(null);
    await settings.history('a&b');
    expect(sent.map(({ path }) => path)).toEqual([
      '/api/settings/history',
      '/api/settings/history?cursor=a%26b',
    ]);
  });
});
