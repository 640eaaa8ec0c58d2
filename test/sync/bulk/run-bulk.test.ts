import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bell } from '#sync/engine/bell.ts';
import { bulkApi } from '#sync/http/bulk-api.ts';
import { readInstance } from '#sync/store/instances.ts';
import { aCompany, manager } from '../../kit/account-request-samples.ts';
import { type BulkPlace, openBulkPlace, refuse } from '../../kit/bulk-place.ts';
import { openWorkDoors } from '../../kit/work-doors.ts';

let place: BulkPlace;
beforeAll(async () => {
  place = await openBulkPlace();
});
afterAll(() => place.close());

const finishedAfter = (node: { poke(): void }, id: string) => {
  node.poke();
  return place.finished(id);
};

describe('a bulk decision', () => {
  it('is recorded at once, and carried out in the order given', async () => {
    const ids = await place.pendingRequests(3);
    const id = await place.order(refuse(ids));
    const recorded = await place.look(id);
    expect(recorded).toMatchObject({ total: 3, done: 0, finishedAt: null });
    expect(recorded.items.map(({ requestId, outcome }) => [requestId, outcome])).toEqual(
      ids.map((requestId) => [requestId, 'waiting']),
    );
    expect(recorded.items[0]?.name).toMatch(/^Personne \d+$/);
    const node = place.aNode();
    node.poke();
    const view = await place.finished(id);
    await node.stop();
    expect(view).toMatchObject({ total: 3, done: 3 });
    expect(view.items.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      Array(3).fill(['advanced', null]),
    );
    for (const requestId of ids)
      expect((await readInstance(place.database.db, requestId))?.step).toBe('refusing');
  });

  it('sent twice is one; the id of a colleague is refused', async () => {
    const body = refuse(await place.pendingRequests(1));
    expect(await place.order(body)).toBe(await place.order(body));
    const taken = await place.doors.call('/bulk-decisions', { body, staffId: manager });
    expect(taken.status).toBe(409);
  });

  it('tells for each request what became of it, in the reader’s words', async () => {
    const [decided = '', fresh = ''] = await place.pendingRequests(2);
    const [elsewhere = ''] = await place.pendingRequests(1, '1002');
    const gone = randomUUID();
    const node = place.aNode();
    node.poke();
    await place.finished(await place.order(refuse([decided])));
    const ids = [decided, fresh, elsewhere, gone];
    const id = await place.order({ commandId: randomUUID(), type: 'accept-request', requestIds: ids });
    const view = await finishedAfter(node, id);
    await node.stop();
    expect(view.items.map(({ outcome }) => outcome)).toEqual(['refused', 'advanced', 'failed', 'failed']);
    expect(view.items[0]?.reason).toMatch(
      /^Chargée de clientèle a déjà refusé cette demande depuis Pipedrive/,
    );
    expect(view.items[2]).toMatchObject({ name: '', reason: 'Cette demande n’existe pas (ou plus).' });
    const english = await place.look(id, 'en');
    expect(english.items[3]?.reason).toBe('This request does not exist (any more).');
    expect((await readInstance(place.database.db, elsewhere))?.step).toBe('pending');
  });

  it('is nobody’s in another company', async () => {
    const id = await place.order(refuse(await place.pendingRequests(1)));
    expect((await place.doors.call(`/bulk-decisions/${id}`, { companyId: '1002' })).status).toBe(404);
    expect((await place.doors.call('/bulk-decisions/x')).status).toBe(404);
  });

  it.each([
    ['nobody', { requestIds: [] }],
    ['too many', { requestIds: Array.from({ length: 501 }, () => randomUUID()) }],
    ['something that is no id', { requestIds: ['1'] }],
    ['an unknown type', { type: 'undo-decision' }],
    ['no reason', { reason: undefined }],
  ])('for %s: 400', async (_what, changes) => {
    const answer = await place.doors.call('/bulk-decisions', { body: refuse([randomUUID()], changes) });
    expect(answer.status).toBe(400);
  });
});

describe('the right to decide', () => {
  it('is asked for at the door', async () => {
    const nobody = { ...aCompany({ deciders: ['responsable@example.org'] }), id: '1003' };
    const silent = { ring: () => undefined } as unknown as Bell;
    const own = await openWorkDoors([nobody], (callerOf) => ({
      '/bulk-decisions': bulkApi({ db: place.database.db, bell: silent, callerOf }),
    }));
    const answer = await own.call('/bulk-decisions', { body: refuse([randomUUID()]) });
    await own.close();
    expect(answer).toMatchObject({ status: 403, body: { title: 'Vous ne pouvez pas décider' } });
    expect(String(answer.body.detail)).toContain('Responsable commercial');
  });

  it('and again when the turn of each request comes', async () => {
    const ids = await place.pendingRequests(2);
    const id = await place.order(refuse(ids));
    place.company = aCompany({ deciders: ['responsable@example.org'] });
    const node = place.aNode();
    node.poke();
    const view = await place.finished(id);
    await node.stop();
    place.company = aCompany();
    expect(view.items.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(view.items[0]?.reason).toBe('Vous n’aviez plus le droit de décider quand son tour est venu.');
    for (const requestId of ids)
      expect((await readInstance(place.database.db, requestId))?.step).toBe('pending');
  });
});
